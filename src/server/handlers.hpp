#pragma once

#include <span>
#include <string_view>

#include <nlohmann/json_fwd.hpp>

#include "heatward/core/basemap.hpp"
#include "heatward/server/route.hpp"

/// The handlers of all routes, one file a family. Each checks what its address means and promises
/// an answer; none reads a file or anything but its context's view.
namespace heatward::server {

using Outcome = tl::expected<Answer, Problem>;

// landing_page.cpp
Outcome landing_page(const RouteContext& context);
Outcome conformance(const RouteContext& context);

// basemap.cpp
/// The landing page's member: null, or the tiles' address and the classes in drawing order.
nlohmann::json basemap_json(const Basemap& basemap);
Outcome basemap_tile(const RouteContext& context);
Outcome basemap_tilejson(const RouteContext& context);

// openapi.cpp
/// OpenAPI 3.0.3; `base_url` is what its paths stand behind.
nlohmann::json openapi_document(std::span<const Route> routes, std::string_view base_url);

// tilejson.cpp
Outcome tilejson(const RouteContext& context);

// tiles.cpp
Outcome density_tile(const RouteContext& context);
Outcome density_tile_2x(const RouteContext& context);
Outcome vector_tile(const RouteContext& context);

// legends.cpp
Outcome legend_as_json(const RouteContext& context);
Outcome legend_as_png(const RouteContext& context);
Outcome legend_as_png_2x(const RouteContext& context);

// place.cpp
Outcome place(const RouteContext& context);

// series.cpp
Outcome series(const RouteContext& context);
Outcome series_of_area(const RouteContext& context);

// collections.cpp
Outcome collections(const RouteContext& context);
Outcome collection(const RouteContext& context);

// queryables.cpp
Outcome queryables(const RouteContext& context);

// items.cpp
/// 404 where the view has no such collection.
tl::expected<void, Problem> check_collection(const ServedRun& run, const std::string& id);
Outcome items(const RouteContext& context);
Outcome item(const RouteContext& context);

// static_maps.cpp
/// `scale` 1 or 2; `format` "png", "pdf" or "svg".
Handler static_map(int scale, std::string_view format);

// wms.cpp
Outcome wms(const RouteContext& context);

// wmts.cpp
Outcome wmts(const RouteContext& context);
Outcome wmts_capabilities_document(const RouteContext& context);
Outcome wmts_tile(const RouteContext& context);
// operation.cpp
Outcome metrics_text(const RouteContext& context);

// viewer_assets.cpp
Outcome viewer_page(const RouteContext& context);
Outcome viewer_script(const RouteContext& context);
Outcome viewer_style(const RouteContext& context);

}  // namespace heatward::server
