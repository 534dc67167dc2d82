#include "heatward/server/service.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "answer_headers.hpp"
#include "heatward/server/entity_tag.hpp"
#include "heatward/server/parameter.hpp"

namespace heatward::server {

namespace {

constexpr std::string_view kAllowed = "GET, HEAD, OPTIONS";

/// Characters of a host with an optional port; anything else could break out of a link.
bool is_authority(std::string_view text)
{
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               c == '.' || c == '-' || c == '_' || c == ':' || c == '[' || c == ']';
    });
}

/// For everything that the answer shows. Asked before its tag is compared, so that a 304 tells no
/// more than the answer would.
tl::expected<void, Problem> decide_access(const Route& route, const RouteContext& context,
                                          const Answer& answer)
{
    const Tier tier = context.run == nullptr ? context.tier : context.run->view().tier();
    if (answer.subjects.empty()) {
        return decide_access(tier, Subject{route.shown});
    }
    for (const auto& subject : answer.subjects) {
        if (const auto allowed = decide_access(tier, subject); !allowed) {
            return allowed;
        }
    }
    return {};
}

}  // namespace

/// A request whose address, method, parameters and caller are checked.
struct Service::Located {
    Url url;
    Router::Match match;
    Tier tier = Tier::nobody;
    std::string base_url;
};

Service::Service(ServiceOptions options, RunSource source)
    : m_options(std::move(options)), m_runs(std::move(source), m_options.threads)
{
}

Reaction Service::react(const Request& request)
{
    try {
        return try_react(request, false);
    } catch (const std::exception& error) {
        return {failure(request, error.what()), {}, {}};
    } catch (...) {
        return {failure(request, "an exception of unknown type"), {}, {}};
    }
}

Response Service::respond(const Request& request)
{
    Reaction reaction = react(request);
    while (reaction.work) {
        reaction = std::exchange(reaction.work, {})();
    }
    return std::move(reaction.response);
}

Response Service::overload(const Request& request) const
{
    Response response = problem_response(
        {503, "the server has more requests than it can answer soon; try again", {}});
    add_common_headers(request, response);
    return response;
}

Response Service::refusal(const Problem& problem) const
{
    Response response = problem_response(problem);
    add_common_headers({}, response);
    return response;
}

Reaction Service::try_react(const Request& request, bool may_wait)
{
    const auto located = locate(request);
    if (!located) {
        Response response = problem_response(located.error());
        if (located.error().status == 405) {
            response.headers.push_back({"Allow", std::string(kAllowed)});
        }
        return done(request, std::move(response));
    }
    if (request.method == "OPTIONS") {
        Response response;
        response.status = 204;
        response.headers = {{"Allow", std::string(kAllowed)}};
        return done(request, std::move(response));
    }
    return answer(request, *located, may_wait);
}

Reaction Service::done(const Request& request, Response response) const
{
    add_common_headers(request, response);
    return {std::move(response), {}, {}};
}

tl::expected<Service::Located, Problem> Service::locate(const Request& request) const
{
    auto url = parse_target(request.target);
    if (!url) {
        return tl::unexpected<Problem>(url.error());
    }
    auto base_url = base_url_of(request, url->authority);
    if (!base_url) {
        return tl::unexpected<Problem>(base_url.error());
    }
    auto match = m_router.match(*url, accepts_html(request));
    if (!match) {
        return refuse(404, "there is nothing at this address; / lists what there is");
    }
    if (request.method != "GET" && request.method != "HEAD" && request.method != "OPTIONS") {
        return refuse(405, fmt::format("this address takes {}", kAllowed));
    }
    const Route& route = *match->route;
    const auto checked = route.takes_other_parameters
                             ? tl::expected<void, Problem>()
                             : check_parameters(url->query, route.parameters);
    if (!checked) {
        return tl::unexpected<Problem>(checked.error());
    }
    return Located{std::move(*url), std::move(*match), tier_of(m_options.access, request),
                   std::move(*base_url)};
}

tl::expected<std::string, Problem> Service::base_url_of(const Request& request,
                                                        std::string_view authority) const
{
    const std::string* host = request.find_header("Host");
    if (!authority.empty() && (host == nullptr || !equal_ignoring_case(*host, authority))) {
        return refuse(400, "the address names another host than the Host header");
    }
    if (host != nullptr) {
        if (!is_authority(*host)) {
            return refuse(400, "the Host header is no host name");
        }
        if (const auto checked = check_host(m_options.access, *host); !checked) {
            return tl::unexpected<Problem>(checked.error());
        }
    }
    if (!m_options.public_url.empty()) {
        std::string url = m_options.public_url;
        while (url.ends_with('/')) {
            url.pop_back();
        }
        return url;
    }
    return "http://" + (host == nullptr ? m_options.listen_text : *host);
}

