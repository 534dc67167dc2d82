// How a Service makes, encodes and keeps what a route promised.

#include "service_making.hpp"
#include <algorithm>

#include <utility>

#include <fmt/format.h>

#include "answer_head.hpp"
#include "heatward/server/entity_tag.hpp"

namespace heatward::server {

namespace {

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
        if (auto allowed = decide_access(tier, subject); !allowed) {
            return allowed;
        }
    }
    return {};
}

/// The headers of a 304, as those of the answer itself: what may be compressed varies.
std::vector<Header> varied(std::vector<Header> headers, std::string_view media_type)
{
    if (is_compressible(media_type)) {
        headers.push_back(kVaryByEncoding);
    }
    return headers;
}

/// The media type of the route's answers that compression is asked of first.
std::string_view varying_type(const Route& route)
{
    const auto found =
        std::find_if(route.formats.begin(), route.formats.end(),
                     [](const RouteFormat& format) { return is_compressible(format.media_type); });
    return found == route.formats.end() ? route.media_type : found->media_type;
}

}  // namespace

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
        Response response =
            not_modified(varied(making->headers.headers, varying_type(route)), making->known_tag);
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
    return keep(making);
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
Reaction Service::keep(const std::shared_ptr<const Making>& making)
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
                response = not_modified(varied(making.headers.headers, response.content_type),
                                        making.known_tag);
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
void Service::encode(const Making& making, Response& response)
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

AnswerCache::Pointer Service::prepare(const Making& making, Response response)
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
    made->body.shrink_to_fit();  // who wrote it made room for more, which would be kept with it
    made->head_lines.shrink_to_fit();
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

}  // namespace heatward::server
