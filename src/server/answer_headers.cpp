#include "answer_headers.hpp"

#include <algorithm>

#include "heatward/core/version.hpp"
#include "heatward/server/entity_tag.hpp"

namespace heatward::server {

namespace {

// MapLibre makes its worker from a blob: URL; its controls set styles in line.
constexpr const char* kViewerPolicy =
    "default-src 'self'; worker-src blob:; child-src blob:; img-src 'self' data: blob:; "
    "style-src 'self' 'unsafe-inline'; connect-src 'self'";

// An SVG map carries its styles and its picture within itself.
constexpr const char* kDataPolicy =
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'";

std::string cache_control(const RouteContext& context)
{
    // An answer that is not pinned may be another one after the next build, so caches ask again.
    const std::string audience = context.tier > Tier::public_ ? "private" : "public";
    return audience + (context.is_pinned ? ", max-age=31536000, immutable" : ", no-cache");
}

bool negotiates_format(const Route& route)
{
    return std::any_of(route.formats.begin(), route.formats.end(),
                       [](const RouteFormat& format) { return !format.word.empty(); });
}

}  // namespace

AnswerHeaders answer_headers(const Route& route, const RouteContext& context, const Answer& answer)
{
    AnswerHeaders made;
    if (route.caching == Caching::never) {
        made.headers.push_back({"Cache-Control", "no-store"});
        return made;
    }
    const std::string run_id = context.run == nullptr ? "" : context.run->view().run_id();
    const std::string_view tier =
        context.run == nullptr ? "" : to_string(context.run->view().tier());
    made.entity_tag = entity_tag({run_id, program_version(), answer.style, tier, answer.canonical});
    if (!answer.is_repeatable) {
        made.entity_tag = "W/" + made.entity_tag;
    }
    made.headers = {{"ETag", made.entity_tag}, {"Cache-Control", cache_control(context)}};
    const bool negotiates = negotiates_format(route) || route.pattern.text() == "/";
    made.headers.push_back({"Vary", negotiates ? "Accept, Authorization" : "Authorization"});
    return made;
}

void add_to(Response& response, const AnswerHeaders& headers)
{
    response.headers.insert(response.headers.end(), headers.headers.begin(), headers.headers.end());
}

Response not_modified(const std::vector<Header>& headers, const std::string& entity_tag)
{
    Response response;
    response.status = 304;
    for (const auto& header : headers) {
        // Those that a 304 says again (RFC 9110, section 15.4.5).
        if (header.name == "Cache-Control" || header.name == "Vary") {
            response.headers.push_back(header);
        }
    }
    response.headers.push_back({"ETag", entity_tag});
    return response;
}

void add_security_headers(Response& response)
{
    const bool is_page = response.content_type.starts_with("text/html");
    response.headers.push_back({"X-Content-Type-Options", "nosniff"});
    response.headers.push_back({"Referrer-Policy", "no-referrer"});
    response.headers.push_back({"X-Frame-Options", "SAMEORIGIN"});
    // The headers of a 304 replace those of the stored answer (RFC 9111, section 3.2): were the
    // policy among them, a cached viewer would be left with that of data, and blocked.
    if (response.status != 304) {
        response.headers.push_back(
            {"Content-Security-Policy", is_page ? kViewerPolicy : kDataPolicy});
    }
}

}  // namespace heatward::server
