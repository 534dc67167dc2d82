#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "heatward/server/route.hpp"

namespace heatward::server {

/// All routes, and which one an address means.
class Router {
public:
    /// Throws as `check_decided`.
    Router();
    Router(const Router&) = delete;
    Router& operator=(const Router&) = delete;

    /// Throws std::logic_error for a route of which nobody has decided who may see it.
    static void check_decided(const Route& route);

    /// A route and what its pattern captured.
    struct Match {
        const Route* route = nullptr;
        Captures captures;
    };

    /// The first route of that form. "/" is the viewer's page where `wants_html`, else the landing
    /// page.
    [[nodiscard]] std::optional<Match> match(const Url& url, bool wants_html) const;

    [[nodiscard]] std::span<const Route> routes() const { return m_routes; }

private:
    std::vector<Route> m_routes;
    Route m_viewer_page;
};

}  // namespace heatward::server
