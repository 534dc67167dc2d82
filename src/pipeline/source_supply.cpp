#include "heatward/pipeline/source_supply.hpp"

#include <algorithm>
#include <optional>

#include <fmt/format.h>

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
    const auto sources = project::sources_of(layer);
    return std::find(sources.begin(), sources.end(), source.id) != sources.end();
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
    if (span.first) {
        supply.missing_periods = months_not_supplied(
            periods, {start_of(*span.first), start_of(span.last->next()), TimePrecision::month});
    }
    return supply;
}

std::vector<Month> months_supplied(const std::vector<run_store::SourceSupply>& supply,
                                   std::string_view id)
{
    const auto entry = std::find_if(supply.begin(), supply.end(),
                                    [&](const auto& source) { return source.id == id; });
    return entry == supply.end() ? std::vector<Month>() : entry->periods;
}

std::vector<std::string> supply_contradictions(const project::Source& source,
                                               const std::vector<Month>& periods)
{
    std::vector<std::string> contradictions;
    for (const Month& month : source.missing_periods) {
        if (std::binary_search(periods.begin(), periods.end(), month)) {
            contradictions.push_back(fmt::format(
                "{} is declared missing, but the source holds it; remove the one or the other",
                to_string(month)));
        }
    }
    return contradictions;
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
