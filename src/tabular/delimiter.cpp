#include "heatward/tabular/delimiter.hpp"

#include <array>
#include <cstddef>

namespace heatward::tabular {

char detect_delimiter(std::string_view begin_of_file)
{
    constexpr std::string_view delimiters = ",;\t|";
    std::array<std::size_t, delimiters.size()> counts{};
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
