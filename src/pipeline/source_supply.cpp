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

std::vector<Month> missing_months(const run_store::SourceSupply& supply, const TimeInterval& period)
{
    constexpr TimeInterval open;
    std::vector<Month> missing;
    for (const Month& month : supply.missing_periods) {
        const bool is_begun = period.begin == open.begin
                                  ? !supply.periods.empty() && month > supply.periods.front()
                                  : start_of(month.next()) > period.begin;
        const bool is_before_end = period.end == open.end
                                       ? !supply.periods.empty() && month < supply.periods.back()
                                       : start_of(month) < period.end;
        if (is_begun && is_before_end) {
            missing.push_back(month);
        }
    }
    return missing;
}

std::string month_runs(const std::vector<Month>& months)
{
    std::string text;
    for (std::size_t i = 0; i < months.size();) {
        std::size_t last = i;
        while (last + 1 < months.size() && months[last + 1] == months[last].next()) {
            ++last;
        }
        text += (text.empty() ? "" : ", ") + to_string(months[i]);
        if (last > i) {
            text += " to " + to_string(months[last]);
        }
        i = last + 1;
    }
    return text;
}

}  // namespace heatward::pipeline
