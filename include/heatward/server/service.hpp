#pragma once

#include <functional>
#include <string>
#include <vector>

#include "heatward/server/access.hpp"
#include "heatward/server/request.hpp"
#include "heatward/server/responder.hpp"
#include "heatward/server/response.hpp"
#include "heatward/server/router.hpp"
#include "heatward/server/served_runs.hpp"

namespace heatward::server {

/// How a service answers, whatever the run.
struct ServiceOptions {
    AccessRules access;
    std::string listen_text;        ///< e.g. "127.0.0.1:8080": base of links without a Host header
    std::string public_url;         ///< base of links where it is set
    std::vector<std::string> cors;  ///< origins allowed, or "*"
    unsigned threads = 0;           ///< for long preparations; 0: all cores
    /// Told what went wrong inside; the client is told only that something did.
    std::function<void(const Request&, std::string_view what)> log_failure;
};

/// HTTP without sockets: from a request to a response. Safe from any thread; nothing escapes.
class Service : public Responder {
public:
    Service(ServiceOptions options, RunSource source);

    Reaction react(const Request& request) override;

    /// Everything, on the calling thread.
    Response respond(const Request& request);

    [[nodiscard]] Response overload(const Request& request) const override;
    [[nodiscard]] Response refusal(const Problem& problem) const override;
    Response failure(const Request& request, std::string_view what) const override;

private:
    struct Located;
    Reaction try_react(const Request& request, bool may_wait);
    tl::expected<Located, Problem> locate(const Request& request) const;
    Reaction answer(const Request& request, const Located& located, bool may_wait);
    Reaction promise(const Request& request, const Located& located, const RouteContext& context);
    Reaction react_waiting(const Request& request);
    [[nodiscard]] Reaction done(const Request& request, Response response) const;
    [[nodiscard]] tl::expected<std::string, Problem> base_url_of(const Request& request,
                                                                 std::string_view authority) const;
    void add_common_headers(const Request& request, Response& response) const;

    ServiceOptions m_options;
    Router m_router;
    ServedRuns m_runs;
};

}  // namespace heatward::server