Reaction Service::answer(const Request& request, const Located& located, bool may_wait)
{
    RouteContext context{&request,    &located.url.query, located.match.captures,
                         nullptr,     located.base_url,   false,
                         located.tier};
    const RouteNeeds needs = located.match.route->needs;
    if (needs == RouteNeeds::any_run && !m_runs.has_run()) {
        return done(request, problem_response({503, "there is no run yet", {}}));
    }
    if (needs == RouteNeeds::view) {
        const auto* run_id = located.url.query.find("run");
        auto found = run_id == nullptr ? std::optional(m_runs.current(located.tier))
                                       : m_runs.at_hand(*run_id, located.tier);
        if (!found && !may_wait) {
            // Opening a kept run takes seconds: the whole request goes to the pool.
            return {{}, [this, request] { return react_waiting(request); }, {kTilePixels, true}};
        }
        if (!found) {
            found = m_runs.pinned(*run_id, located.tier);
        }
        const auto& run = *found;
        if (!run) {
            return done(request, problem_response(run.error()));
        }
        context.run = *run;
        context.is_pinned = run_id != nullptr;
    }
    return promise(request, located, context);
}

Reaction Service::promise(const Request& request, const Located& located,
                          const RouteContext& context)
{
    auto outcome = located.match.route->handler(context);
    if (!outcome) {
        return done(request, problem_response(outcome.error()));
    }
    if (const auto allowed = decide_access(*located.match.route, context, *outcome); !allowed) {
        return done(request, problem_response(allowed.error()));
    }
    const AnswerHeaders headers = answer_headers(*located.match.route, context, *outcome);
    const std::string* wanted = request.find_header("If-None-Match");
    const bool is_known =
        wanted != nullptr && !headers.entity_tag.empty() && matches(*wanted, headers.entity_tag);
    // A tag is given with good answers alone, so that who has it proves that there is such a thing;
    // "*" proves nothing.
    if (is_known && (outcome->is_certain || wanted->find('*') == std::string::npos)) {
        return done(request, not_modified(headers));
    }
    auto produce = [this, request, headers, is_known, produce = std::move(outcome->produce)] {
        Response response;
        try {
            response = produce();
            if (response.status < 300) {
                add_to(response, headers);
                if (is_known) {
                    response = not_modified(headers);
                }
            }
        } catch (const std::exception& error) {
            return failure(request, error.what());
        } catch (...) {
            return failure(request, "an exception of unknown type");
        }
        add_common_headers(request, response);
        return response;
    };
    if (!outcome->is_heavy) {
        return {produce(), {}, {}};
    }
    return {{},
            [produce = std::move(produce)] {
                return Reaction{produce(), {}, {}};
            },
            outcome->size};
}

Reaction Service::react_waiting(const Request& request)
{
    try {
        return try_react(request, true);
    } catch (const std::exception& error) {
        return {failure(request, error.what()), {}, {}};
    } catch (...) {
        return {failure(request, "an exception of unknown type"), {}, {}};
    }
}

void Service::add_common_headers(const Request& request, Response& response) const
{
    add_security_headers(response);
    const std::string* origin = request.find_header("Origin");
    if (m_options.cors.empty()) {
        return;
    }
    response.headers.push_back({"Vary", "Origin"});
    if (origin != nullptr) {
        const bool any =
            std::find(m_options.cors.begin(), m_options.cors.end(), "*") != m_options.cors.end();
        const bool allowed = any || std::find(m_options.cors.begin(), m_options.cors.end(),
                                              *origin) != m_options.cors.end();
        if (allowed) {
            response.headers.push_back({"Access-Control-Allow-Origin", any ? "*" : *origin});
            response.headers.push_back({"Access-Control-Expose-Headers",
                                        "X-Heatward-Excluded, X-Heatward-Left-Out-Sources"});
        }
    }
}

Response Service::failure(const Request& request, std::string_view what) const
{
    if (m_options.log_failure) {
        m_options.log_failure(request, what);
    }
    Response response =
        problem_response({500, "something went wrong inside the server; its log says what", {}});
    add_common_headers(request, response);
    return response;
}

}  // namespace heatward::server
