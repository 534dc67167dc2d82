#include <string_view>

#include "handlers.hpp"
#include "heatward/server/content_encoding.hpp"
#include "heatward/server/entity_tag.hpp"

// The viewer's files, as they are and compressed.
#define HEATWARD_VIEWER_FILE(name)                          \
    extern "C" const char heatward_viewer_##name##_begin[]; \
    extern "C" const char heatward_viewer_##name##_end[];
HEATWARD_VIEWER_FILE(html)
HEATWARD_VIEWER_FILE(html_gz)
HEATWARD_VIEWER_FILE(html_br)
HEATWARD_VIEWER_FILE(js)
HEATWARD_VIEWER_FILE(js_gz)
HEATWARD_VIEWER_FILE(js_br)
HEATWARD_VIEWER_FILE(css)
HEATWARD_VIEWER_FILE(css_gz)
HEATWARD_VIEWER_FILE(css_br)
#undef HEATWARD_VIEWER_FILE

namespace heatward::server {

namespace {

struct Bytes {
    Bytes(const char* begin, const char* end)
        : text(begin, static_cast<std::size_t>(end - begin)), tag(entity_tag({text}))
    {
    }
    std::string_view text;
    std::string tag;
};

struct Asset {
    std::string_view media_type;
    Bytes plain;
    Bytes gzip;
    Bytes brotli;
};

Answer answer_of(const Asset& asset, const RouteContext& context)
{
    const auto encoding = negotiate_encoding(*context.request, true);
    const Bytes& bytes = encoding == ContentEncoding::brotli ? asset.brotli
                         : encoding == ContentEncoding::gzip ? asset.gzip
                                                             : asset.plain;
    Answer answer;
    answer.canonical = bytes.tag;
    answer.is_heavy = false;
    answer.is_cached = true;
    answer.produce = [&asset, &bytes, encoding] {
        auto response = ok(asset.media_type, std::string(bytes.text));
        if (encoding != ContentEncoding::identity) {
            response.headers.push_back({"Content-Encoding", std::string(name_of(encoding))});
        }
        return response;
    };
    return answer;
}

}  // namespace

Outcome viewer_page(const RouteContext& context)
{
    static const Asset asset{"text/html; charset=utf-8",
                             {heatward_viewer_html_begin, heatward_viewer_html_end},
                             {heatward_viewer_html_gz_begin, heatward_viewer_html_gz_end},
                             {heatward_viewer_html_br_begin, heatward_viewer_html_br_end}};
    return answer_of(asset, context);
}

Outcome viewer_script(const RouteContext& context)
{
    static const Asset asset{"text/javascript; charset=utf-8",
                             {heatward_viewer_js_begin, heatward_viewer_js_end},
                             {heatward_viewer_js_gz_begin, heatward_viewer_js_gz_end},
                             {heatward_viewer_js_br_begin, heatward_viewer_js_br_end}};
    return answer_of(asset, context);
}

Outcome viewer_style(const RouteContext& context)
{
    static const Asset asset{"text/css; charset=utf-8",
                             {heatward_viewer_css_begin, heatward_viewer_css_end},
                             {heatward_viewer_css_gz_begin, heatward_viewer_css_gz_end},
                             {heatward_viewer_css_br_begin, heatward_viewer_css_br_end}};
    return answer_of(asset, context);
}

}  // namespace heatward::server
