#include <string_view>

#include "handlers.hpp"
#include "heatward/server/entity_tag.hpp"

extern "C" {
extern const char heatward_viewer_html_begin[];
extern const char heatward_viewer_html_end[];
extern const char heatward_viewer_js_begin[];
extern const char heatward_viewer_js_end[];
extern const char heatward_viewer_css_begin[];
extern const char heatward_viewer_css_end[];
}

namespace heatward::server {

namespace {

Answer asset(std::string_view media_type, const char* begin, const char* end)
{
    const std::string_view bytes(begin, static_cast<std::size_t>(end - begin));
    Answer answer;
    answer.canonical = entity_tag({bytes});
    answer.is_heavy = false;
    answer.produce = [media_type, bytes] { return ok(media_type, std::string(bytes)); };
    return answer;
}

}  // namespace

Outcome viewer_page(const RouteContext& /*context*/)
{
    return asset("text/html; charset=utf-8", heatward_viewer_html_begin, heatward_viewer_html_end);
}

Outcome viewer_script(const RouteContext& /*context*/)
{
    return asset("text/javascript; charset=utf-8", heatward_viewer_js_begin,
                 heatward_viewer_js_end);
}

Outcome viewer_style(const RouteContext& /*context*/)
{
    return asset("text/css; charset=utf-8", heatward_viewer_css_begin, heatward_viewer_css_end);
}

}  // namespace heatward::server
