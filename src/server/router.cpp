#include "heatward/server/router.hpp"

#include <stdexcept>

#include <fmt/format.h>

#include "routes.hpp"

namespace heatward::server {

Router::Router() : m_viewer_page(viewer_page_route())
{
    add_document_routes(m_routes, m_routes);
    add_drawing_routes(m_routes);
    add_ogc_routes(m_routes);
    add_feature_routes(m_routes);
    add_viewer_routes(m_routes);
    for (const auto& route : m_routes) {
        check_decided(route);
    }
    check_decided(m_viewer_page);
}

void Router::check_decided(const Route& route)
{
    if (route.shown == Shown::undecided) {
        throw std::logic_error(fmt::format("nobody has decided who may see {} ({})",
                                           route.pattern.text(), route.summary));
    }
}

std::optional<Router::Match> Router::match(const Url& url, bool wants_html) const
{
    const auto* format = url.query.find("f");
    if (url.segments.empty() && wants_html && format == nullptr) {
        return Match{&m_viewer_page, {}};
    }
    for (const auto& route : m_routes) {
        if (auto captures = route.pattern.match(url.segments)) {
            return Match{&route, std::move(*captures)};
        }
    }
    return std::nullopt;
}

}  // namespace heatward::server
