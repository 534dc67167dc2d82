#include "listed_columns.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace heatward::pipeline {
namespace {

/// More columns than these are not listed in a message.
constexpr std::size_t kListedColumns = 20;
/// Column names beyond these are taken for contents.
constexpr std::size_t kLongestName = 40;
constexpr std::size_t kContentFigures = 4;

}  // namespace

bool may_be_contents(const std::string& cell)
{
    std::size_t figures = 0;
    for (const char c : cell) {
        figures = c >= '0' && c <= '9' ? figures + 1 : 0;
        if (figures >= kContentFigures) {
            return true;
        }
    }
    return cell.size() > kLongestName;
}

std::string listed_columns(const std::vector<std::string>& columns)
{
    std::vector<std::string> names;
    for (const std::string& column : columns) {
        if (names.size() < kListedColumns && !may_be_contents(column)) {
            names.push_back(column);
        }
    }
    return fmt::format("{}{}", fmt::join(names, ", "),
                       names.size() < columns.size()
                           ? fmt::format(" and {} more", columns.size() - names.size())
                           : "");
}

}  // namespace heatward::pipeline
