#include "heatward/server/service.hpp"

#include <algorithm>
#include <future>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "answer_headers.hpp"
#include "heatward/server/content_encoding.hpp"
#include "heatward/server/entity_tag.hpp"
#include "heatward/server/numbers.hpp"
#include "heatward/server/parameter.hpp"
#include "request_id.hpp"
#include "service_making.hpp"

namespace heatward::server {

namespace {

bool is_port(std::string_view text) { return parse_integer(text, 1, 65'535).has_value(); }

/// A host with an optional port in characters that cannot break out of a link, an IPv6 address in
/// brackets.
bool is_authority(std::string_view text)
{
    const bool has_brackets = text.starts_with('[');
    const auto host_end = has_brackets ? text.find(']') : text.find(':');
    if (has_brackets && host_end == std::string_view::npos) {
        return false;
    }
    const std::string_view host =
        has_brackets ? text.substr(1, host_end - 1) : text.substr(0, host_end);
    const std::string_view rest =
        host_end == std::string_view::npos ? "" : text.substr(host_end + (has_brackets ? 1 : 0));
    const auto is_of_host = [&](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               c == '.' || c == '-' || c == '_' || (has_brackets && c == ':');
    };
    return !host.empty() && std::all_of(host.begin(), host.end(), is_of_host) &&
           (rest.empty() || (rest.front() == ':' && is_port(rest.substr(1))));
}

/// The path of "https://host/a/b/" in segments.
std::vector<std::string> path_of(std::string_view url)
{
    const auto scheme = url.find("://");
    const auto path =
        scheme == std::string_view::npos ? std::string_view::npos : url.find('/', scheme + 3);
    std::vector<std::string> segments;
    if (path == std::string_view::npos) {
        return segments;
    }
    if (const auto parsed = parse_target(url.substr(path))) {
        segments = parsed->segments;
    }
    while (!segments.empty() && segments.back().empty()) {
        segments.pop_back();
    }
    return segments;
}

bool is_read(const Request& request) { return request.method == "GET" || request.method == "HEAD"; }

/// Names in OGC's key-value pairs are of any case.
const std::string* asked_run(const Query& query, const Route& route)
{
    if (!route.takes_other_parameters) {
        return query.find("run");
    }
    const auto found =
        std::find_if(query.parameters.begin(), query.parameters.end(),
                     [](const auto& entry) { return equal_ignoring_case(entry.first, "run"); });
    // There an empty value is one that was left out.
    return found == query.parameters.end() || found->second.empty() ? nullptr : &found->second;
}

}  // namespace

Service::Service(ServiceOptions options, RunSource source)
    : m_options(std::move(options)),
      m_prefix(path_of(m_options.public_url)),
      m_runs(std::move(source), m_options.threads),
      m_answers(m_options.cache_bytes)
{
    while (m_options.public_url.ends_with('/')) {
        m_options.public_url.pop_back();
    }
}

std::vector<std::string> Service::routes() const
{
    std::vector<std::string> patterns;
    for (const Route& route : m_router.routes()) {
        patterns.push_back(route.pattern.text());
    }
    return patterns;
}

void Service::receive(Request& request) const
{
    m_options.trusted_proxies.settle(request);
    const std::string* id = m_options.trusted_proxies.contains(request.remote)
                                ? request.find_header("X-Request-Id")
                                : nullptr;
    request.id = id != nullptr && is_request_id(*id) ? *id : new_request_id();
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

Response Service::respond(const Request& asked)
{
    Request request = asked;
    receive(request);
    Reaction reaction = react(request);
    while (reaction.work || reaction.join) {
        if (reaction.work) {
            reaction = std::exchange(reaction.work, {})();
            continue;
        }
        std::promise<Reaction> next;
        std::exchange(reaction.join,
                      {})([&next](Reaction made) { next.set_value(std::move(made)); });
        reaction = next.get_future().get();
    }
    Response response = std::move(reaction.response);
    if (const auto whole = std::exchange(response.prepared, nullptr)) {
        response.status = whole->status;
        response.content_type = whole->content_type;
        response.body = whole->body;
        response.headers.insert(response.headers.begin(), whole->headers.begin(),
                                whole->headers.end());
    }
    return response;
}

void Service::make_ready(Tier tier)
{
    const auto run = m_runs.current(tier);
    if (!run) {
        return;
    }
    for (const auto& id : (*run)->collection_ids()) {
        static_cast<void>((*run)->find_collection(id));
    }
}

Reaction Service::try_react(const Request& request, bool may_wait)
{
    if (auto known = known_answer(request)) {
        return std::move(*known);
    }
    const auto located = locate(request);
    if (!located) {
        Response response = problem_response(located.error());
        if (located.error().status == 405) {
            response.headers.push_back({"Allow", std::string(kAllowed)});
        }
        return done(request, std::move(response));
    }
    if (located->is_bare_prefix) {
        return redirect(request);
    }
    Reaction reaction = request.method == "OPTIONS" ? done(request, options(request))
                                                    : answer(request, *located, may_wait);
    if (!reaction.response.prepared && reaction.response.trace.route.empty()) {
        reaction.response.trace.route = located->match.route->pattern.text();
    }
    return reaction;
}

Reaction Service::done(const Request& request, Response response) const
{
    add_common_headers(request, response);
    return {std::move(response), {}, {}};
}

/// The viewer's page names its files relative to its own address.
Reaction Service::redirect(const Request& request) const
{
    Response response;
    response.status = 308;
    const auto question = request.target.find('?');
    response.headers = {
        {"Location", m_options.public_url + "/" +
                         (question == std::string::npos ? "" : request.target.substr(question))}};
    return done(request, std::move(response));
}

/// The answer to an address whose answer is kept, without a look at the routes. Its access was
/// decided when it was made, for the same tier and run.
std::optional<Reaction> Service::known_answer(const Request& request)
{
    if (!is_read(request) || !request.target.starts_with('/') ||
        request.target.size() > kLongestKnownAddress || !check_address(request, {})) {
        return std::nullopt;
    }
    const auto found =
        m_answers.find_address(address_key(request, tier_of(m_options.access, request)));
    if (!found || (!found->run_id.empty() && found->run_id != m_runs.current_id())) {
        return std::nullopt;
    }
    if (auto tag = known_tag(request, found->entity_tag); !tag.empty()) {
        Response response = not_modified(found->headers, tag);
        response.trace = {found->route, found->run_id, "", "hit"};
        return done(request, std::move(response));
    }
    return Reaction{prepared(request, found, "hit"), {}, {}};
}

/// What an answer to a bare address depends on: its run is compared besides.
std::string Service::address_key(const Request& request, Tier tier) const
{
    std::string key;
    key.reserve(request.target.size() + 4);
    key += static_cast<char>('a' + static_cast<int>(tier));
    key += accepts_html(request) ? 'h' : '-';
    for (const bool prefers_brotli : {false, true}) {
        key +=
            static_cast<char>('0' + static_cast<int>(negotiate_encoding(request, prefers_brotli)));
    }
    return key += request.target;
}

tl::expected<Service::Located, Problem> Service::locate(const Request& request) const
{
    auto url = parse_target(request.target);
    if (!url) {
        return tl::unexpected<Problem>(url.error());
    }
    if (const auto checked = check_address(request, url->authority); !checked) {
        return tl::unexpected<Problem>(checked.error());
    }
    const bool wants_html = accepts_html(request);
    const bool is_bare_prefix = wants_html && !m_prefix.empty() && url->segments == m_prefix;
    auto found = match(*url, wants_html);
    if (!found) {
        return refuse(404, "there is nothing at this address; / lists what there is");
    }
    if (!is_read(request) && request.method != "OPTIONS") {
        return refuse(405, fmt::format("this address takes {}", kAllowed));
    }
    const Route& route = *found->route;
    const auto checked = route.takes_other_parameters
                             ? tl::expected<void, Problem>()
                             : check_parameters(url->query, route.parameters);
    if (!checked) {
        return tl::unexpected<Problem>(checked.error());
    }
    return Located{std::move(*url), std::move(*found), tier_of(m_options.access, request),
                   base_url_of(request), is_bare_prefix};
}

/// A proxy may pass the path of public_url on or strip it.
std::optional<Router::Match> Service::match(Url& url, bool wants_html) const
{
    if (!m_prefix.empty() && url.segments.size() >= m_prefix.size() &&
        std::equal(m_prefix.begin(), m_prefix.end(), url.segments.begin())) {
        Url stripped = url;
        stripped.segments.erase(
            stripped.segments.begin(),
            stripped.segments.begin() + static_cast<std::ptrdiff_t>(m_prefix.size()));
        if (stripped.segments.size() == 1 && stripped.segments.front().empty()) {
            stripped.segments.clear();
        }
        if (auto found = m_router.match(stripped, wants_html)) {
            url = std::move(stripped);
            return found;
        }
    }
    return m_router.match(url, wants_html);
}

tl::expected<void, Problem> Service::check_address(const Request& request,
                                                   std::string_view authority) const
{
    const std::string* host = request.find_header("Host");
    if (!authority.empty() && (host == nullptr || !equal_ignoring_case(*host, authority))) {
        return refuse(400, "the address names another host than the Host header");
    }
    if (host != nullptr && !is_authority(*host)) {
        return refuse(400, "the Host header is no host name");
    }
    const std::string& asked = request.host.empty() && host != nullptr ? *host : request.host;
    if (!asked.empty() && !is_authority(asked)) {
        return refuse(400, "the host that the proxy names is no host name");
    }
    return asked.empty() ? tl::expected<void, Problem>() : check_host(m_options.access, asked);
}

std::string Service::base_url_of(const Request& request) const
{
    if (!m_options.public_url.empty()) {
        return m_options.public_url;
    }
    const bool is_known =
        request.is_host_vouched_for ||
        is_own_host(m_options.access, request.host, {m_options.listen_text, request.local});
    const std::string& otherwise = request.local.empty() ? m_options.listen_text : request.local;
    return (request.is_https ? "https://" : "http://") + (is_known ? request.host : otherwise);
}

Reaction Service::answer(const Request& request, const Located& located, bool may_wait)
{
    RouteContext context{&request,     &located.url.query, located.match.captures,
                         nullptr,      located.base_url,   false,
                         located.tier, &m_options.metrics};
    const RouteNeeds needs = located.match.route->needs;
    if (needs == RouteNeeds::any_run && !m_runs.has_run()) {
        return done(request, problem_response({503, "there is no run yet", {}}));
    }
    if (needs == RouteNeeds::view) {
        const auto* run_id = asked_run(located.url.query, *located.match.route);
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

}  // namespace heatward::server
