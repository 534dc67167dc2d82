#include "heatward/maps/supply_gaps.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "heatward/maps/period_text.hpp"

namespace heatward::maps {

bool touches(const Month& month, const TimeInterval& interval)
{
    return start_of(month) < interval.end && start_of(month.next()) > interval.begin;
}

const run_store::SourceSupply* find_supply(const run_store::RunData& run, std::uint16_t source)
{
    const std::string& id = run.project.sources.at(source).id;
    const auto supply = std::find_if(run.sources.begin(), run.sources.end(),
                                     [&](const auto& entry) { return entry.id == id; });
    return supply == run.sources.end() ? nullptr : &*supply;
}

std::optional<MonthSpan> month_span(const run_store::RunData& run,
                                    std::span<const std::uint16_t> sources,
                                    const TimeInterval& interval)
{
    std::optional<MonthSpan> span;
    if (interval.begin >= interval.end) {
        return span;
    }
    for (const std::uint16_t source : sources) {
        const auto* const supply = find_supply(run, source);
        if (supply == nullptr) {
            continue;
        }
        for (const auto* months : {&supply->periods, &supply->missing_periods}) {
            for (const Month& month : *months) {
                if (touches(month, interval)) {
                    span =
                        span ? MonthSpan{std::min(span->first, month), std::max(span->last, month)}
                             : MonthSpan{month, month};
                }
            }
        }
    }
    return span;
}

std::vector<std::uint16_t> sources_behind(const project::Project& project,
                                          const project::Layer& layer, const IncidentFilter& filter,
                                          const IncidentFilter* controls)
{
    std::vector<std::uint16_t> sources = filter.sources;
    const auto add = [&](std::uint16_t source) {
        if (std::find(sources.begin(), sources.end(), source) == sources.end()) {
            sources.push_back(source);
        }
    };
    if (controls != nullptr) {
        std::for_each(controls->sources.begin(), controls->sources.end(), add);
    } else if (layer.controls) {
        for (const std::string& id : layer.controls->sources) {
            if (const auto index = project.source_index(id)) {
                add(*index);
            }
        }
    }
    return sources;
}

std::string not_supplied_text(const run_store::RunData& run, std::span<const std::uint16_t> sources,
                              const TimeInterval& interval)
{
    std::vector<std::string> texts;
    std::vector<std::string> named;
    for (const std::uint16_t i : sources) {
        const auto* const supply = find_supply(run, i);
        if (supply == nullptr) {
            continue;
        }
        texts.push_back(months_text(months_not_supplied(supply->periods, interval)));
        if (!texts.back().empty()) {
            named.push_back(fmt::format("{}: {}", supply->id, texts.back()));
        }
    }
    if (named.empty()) {
        return {};
    }
    const bool are_alike = std::all_of(texts.begin(), texts.end(),
                                       [&](const auto& text) { return text == texts.front(); });
    return are_alike ? texts.front() : fmt::format("{}", fmt::join(named, "; "));
}

}  // namespace heatward::maps
