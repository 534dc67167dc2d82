#include "heatward/pipeline/source_supply.hpp"

#include <algorithm>
#include <optional>

namespace heatward::pipeline {
namespace {

/// First and last month of a span that grows.
struct Span {
    std::optional<Month> first;
    std::optional<Month> last;

    void include(Month month)
    {
        first = first ? std::min(*first, month) : month;
        last = last ? std::max(*last, month) : month;
    }
};

bool uses(const project::Layer& layer, const project::Source& source)
{
    return std::find(layer.sources.begin(), layer.sources.end(), source.id) != layer.sources.end();
}

}  // namespace

run_store::SourceSupply source_supply(const project::Project& project,
                                      const project::Source& source,
                                      const std::vector<Month>& periods)
{
    Span span;
    for (const Month& month : periods) {
        span.include(month);
    }
    for (const Month& month : source.missing_periods) {
        span.include(month);
    }
    constexpr TimeInterval open;
    for (const project::Layer& layer : project.layers) {
        if (!uses(layer, source)) {
            continue;
        }
        if (layer.period.begin != open.begin) {
            span.include(month_of(layer.period.begin));
        }
        if (layer.period.end != open.end) {
            span.include(month_of(layer.period.end - 1));
        }
    }
    run_store::SourceSupply supply{source.id, periods, {}};
    if (!span.first) {
        return supply;
    }
    for (const Month& month : months_between(*span.first, *span.last)) {
        if (!std::binary_search(periods.begin(), periods.end(), month)) {
            supply.missing_periods.push_back(month);
        }
    }
    return supply;
}

}  // namespace heatward::pipeline
