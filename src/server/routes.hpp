#pragma once

#include <string_view>
#include <vector>

#include "heatward/server/route.hpp"

/// The routes by family, one file each. A route stands before those whose patterns hold its
/// addresses too.
namespace heatward::server {

using ParameterNames = std::vector<std::string_view>;

/// What narrows a layer: datetime, category, source …
const ParameterNames& layer_filter_parameters();

/// The same with a moving window; counts have no instant.
const ParameterNames& density_filter_parameters();

/// `names` and then `more`.
ParameterNames with(ParameterNames names, std::initializer_list<std::string_view> more);

/// `all` is where the API's description finds every route; it outlives the router's routes.
void add_document_routes(std::vector<Route>& routes, const std::vector<Route>& all);
void add_drawing_routes(std::vector<Route>& routes);
void add_ogc_routes(std::vector<Route>& routes);
void add_feature_routes(std::vector<Route>& routes);
void add_viewer_routes(std::vector<Route>& routes);
/// "/" for browsers.
Route viewer_page_route();

}  // namespace heatward::server
