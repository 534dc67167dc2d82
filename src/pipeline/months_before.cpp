#include "months_before.hpp"

#include <algorithm>

#include "heatward/pipeline/source_supply.hpp"

namespace heatward::pipeline {
namespace {

std::vector<Month> of_source(const TimeInterval& period, const std::vector<Month>& supplied)
{
    std::vector<Month> earlier;
    std::size_t within = 0;
    for (const Month& month : supplied) {
        if (start_of(month.next()) <= period.begin) {
            earlier.push_back(month);
        } else if (start_of(month) < period.end) {
            ++within;
        }
    }
    const std::size_t kept = std::min(within, earlier.size());
    return {earlier.end() - static_cast<std::ptrdiff_t>(kept), earlier.end()};
}

}  // namespace

MonthsBefore months_before(const project::Layer& layer,
                           const std::vector<run_store::SourceSupply>& supply)
{
    MonthsBefore before;
    bool has_any = false;
    for (const std::string& id : layer.sources) {
        before.by_source.push_back(of_source(layer.period, months_supplied(supply, id)));
        has_any = has_any || !before.by_source.back().empty();
    }
    if (!has_any) {
        before.reason = "no source of the layer supplied a month before its period";
    }
    return before;
}

}  // namespace heatward::pipeline
