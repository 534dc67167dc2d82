#include "continued_lines.hpp"

#include <algorithm>
#include <string_view>

namespace heatward::pipeline {
namespace {

/// find_first_of("\r\n") by way of memchr: most cells hold neither.
std::size_t line_end_from(std::string_view text, std::size_t begin)
{
    const std::size_t feed = text.find('\n', begin);
    return std::min(feed, text.substr(0, feed).find('\r', begin));
}

}  // namespace

std::uint64_t continued_lines(const std::vector<std::string>& cells)
{
    std::uint64_t lines = 0;
    for (const std::string& cell : cells) {
        std::size_t begin = line_end_from(cell, 0);
        while (begin != std::string::npos) {
            begin += cell.compare(begin, 2, "\r\n") == 0 ? 2U : 1U;
            const std::size_t end = line_end_from(cell, begin);
            // The last piece stands before the closing quote.
            lines += static_cast<std::uint64_t>(end == std::string::npos || end > begin);
            begin = end;
        }
    }
    return lines;
}

}  // namespace heatward::pipeline
