#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "heatward/server/access.hpp"
#include "heatward/server/answer_cache.hpp"
#include "heatward/server/limits.hpp"
#include "heatward/server/request.hpp"
#include "heatward/server/responder.hpp"
#include "heatward/server/response.hpp"
#include "heatward/server/router.hpp"
#include "heatward/server/served_runs.hpp"
#include "heatward/server/trusted_proxies.hpp"

namespace heatward::server {

/// How a service answers, whatever the run.
struct ServiceOptions {
    AccessRules access;
    std::string listen_text;        ///< e.g. "127.0.0.1:8080": base of links without a Host header
    std::string public_url;         ///< base of links where it is set
    std::vector<std::string> cors;  ///< origins allowed, or "*"
    TrustedProxies trusted_proxies = {};
    unsigned threads = 0;                         ///< for long preparations; 0: all cores
    std::size_t cache_bytes = kAnswerCacheBytes;  ///< of answers that are kept
    std::function<std::string()> metrics = {};    ///< the text of /metrics; empty: there is none
    /// Told what went wrong inside; the client is told only that something did.
    std::function<void(const Request&, std::string_view what)> log_failure;
};

/// HTTP without sockets: from a request to a response. Safe from any thread; nothing escapes.
class Service : public Responder {
public:
    Service(ServiceOptions options, RunSource source);

    void receive(Request& request) const override;
    Reaction react(const Request& request) override;

    /// Everything, on the calling thread, and with no part of it prepared.
    Response respond(const Request& request);

    /// Prepares what all requests of the current run share, so that the first does not wait for
    /// it. Nothing where there is no run for that tier.
    void make_ready(Tier tier);

    /// Patterns of all routes.
    [[nodiscard]] std::vector<std::string> routes() const;
    [[nodiscard]] CacheFigures cache_figures() const { return m_answers.figures(); }

    [[nodiscard]] Response overload(const Request& request) const override;
    [[nodiscard]] Response refusal(const Request& request, const Problem& problem) const override;
    Response failure(const Request& request, std::string_view what) const override;

private:
    struct Located;
    struct Making;

    Reaction try_react(const Request& request, bool may_wait);
    std::optional<Reaction> known_answer(const Request& request);
    [[nodiscard]] std::string address_key(const Request& request, Tier tier) const;
    tl::expected<Located, Problem> locate(const Request& request) const;
    [[nodiscard]] std::optional<Router::Match> match(Url& url, bool wants_html) const;
    [[nodiscard]] std::string base_url_of(const Request& request) const;
    [[nodiscard]] tl::expected<void, Problem> check_address(const Request& request,
                                                            std::string_view authority) const;
    Reaction answer(const Request& request, const Located& located, bool may_wait);
    Reaction promise(const Request& request, const Located& located, const RouteContext& context);
    Reaction keep(const std::shared_ptr<const Making>& making);
    Reaction make(std::shared_ptr<const Making> making);
    Reaction react_waiting(const Request& request);

    Response problem_of_failure(const Request& request, std::string_view what) const;
    [[nodiscard]] Response produce(const Making& making) const;
    static void encode(const Making& making, Response& response);
    [[nodiscard]] static AnswerCache::Pointer prepare(const Making& making, Response response);
    [[nodiscard]] Response prepared(const Request& request, const AnswerCache::Pointer& answer,
                                    std::string_view cache) const;
    [[nodiscard]] Reaction done(const Request& request, Response response) const;
    [[nodiscard]] Reaction redirect(const Request& request) const;
    [[nodiscard]] Response options(const Request& request) const;
    [[nodiscard]] bool is_allowed_origin(const std::string& origin) const;
    /// Headers that are the request's own.
    void add_request_headers(const Request& request, Response& response) const;
    void add_common_headers(const Request& request, Response& response) const;

    ServiceOptions m_options;
    std::vector<std::string> m_prefix;  ///< the path of public_url
    Router m_router;
    ServedRuns m_runs;
    AnswerCache m_answers;
};

}  // namespace heatward::server
