#include "heatward/maps/supply_gaps.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "heatward/maps/period_text.hpp"

namespace heatward::maps {

std::string not_supplied_text(const run_store::RunData& run, std::span<const std::uint16_t> sources,
                              const TimeInterval& interval)
{
    std::vector<std::string> texts;
    std::vector<std::string> named;
    for (const std::uint16_t i : sources) {
        const std::string& id = run.project.sources.at(i).id;
        const auto supply = std::find_if(run.sources.begin(), run.sources.end(),
                                         [&](const auto& entry) { return entry.id == id; });
        if (supply == run.sources.end()) {
            continue;
        }
        texts.push_back(months_text(months_not_supplied(supply->periods, interval)));
        if (!texts.back().empty()) {
            named.push_back(fmt::format("{}: {}", id, texts.back()));
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
