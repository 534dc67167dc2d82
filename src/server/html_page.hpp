#pragma once

#include <string>
#include <string_view>

namespace heatward::server {

/// `<a href="…">…</a>`, both escaped.
std::string html_link(std::string_view href, std::string_view text);

/// A page's begin, down to its heading, and end. `title` is plain text.
std::string html_begin(std::string_view title, std::string_view marking);
std::string_view html_end();

}  // namespace heatward::server
