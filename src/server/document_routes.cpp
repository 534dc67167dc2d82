#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "handlers.hpp"
#include "heatward/server/feature_format.hpp"
#include "heatward/server/xml_text.hpp"
#include "html_page.hpp"
#include "json_answer.hpp"
#include "routes.hpp"

namespace heatward::server {

namespace {

constexpr std::string_view kOpenApi = "application/vnd.oai.openapi+json;version=3.0";

Outcome status(std::string_view word) { return json_answer(std::string(word), {{"status", word}}); }

/// Every address with what it gives and takes.
std::string page_of(const std::vector<Route>& routes)
{
    std::string page = html_begin("What this server answers", {});
    page += "<p>For programs: " + html_link("api?f=json", "OpenAPI 3") +
            ".</p>\n<div class=\"wide\"><table><thead><tr><th>address</th><th>gives</th>"
            "<th>takes</th></tr></thead><tbody>\n";
    for (const auto& route : routes) {
        page += fmt::format("<tr><td>{}</td><td>{} ({})</td><td>{}</td></tr>\n",
                            escape_markup(route.pattern.text()), escape_markup(route.summary),
                            escape_markup(route.media_type), fmt::join(route.parameters, ", "));
    }
    page += "</tbody></table></div>\n";
    return page + std::string(html_end());
}

Handler description_of(const std::vector<Route>& all)
{
    return [&all](const RouteContext& context) -> Outcome {
        const auto format = asked_format(*context.query, *context.request, kCollectionFormats);
        if (!format) {
            return tl::unexpected<Problem>(format.error());
        }
        const bool is_page = *format == FeatureFormat::html;
        auto answer =
            json_answer(fmt::format("api {} {}", name_of(*format).word, context.base_url), nullptr);
        answer.produce = [&all, base_url = context.base_url, is_page] {
            return is_page ? ok("text/html; charset=utf-8", page_of(all))
                           : json_response(openapi_document(all, base_url), kOpenApi);
        };
        return answer;
    };
}

}  // namespace

void add_document_routes(std::vector<Route>& routes, const std::vector<Route>& all)
{
    routes.push_back({RoutePattern("/"),
                      Shown::overview,
                      "Landing page: layers, area sets and links",
                      kJson,
                      &landing_page,
                      {"f", "run"}});
    routes.back().formats = {{"json", kJson}, {"", "text/html"}};
    routes.push_back({RoutePattern("/conformance"),
                      Shown::overview,
                      "OGC conformance classes",
                      kJson,
                      &conformance,
                      {"f", "run"}});
    routes.back().formats = {{"json", kJson}, {"html", "text/html"}};
    routes.push_back({RoutePattern("/api"),
                      Shown::program,
                      "This document",
                      kOpenApi,
                      description_of(all),
                      {"f"},
                      RouteNeeds::nothing});
    routes.back().formats = {{"json", kOpenApi}, {"html", "text/html"}};
    routes.push_back({RoutePattern("/health"),
                      Shown::program,
                      "Whether the process answers",
                      kJson,
                      [](const RouteContext&) { return status("ok"); },
                      {},
                      RouteNeeds::nothing,
                      Caching::never});
    routes.push_back({RoutePattern("/metrics"),
                      Shown::operation,
                      "Figures of the server's work, in Prometheus' text format",
                      "text/plain",
                      &metrics_text,
                      {},
                      RouteNeeds::nothing,
                      Caching::never});
    routes.push_back({RoutePattern("/ready"),
                      Shown::program,
                      "Whether there is a run to serve",
                      kJson,
                      [](const RouteContext&) { return status("ready"); },
                      {},
                      RouteNeeds::any_run,
                      Caching::never});
}

}  // namespace heatward::server
