#include "handlers.hpp"
#include "json_answer.hpp"
#include "routes.hpp"

namespace heatward::server {

void add_feature_routes(std::vector<Route>& routes)
{
    const auto filters = with(layer_filter_parameters(), {"f"});
    routes.push_back({RoutePattern("/series/{layer}"), Shown::counts,
                      "Incidents by month, weekday and hour, for analysts", kJson, &series,
                      filters});
    routes.push_back({RoutePattern("/series/{layer}/{code}"), Shown::counts,
                      "Incidents of one area (its code) by month, weekday and hour, for analysts",
                      kJson, &series_of_area, filters});
    routes.push_back({RoutePattern("/collections"),
                      Shown::overview,
                      "All collections",
                      kJson,
                      &collections,
                      {"f", "run"}});
    routes.push_back({RoutePattern("/collections/{collection}"),
                      Shown::overview,
                      "One collection",
                      kJson,
                      &collection,
                      {"f", "run"}});
    routes.push_back({RoutePattern("/collections/{collection}/items"),
                      Shown::collection,
                      "Features of a collection, in pages",
                      kGeoJson,
                      &items,
                      {"f", "run", "limit", "offset", "bbox", "bbox-crs", "crs", "datetime",
                       "properties", "sortby", "filter", "filter-lang", "filter-crs"}});
    routes.push_back({RoutePattern("/collections/{collection}/items/{feature}"),
                      Shown::collection,
                      "One feature, by the area's code",
                      kGeoJson,
                      &item,
                      {"f", "run", "crs"}});
}

}  // namespace heatward::server
