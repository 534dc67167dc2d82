#include "heatward/stats/year_on_year.hpp"

#include <algorithm>

namespace heatward::stats {

std::vector<Month> comparable_months(std::span<const Month> supplied, Month first, Month last)
{
    const auto is_supplied = [&](int index) {
        return std::binary_search(supplied.begin(), supplied.end(), Month::from_index(index));
    };
    std::vector<Month> months;
    const int begin = std::max(first.index(), last.index() - kComparedMonths + 1);
    for (int index = begin; index <= last.index(); ++index) {
        if (is_supplied(index) && is_supplied(index - 12)) {
            months.push_back(Month::from_index(index));
        }
    }
    return months;
}

}  // namespace heatward::stats
