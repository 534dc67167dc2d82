#include <span>
#include <string>

#include "handlers.hpp"
#include "heatward/server/feature_format.hpp"
#include "json_answer.hpp"
#include "routes.hpp"

namespace heatward::server {

namespace {

std::vector<RouteFormat> formats_of(std::span<const FeatureFormat> formats)
{
    std::vector<RouteFormat> named;
    for (const FeatureFormat format : formats) {
        named.push_back({name_of(format).word, name_of(format).media_type});
    }
    return named;
}

void add_formats(std::vector<Route>& routes)
{
    for (auto& route : routes) {
        const std::string& path = route.pattern.text();
        if (path.ends_with("/items")) {
            route.formats = formats_of(kPageFormats);
        } else if (path.ends_with("/{feature}")) {
            route.formats = formats_of(kItemFormats);
        } else if (path == "/collections" || path == "/collections/{collection}") {
            route.formats = formats_of(kCollectionFormats);
        }
    }
}

}  // namespace

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
    routes.push_back({RoutePattern("/collections/{collection}/queryables"),
                      Shown::collection,
                      "What filters of a collection may name",
                      "application/schema+json",
                      &queryables,
                      {"f", "run"}});
    routes.push_back(
        {RoutePattern("/collections/{collection}/items"),
         Shown::collection,
         "Features of a collection, in pages",
         kGeoJson,
         &items,
         {"f",           "run",        "limit",      "offset",       "after",  "bbox",
          "bbox-crs",    "crs",        "datetime",   "properties",   "sortby", "filter",
          "filter-lang", "filter-crs", "resulttype", "skipGeometry", "area",   "category",
          "days",        "hours",      "source"}});
    routes.push_back({RoutePattern("/collections/{collection}/items/{feature}"),
                      Shown::collection,
                      "One feature, by the area's code",
                      kGeoJson,
                      &item,
                      {"f", "run", "crs", "properties", "skipGeometry"}});
    add_formats(routes);
}

}  // namespace heatward::server
