#include "handlers.hpp"
#include "routes.hpp"

namespace heatward::server {

void add_viewer_routes(std::vector<Route>& routes)
{
    routes.push_back({RoutePattern("/viewer.js"),
                      Shown::program,
                      "The map viewer's program",
                      "text/javascript",
                      &viewer_script,
                      {},
                      RouteNeeds::nothing});
    routes.push_back({RoutePattern("/viewer.css"),
                      Shown::program,
                      "The map viewer's style",
                      "text/css",
                      &viewer_style,
                      {},
                      RouteNeeds::nothing});
}

Route viewer_page_route()
{
    return {RoutePattern("/"),  Shown::program, "The map viewer", "text/html", &viewer_page, {},
            RouteNeeds::nothing};
}

}  // namespace heatward::server
