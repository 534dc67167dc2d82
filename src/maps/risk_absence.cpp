#include "heatward/maps/risk_absence.hpp"

#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "heatward/maps/absence.hpp"
#include "heatward/maps/period_text.hpp"
#include "heatward/maps/static_map.hpp"
#include "heatward/maps/supply_gaps.hpp"

namespace heatward::maps {
namespace {

/// "controls: police did not supply March 2025", of sources that supplied none of it.
std::string not_supplied_by(std::string_view side, const DensityLayer& density,
                            const run_store::RunData& run)
{
    const IncidentFilter& filter = density.filter();
    std::vector<std::string> ids;
    for (const std::uint16_t source : filter.sources) {
        ids.push_back(run.project.sources.at(source).id);
    }
    const std::string who = fmt::format("{}: {}", side, fmt::join(ids, " and "));
    if (filter.window) {
        return who + " did not supply half of this moving window";
    }
    const std::string months = not_supplied_text(run, filter.sources, filter.interval);
    return fmt::format("{} did not supply {}", who,
                       months.empty() ? period_text(filter.interval) : months);
}

std::string no_control_text(std::size_t cases_left_out, const DensityLayer& controls,
                            Absence absence)
{
    std::string text = "no control under this filter";
    if (controls.selection().too_coarse > 0) {
        text += fmt::format(" ({} cases and {} controls left out)", cases_left_out,
                            controls.selection().too_coarse);
    }
    return absence == Absence::none
               ? text
               : fmt::format("{}: {}", text, reason_text(absence, controls.filter()));
}

}  // namespace

RiskAbsence risk_absence_of(const DensityLayer& cases, const DensityLayer& controls,
                            const run_store::RunData& run)
{
    const Absence of_cases = absence_of(cases, run.incidents);
    const Absence of_controls = absence_of(controls, run.incidents);
    if (of_cases == Absence::not_supplied && of_controls != Absence::not_supplied) {
        return {not_supplied_by("cases", cases, run), std::string(notice_text(of_cases))};
    }
    if (of_cases != Absence::none) {
        return {reason_text(of_cases, cases.filter()), std::string(notice_text(of_cases))};
    }
    if (!controls.selection().rows.empty()) {
        return cases.selection().rows.empty()
                   ? RiskAbsence{"no case under this filter", "No case counts under this filter"}
                   : RiskAbsence{};
    }
    return {of_controls == Absence::not_supplied
                ? not_supplied_by("controls", controls, run)
                : no_control_text(cases.selection().too_coarse, controls, of_controls),
            "No control counts under this filter"};
}

void show_risk(const RelativeRisk& risk, MapContent& content)
{
    content.picture = &risk;
    content.controls = &risk.controls();
    content.notice = risk_absence_of(risk.cases(), risk.controls(), *content.run).notice;
}

}  // namespace heatward::maps
