#include <nlohmann/json.hpp>

#include "handlers.hpp"
#include "json_answer.hpp"
#include "routes.hpp"

namespace heatward::server {

namespace {

constexpr std::string_view kOpenApi = "application/vnd.oai.openapi+json;version=3.0";

Outcome status(std::string_view word) { return json_answer(std::string(word), {{"status", word}}); }

Handler description_of(const std::vector<Route>& all)
{
    return [&all](const RouteContext& context) -> Outcome {
        if (const auto checked = check_format(*context.query); !checked) {
            return tl::unexpected<Problem>(checked.error());
        }
        auto answer = json_answer("api " + context.base_url, nullptr);
        answer.produce = [&all, base_url = context.base_url] {
            return json_response(openapi_document(all, base_url), kOpenApi);
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
    routes.push_back({RoutePattern("/api"),
                      Shown::program,
                      "This document",
                      kOpenApi,
                      description_of(all),
                      {"f"},
                      RouteNeeds::nothing});
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
