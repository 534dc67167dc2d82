#include "html_page.hpp"

#include <fmt/format.h>

#include "heatward/server/xml_text.hpp"

namespace heatward::server {

namespace {

constexpr std::string_view kStyle =
    "body{font:16px/1.5 system-ui,sans-serif;color:#1d2530;background:#fff;margin:2rem auto;"
    "max-width:72rem;padding:0 1rem}h1{font-size:1.5rem;line-height:1.25}a{color:#0b5394}"
    "table{border-collapse:collapse;font-size:.875rem}th,td{border:1px solid #c9d1da;padding:.3rem "
    ".6rem;text-align:left;vertical-align:top}th{background:#eef2f6}.wide{overflow-x:auto}"
    ".words{min-width:26rem}"
    ".marking{background:#fff3cd;border:1px solid #e0c46c;padding:.3rem .6rem}"
    "nav{margin:1rem 0}nav a{margin-right:1.25rem}";

}  // namespace

std::string html_link(std::string_view href, std::string_view text)
{
    return fmt::format(R"(<a href="{}">{}</a>)", escape_markup(href), escape_markup(text));
}

std::string html_begin(std::string_view title, std::string_view marking)
{
    const std::string heading = escape_markup(title);
    std::string page = fmt::format(
        "<!doctype html>\n<html lang=\"en-GB\"><head><meta charset=\"utf-8\">"
        "<meta name=\"viewport\" content=\"width=device-width\"><title>{}</title>"
        "<style>{}</style></head>\n<body><h1>{}</h1>\n",
        heading, kStyle, heading);
    if (!marking.empty()) {
        page += fmt::format("<p class=\"marking\">{}</p>\n", escape_markup(marking));
    }
    return page;
}

std::string_view html_end() { return "</body></html>\n"; }

}  // namespace heatward::server
