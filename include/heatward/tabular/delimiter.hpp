#pragma once

#include <string_view>

namespace heatward::tabular {

/// What parts the cells of a text table: the comma, semicolon, tab or vertical bar that stands most
/// often in its first line outside quotes; the comma where none does, or as often as another.
char detect_delimiter(std::string_view begin_of_file);

}  // namespace heatward::tabular
