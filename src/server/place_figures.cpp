#include "place_figures.hpp"

#include <cmath>
#include <string>
#include <utility>

#include "density_headers.hpp"
#include "heatward/maps/absence.hpp"
#include "heatward/maps/risk_absence.hpp"
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
    auto gaps = maps::not_supplied_text(run.data(), sources_behind(run.data().project, request),
                                        request.filter.interval);
    return gaps.empty() ? nlohmann::json() : nlohmann::json(std::move(gaps));
}

/// Why there is no risk to tell at a place; empty where there is one.
std::string risk_reason(const ServedRun& run, const maps::RelativeRisk& risk, double log_risk)
{
    auto reason = maps::risk_absence_of(risk.cases(), risk.controls(), run.data()).reason;
    if (!reason.empty() || std::isfinite(std::exp(log_risk))) {
        return reason;
    }
    return std::isnan(log_risk) ? "neither cases nor controls near this place"
                                : "no control near this place";
}

/// The figures of a relative risk.
void add_risk(const ServedRun& run, const LayerRequest& request, const maps::RelativeRisk& risk,
              ProjectedPoint place, nlohmann::json& json)
{
    const auto figures = risk.at(place);
    const auto number = [](double value) {
        return std::isfinite(value) ? nlohmann::json(value) : nlohmann::json();
    };
    json["log_risk"] = number(figures.log_risk);
    json["p"] = number(figures.two_sided_p());
    json["p_upper"] = number(figures.upper_p);
    json["expected"] = number(figures.expected);
    json["cases"] = risk.cases().selection().rows.size();
    json["controls"] = risk.controls().selection().rows.size();
    json["controls_of"] = request.controls_text;
    const std::string reason = risk_reason(run, risk, figures.log_risk);
    if (reason.empty()) {
        json["density"] = std::exp(figures.log_risk);
        json["may_be_chance"] = figures.may_be_chance();
    } else {
        json["reason"] = reason;
        for (const char* judgement : {"p", "p_upper", "may_be_chance"}) {
            json[judgement] = nullptr;
        }
    }
}

/// The density at a place, and where it stands among those of the layer.
void add_density(const ServedRun& run, const LayerRequest& request,
                 const maps::DensityLayer& density, ProjectedPoint place, nlohmann::json& json)
{
    const double value = density.evaluate_at(place);
    // Months that nobody supplied are missing, not free of incidents.
    const auto absence = maps::absence_of(density, run.data().incidents);
    if (absence != maps::Absence::none) {
        json["reason"] = maps::reason_text(absence, density.filter());
    } else if (std::isfinite(value)) {
        json["density"] = value;
        // The layer's surface says nothing of where a narrower selection stands.
        if (!request.is_filtered) {
            json["percentile"] = run.percentiles(*request.layer).at(value);
        }
    }
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
    const bool is_risk = project::is_relative_risk(*request.layer);
    if (!position) {
        add_excluded({0, is_risk ? std::optional<std::size_t>(0) : std::nullopt}, json);
        return figures;
    }
    figures.densities = run.densities(request.density_key(maps::Plane::project));
    const LayerDensities& densities = figures.densities;
    add_excluded(excluded_rows(densities), json);
    if (request.filter.window) {
        json["left_out_sources"] = left_out_sources(run, densities);
    }
    if (is_risk) {
        add_risk(run, request, *densities.risk, *position, json);
    } else {
        add_density(run, request, *densities.density, *position, json);
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
