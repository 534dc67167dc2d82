#include "relative_risk_json.hpp"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "heatward/pipeline/cell_places.hpp"
#include "json_values.hpp"

namespace heatward::pipeline {
namespace {

using nlohmann::json;

/// More would bury what matters; the columns hold them all.
constexpr std::size_t kListed = 20;

json area_json(const std::string& set, const RiskArea& area, const CellPlaces& cells)
{
    json entry = cells.named(set, area.code, area.name);
    entry.update({{"cases", area.cases},
                  {"controls", area.controls},
                  {"risk", or_null(area.risk)},
                  {"low", or_null(area.low)},
                  {"high", or_null(area.high)},
                  {"p_bh", area.p_bh}});
    return entry;
}

json set_json(const std::string& set, const RiskInAreas& found, const CellPlaces& cells)
{
    json listed = json::array();
    for (std::size_t i = 0; i < std::min(kListed, found.clear.size()); ++i) {
        listed.push_back(area_json(set, found.clear[i], cells));
    }
    return {{"tested", found.tested}, {"clear", found.clear.size()}, {"areas", listed}};
}

}  // namespace

void add_relative_risk_json(const ReportInput& input, std::size_t layer, json& report)
{
    const LayerAnalysis& analysis = input.layers->at(layer);
    if (!analysis.risk) {
        return;
    }
    const project::IncidentGroup& controls = *analysis.layer->controls;
    report["type"] = "relative-risk";
    report["controls"] = {{"categories", controls.categories},
                          {"sources", controls.sources},
                          {"count", analysis.risk->controls.size()}};
    report.erase("volume");
    json sets = json::object();
    for (const auto& [set, found] : input.in_areas->at(layer).risk) {
        sets[set] = set_json(set, found, *input.cells);
    }
    report["risk_areas"] = std::move(sets);
}

}  // namespace heatward::pipeline
