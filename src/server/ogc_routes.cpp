#include "handlers.hpp"
#include "json_answer.hpp"
#include "routes.hpp"

namespace heatward::server {

namespace {

constexpr std::string_view kXml = "text/xml";

/// Every answer says itself what it shows; what does not is taken for the most.
Route ogc_route(std::string_view pattern, std::string_view summary, std::string_view media_type,
                Handler handler)
{
    Route route{RoutePattern(pattern),      Shown::density, summary, media_type, std::move(handler),
                density_filter_parameters()};
    route.takes_other_parameters = true;
    // REQUEST, FORMAT and INFO_FORMAT choose among them.
    if (pattern == "/wms" || pattern == "/wmts") {
        for (const std::string_view answered :
             {"image/png", "text/xml", "application/json", "text/html", "text/plain"}) {
            route.formats.push_back({"", answered});
        }
    }
    return route;
}

}  // namespace

void add_ogc_routes(std::vector<Route>& routes)
{
    routes.push_back(
        ogc_route("/wms", "OGC Web Map Service 1.1.1 and 1.3.0, by SERVICE, VERSION and REQUEST",
                  kPng, &wms));
    routes.push_back(ogc_route("/wmts",
                               "OGC Web Map Tile Service 1.0.0 in key-value pairs, by SERVICE, "
                               "VERSION and REQUEST",
                               kPng, &wmts));
    routes.push_back(ogc_route("/wmts/1.0.0/WMTSCapabilities.xml",
                               "Capabilities of the OGC Web Map Tile Service", kXml,
                               &wmts_capabilities_document));
    routes.back().parameters = {"run"};
    routes.push_back(ogc_route("/wmts/1.0.0/{layer}/{style}/{set}/{z}/{y}/{x}.png",
                               "Tile of the OGC Web Map Tile Service: row before column", kPng,
                               &wmts_tile));
}

}  // namespace heatward::server
