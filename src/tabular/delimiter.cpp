#include "heatward/tabular/delimiter.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

namespace heatward::tabular {

char detect_delimiter(std::string_view begin_of_file)
{
    constexpr std::string_view delimiters = ",;\t|";
    std::array<std::size_t, delimiters.size()> counts{};
    constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
    if (begin_of_file.starts_with(byte_order_mark)) {
        begin_of_file.remove_prefix(byte_order_mark.size());
    }
    // Empty lines are no header.
    begin_of_file.remove_prefix(
        std::min(begin_of_file.find_first_not_of("\r\n"), begin_of_file.size()));
    bool is_quoted = false;
    for (const char c : begin_of_file) {
        if (c == '"') {
            is_quoted = !is_quoted;
        } else if (!is_quoted && (c == '\n' || c == '\r')) {
            break;
        } else if (const std::size_t i = delimiters.find(c);
                   !is_quoted && i != std::string_view::npos) {
            ++counts[i];
        }
    }
    std::size_t best = 0;
    for (std::size_t i = 1; i < counts.size(); ++i) {
        best = counts[i] > counts[best] ? i : best;
    }
    return delimiters[best];
}

}  // namespace heatward::tabular
