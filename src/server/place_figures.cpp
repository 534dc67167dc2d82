#include "place_figures.hpp"

#include <cmath>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "density_headers.hpp"
#include "heatward/maps/absence.hpp"
#include "heatward/maps/supply_gaps.hpp"
#include "heatward/project/wards.hpp"

namespace heatward::server {

namespace {

const FeatureTable* ward_table(const ServedRun& run)
{
    const auto* set = project::ward_set(run.data().project);
    return set == nullptr ? nullptr : run.find_table(set->id);
}

/// The wards' parent set, else the study area's.
const FeatureTable* district_table(const ServedRun& run, const FeatureTable* wards)
{
    const auto* set = wards == nullptr ? nullptr : run.data().project.find_area_set(wards->name);
    const auto* district = run.find_table(
        set != nullptr && set->parent ? set->parent->set : run.data().project.study_area);
    return district == wards ? nullptr : district;
}

nlohmann::json area_at(const ServedRun& run, const FeatureTable* table, ProjectedPoint place)
{
    if (table == nullptr) {
        return nullptr;
    }
    const auto row = run.locator(*table).find(place);
    if (!row) {
        return nullptr;
    }
    return {{"code", table->text(*row, "code")}, {"name", table->text(*row, "name")}};
}

/// Months that sources of the filter did not supply, in words; null where there are none. A layer
/// of several sources has a density where one of them supplied, and it is of that one alone.
nlohmann::json not_supplied(const ServedRun& run, const LayerRequest& request)
{
    auto gaps = maps::not_supplied_text(
        run.data(), maps::sources_behind(run.data().project, *request.layer, request.filter),
        request.filter.interval);
    return gaps.empty() ? nlohmann::json() : nlohmann::json(std::move(gaps));
}

/// Why no control counts, with the rows left out where that is the reason.
std::string no_control_text(const ServedRun& run, const maps::DensityLayer& controls,
                            const ExcludedRows& excluded)
{
    std::string text = "no control under this filter";
    if (excluded.controls.value_or(0) > 0) {
        text += fmt::format(" ({} cases and {} controls left out)",
                            excluded.all - *excluded.controls, *excluded.controls);
    }
    const auto absence = maps::absence_of(controls, run.data().incidents);
    return absence == maps::Absence::none
               ? text
               : fmt::format("{}: {}", text, maps::reason_text(absence, controls.filter()));
}

/// What a relative risk has beside its value, which is given.
double add_risk(const ServedRun& run, const LayerRequest& request, ProjectedPoint place,
                const ExcludedRows& excluded, nlohmann::json& json)
{
    const auto risk = run.relative_risk(request.density_key(maps::Plane::project));
    const auto figures = risk->at(place);
    const auto number = [](double value) {
        return std::isfinite(value) ? nlohmann::json(value) : nlohmann::json();
    };
    json["log_risk"] = number(figures.log_risk);
    json["p"] = number(figures.two_sided_p());
    json["p_upper"] = number(figures.upper_p);
    json["expected"] = number(figures.expected);
    json["may_be_chance"] = figures.may_be_chance();
    json["cases"] = risk->cases().selection().rows.size();
    json["controls"] = risk->controls().selection().rows.size();
    if (risk->controls().selection().rows.empty()) {
        json["reason"] = no_control_text(run, risk->controls(), excluded);
    } else if (std::isnan(figures.log_risk)) {
        json["reason"] = "neither cases nor controls near this place";
    }
    return std::exp(figures.log_risk);
}

}  // namespace

PlaceFigures place_figures(const ServedRun& run, const LayerRequest& request,
                           const std::optional<ProjectedPoint>& position)
{
    PlaceFigures figures;
    auto& json = figures.json;
    json = {{"density", nullptr},    {"unit", run.summary(*request.layer).unit},
            {"percentile", nullptr}, {"inside_study_area", false},
            {"ward", nullptr},       {"district", nullptr},
            {"excluded", 0},         {"not_supplied", nullptr}};
    if (!position) {
        return figures;
    }
    figures.density = run.density(request.density_key(maps::Plane::project));
    const maps::DensityLayer& density = *figures.density;
    const ExcludedRows excluded = excluded_rows(run, request.density_key(maps::Plane::project));
    add_excluded(excluded, json);
    if (request.filter.window) {
        json["left_out_sources"] = left_out_sources(run, density);
    }
    const bool is_risk = project::is_relative_risk(*request.layer);
    const double value = is_risk ? add_risk(run, request, *position, excluded, json)
                                 : density.evaluate_at(*position);
    // Months that nobody supplied are missing, not free of incidents.
    const auto absence = maps::absence_of(density, run.data().incidents);
    if (absence != maps::Absence::none) {
        json["reason"] = maps::reason_text(absence, density.filter());
    } else if (std::isfinite(value)) {
        json["density"] = value;
        // The layer's surface says nothing of where a narrower selection stands.
        if (!request.is_filtered && !is_risk) {
            json["percentile"] = run.percentiles(*request.layer).at(value);
        }
    }
    json["not_supplied"] = not_supplied(run, request);
    json["inside_study_area"] =
        run.geometry(maps::Plane::project).mask().contains(position->x, position->y);
    const auto* wards = ward_table(run);
    json["ward"] = area_at(run, wards, *position);
    json["district"] = area_at(run, district_table(run, wards), *position);
    return figures;
}

}  // namespace heatward::server
