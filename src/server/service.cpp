#include "heatward/server/service.hpp"

#include <algorithm>
#include <future>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "answer_head.hpp"
#include "answer_headers.hpp"
#include "heatward/server/content_encoding.hpp"
#include "heatward/server/entity_tag.hpp"
#include "heatward/server/parameter.hpp"
#include "request_id.hpp"

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

/// The tag that the client has already, of the answer in any encoding; empty where it has none.
std::string known_tag(const Request& request, const std::string& tag)
{
    const std::string* wanted = request.find_header("If-None-Match");
    if (wanted == nullptr || tag.empty()) {
        return {};
    }
    for (const auto encoding :
         {ContentEncoding::identity, ContentEncoding::gzip, ContentEncoding::brotli}) {
        if (auto encoded = encoded_tag(tag, encoding); matches(*wanted, encoded)) {
            return encoded;
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
    bool is_bare_prefix = false;  ///< a browser asked for public_url without its closing slash
};

/// An answer that is to be produced, encoded and perhaps kept.
struct Service::Making {
    Request request;
    AnswerHeaders headers;
    ContentEncoding encoding = ContentEncoding::identity;
    std::string known_tag;  ///< where a good answer is a 304
    std::string key;        ///< in the cache; empty: it is not kept
    std::string address;    ///< that is known to mean it from then on; empty: none
    bool is_heavy = true;
    WorkSize size;
    Trace trace;
    std::function<Response()> produce;
};

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

Response Service::overload(const Request& request) const
{
    Response response = problem_response(
        {503, "the server has more requests than it can answer soon; try again", {}});
    add_common_headers(request, response);
    return response;
}

Response Service::refusal(const Request& request, const Problem& problem) const
{
    Response response = problem_response(problem);
    add_common_headers(request, response);
    return response;
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
    const bool is_known = request.is_host_vouched_for ||
                          (!request.host.empty() && is_own_host(m_options.access, request.host));
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
    const Route& route = *located.match.route;
    auto outcome = route.handler(context);
    if (!outcome) {
        return done(request, problem_response(outcome.error()));
    }
    if (const auto allowed = decide_access(route, context, *outcome); !allowed) {
        return done(request, problem_response(allowed.error()));
    }
    auto making = std::make_shared<Making>();
    making->headers = answer_headers(route, context, *outcome);
    const std::string& tag = making->headers.entity_tag;
    making->known_tag = known_tag(request, tag);
    const std::string run_id = context.run ? context.run->view().run_id() : std::string();
    making->trace = {route.pattern.text(), run_id, "", ""};
    // A tag is given with good answers alone, so that who has it proves that there is such a thing;
    // "*" proves nothing.
    if (!making->known_tag.empty() &&
        (outcome->is_certain ||
         request.find_header("If-None-Match")->find('*') == std::string::npos)) {
        auto headers = making->headers.headers;
        headers.push_back(kVaryByEncoding);
        Response response = not_modified(headers, making->known_tag);
        response.trace = making->trace;
        return done(request, std::move(response));
    }
    making->request = request;
    making->is_heavy = outcome->is_heavy;
    making->size = outcome->size;
    making->produce = std::move(outcome->produce);
    const bool is_kept = outcome->is_cached && outcome->is_repeatable && !tag.empty();
    making->encoding = negotiate_encoding(request, is_kept);
    if (!is_kept) {
        return make(std::move(making));
    }
    making->key =
        fmt::format("{}{}{}", tag, name_of(making->encoding), context.is_pinned ? "!" : "");
    if (!context.is_pinned && request.target.starts_with('/')) {
        making->address = address_key(request, located.tier);
    }
    return keep(std::move(making));
}

/// An answer that is nobody else's.
Reaction Service::make(std::shared_ptr<const Making> making)
{
    const auto finish = [this](const Making& what, Response response) {
        encode(what, response);
        return done(what.request, std::move(response));
    };
    if (making->is_heavy) {
        const WorkSize size = making->size;
        return {{},
                [this, making = std::move(making), finish] {
                    return finish(*making, produce(*making));
                },
                size};
    }
    auto response = std::make_shared<Response>(produce(*making));
    if (response->body.size() <= kCompressedAtOnce ||
        making->encoding == ContentEncoding::identity) {
        return finish(*making, std::move(*response));
    }
    return {{},
            [making = std::move(making), response, finish] {
                return finish(*making, std::move(*response));
            },
            {}};
}

/// An answer that is kept: made by the first who asks, and waited for by the others.
Reaction Service::keep(std::shared_ptr<const Making> making)
{
    auto asked = m_answers.ask(making->key);
    if (asked.answer) {
        if (!making->address.empty()) {
            m_answers.remember(making->address, asked.answer);
        }
        return {prepared(making->request, asked.answer, "hit"), {}, {}};
    }
    if (!asked.lead) {
        return {{}, {}, {}, [this, making](const std::function<void(Reaction)>& resume) {
                    const bool is_joined = m_answers.join(
                        making->key, [this, making, resume](const AnswerCache::Pointer& made) {
                            resume(made ? Reaction{prepared(making->request, made, "hit"), {}, {}}
                                        : keep(making));
                        });
                    if (!is_joined) {
                        resume(keep(making));
                    }
                }};
    }
    auto work = [this, making, lead = std::move(asked.lead)] {
        Response response = produce(*making);
        encode(*making, response);
        const bool is_good = response.status == 200 || response.status == 204;
        if (!is_good || response.stream) {
            return done(making->request, std::move(response));
        }
        const auto made = prepare(*making, std::move(response));
        lead->finish(made);
        if (!making->address.empty()) {
            m_answers.remember(making->address, made);
        }
        return Reaction{prepared(making->request, made, "miss"), {}, {}};
    };
    return making->is_heavy ? Reaction{{}, std::move(work), making->size} : work();
}

/// The answer without what belongs to the request alone; never throws.
Response Service::produce(const Making& making) const
{
    Response response;
    try {
        response = making.produce();
        if (response.status < 300) {
            add_to(response, making.headers);
            if (!making.known_tag.empty()) {
                auto headers = making.headers.headers;
                headers.push_back(kVaryByEncoding);
                response = not_modified(headers, making.known_tag);
            }
        }
    } catch (const std::exception& error) {
        response = problem_of_failure(making.request, error.what());
    } catch (...) {
        response = problem_of_failure(making.request, "an exception of unknown type");
    }
    response.trace = making.trace;
    return response;
}

/// Compresses the body where that was asked for and helps.
void Service::encode(const Making& making, Response& response) const
{
    if (response.status >= 300 || !is_compressible(response.content_type)) {
        return;
    }
    response.headers.push_back(kVaryByEncoding);
    if (!response.header("Content-Encoding").empty()) {
        response.trace.encoding = name_of(making.encoding);
        return;
    }
    const bool is_large = response.stream || response.body.size() >= kLeastCompressedBytes;
    if (making.encoding == ContentEncoding::identity || !is_large ||
        (response.stream && making.encoding != ContentEncoding::gzip)) {
        return;
    }
    if (response.stream) {
        response.stream = gzip_stream(std::move(response.stream));
    } else {
        response.body = compress(response.body, making.encoding);
    }
    for (auto& header : response.headers) {
        if (header.name == "ETag") {
            header.value = encoded_tag(header.value, making.encoding);
        }
    }
    response.trace.encoding = name_of(making.encoding);
    response.headers.push_back({"Content-Encoding", std::string(name_of(making.encoding))});
}

AnswerCache::Pointer Service::prepare(const Making& making, Response response) const
{
    add_security_headers(response);
    auto made = std::make_shared<PreparedAnswer>();
    if (!response.content_type.empty()) {
        append_header(made->head_lines, "Content-Type", response.content_type);
    }
    for (const auto& header : response.headers) {
        append_header(made->head_lines, header.name, header.value);
    }
    if (response.status != 204) {
        append_header(made->head_lines, "Content-Length", std::to_string(response.body.size()));
    }
    made->status = response.status;
    made->content_type = std::move(response.content_type);
    made->headers = std::move(response.headers);
    made->body = std::move(response.body);
    made->key = making.key;
    made->entity_tag = making.headers.entity_tag;
    made->route = making.trace.route;
    made->run_id = making.trace.run_id;
    made->encoding = response.trace.encoding;
    return made;
}

Response Service::prepared(const Request& request, const AnswerCache::Pointer& answer,
                           std::string_view cache) const
{
    Response response;
    response.prepared = answer;
    response.trace.cache = cache;
    add_request_headers(request, response);
    return response;
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

bool Service::is_allowed_origin(const std::string& origin) const
{
    return std::any_of(m_options.cors.begin(), m_options.cors.end(),
                       [&](const auto& allowed) { return allowed == "*" || allowed == origin; });
}

/// What an address takes; and to a browser's question before a request from another site's page
/// (the Fetch standard's preflight), what it may send.
Response Service::options(const Request& request) const
{
    Response response;
    response.status = 204;
    response.headers = {{"Allow", std::string(kAllowed)}};
    const std::string* origin = request.find_header("Origin");
    if (origin != nullptr && request.find_header("Access-Control-Request-Method") != nullptr &&
        is_allowed_origin(*origin)) {
        response.headers.push_back({"Access-Control-Allow-Methods", std::string(kAllowed)});
        response.headers.push_back({"Access-Control-Allow-Headers",
                                    "Accept, Accept-Encoding, Authorization, "
                                    "Content-Type, If-None-Match"});
        response.headers.push_back({"Access-Control-Max-Age", "600"});
    }
    return response;
}

void Service::add_request_headers(const Request& request, Response& response) const
{
    if (!request.id.empty()) {
        response.headers.push_back({"X-Request-Id", request.id});
        if (response.content_type == "application/problem+json" &&
            response.body.starts_with("{\n")) {
            response.body.insert(
                2, fmt::format("  \"instance\": \"urn:{}:{}\",\n",
                               request.id.size() == 36 ? "uuid" : "request", request.id));
        }
    }
    if (m_options.cors.empty()) {
        return;
    }
    response.headers.push_back({"Vary", "Origin"});
    const std::string* origin = request.find_header("Origin");
    if (origin != nullptr && is_allowed_origin(*origin)) {
        const bool any =
            std::find(m_options.cors.begin(), m_options.cors.end(), "*") != m_options.cors.end();
        response.headers.push_back({"Access-Control-Allow-Origin", any ? "*" : *origin});
        response.headers.push_back(
            {"Access-Control-Expose-Headers",
             "Content-Crs, ETag, Link, OGC-NumberMatched, OGC-NumberReturned, X-Heatward-Excluded, "
             "X-Heatward-Left-Out-Sources, X-Request-Id"});
    }
}

void Service::add_common_headers(const Request& request, Response& response) const
{
    add_security_headers(response);
    add_request_headers(request, response);
}

Response Service::failure(const Request& request, std::string_view what) const
{
    Response response = problem_of_failure(request, what);
    add_common_headers(request, response);
    return response;
}

Response Service::problem_of_failure(const Request& request, std::string_view what) const
{
    if (m_options.log_failure) {
        m_options.log_failure(request, what);
    }
    return problem_response({500, "something went wrong inside the server; its log says what", {}});
}

}  // namespace heatward::server
