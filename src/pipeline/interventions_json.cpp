#include "interventions_json.hpp"

#include <nlohmann/json.hpp>

#include "heatward/core/connection_string.hpp"
#include "intervention_sentence.hpp"
#include "json_values.hpp"

namespace heatward::pipeline {
namespace {

using nlohmann::json;

constexpr double kSquareMetresPerKm2 = 1e6;

json counts_json(const stats::BeforeAfter& counts)
{
    return {{"before", counts.before}, {"after", counts.after}};
}

json areas_json(const ComparedAreas& compared, const std::string& set, const std::string& path,
                const CellPlaces& cells)
{
    json areas = json::array();
    for (const NamedArea& area : compared.areas) {
        areas.push_back(cells.named(set, area.code, area.name));
    }
    json object{{"areas", areas}, {"area_km2", area_m2(compared.polygons) / kSquareMetresPerKm2}};
    if (set.empty()) {
        object["path"] = redact_connection(path);
    } else {
        object["set"] = set;
    }
    return object;
}

json control_json(const InterventionEvidence& evidence, const CellPlaces& cells)
{
    if (!evidence.control_reason.empty()) {
        return nullptr;
    }
    const project::Intervention& intervention = *evidence.intervention;
    if (!evidence.matched) {
        return areas_json(evidence.control, intervention.control_set,
                          intervention.control_path.value_or(""), cells);
    }
    json control = areas_json(evidence.control, evidence.matched->set, "", cells);
    for (std::size_t i = 0; i < evidence.matched->distances.size(); ++i) {
        control["areas"][i]["distance"] = evidence.matched->distances[i];
    }
    control["matched"] = {{"candidates", evidence.matched->candidates},
                          {"candidates_left_out", evidence.matched->candidates_left_out},
                          {"months", months_json(evidence.matched->months)}};
    return control;
}

json before_json(const InterventionEvidence& evidence)
{
    json before{{"rule", evidence.before == project::BeforePeriod::preceding ? "preceding"
                                                                             : "year-earlier"},
                {"from", nullptr},
                {"to", nullptr}};
    if (!evidence.layers.empty() && !evidence.layers.front().months.empty()) {
        const auto& months = evidence.layers.front().months;
        before["from"] = to_string(months.front().before);
        before["to"] = to_string(months.back().before);
    }
    return before;
}

json displacement_json(const std::optional<stats::DisplacementDifference>& result)
{
    if (!result) {
        return nullptr;
    }
    return {{"difference", result->difference},
            {"standard_error", result->standard_error},
            {"low", result->low},
            {"high", result->high},
            {"z", result->z}};
}

/// The ratio and what it comes to in incidents, or the reason why there is none.
json change_json(const expected<stats::DifferenceInDifferences>& change)
{
    if (!change) {
        return {{"ratio", nullptr}, {"reason", change.error().message}};
    }
    return {{"ratio", change->ratio},
            {"low", change->low},
            {"high", change->high},
            {"p", change->p},
            {"dispersion", change->dispersion},
            {"months", change->months},
            {"half_was_added", change->half_was_added},
            {"difference", change->difference},
            {"difference_low", change->difference_low},
            {"difference_high", change->difference_high}};
}

json layer_json(const InterventionEvidence& evidence, const InterventionLayer& layer)
{
    const bool has_ring = evidence.ring_km2 > 0;
    const bool has_control = evidence.control_reason.empty();
    json months = json::array();
    json left_out = json::array();
    for (const MonthEvidence& month : layer.months) {
        json entry{{"before", to_string(month.before)}, {"after", to_string(month.after)}};
        if (!month.not_supplied.empty()) {
            entry["not_supplied"] = month.not_supplied;
            left_out.push_back(entry);
        }
        const bool is_known = month.not_supplied.empty();
        entry["treated"] = is_known ? counts_json(month.treated) : json();
        entry["ring"] = is_known && has_ring ? counts_json(month.ring) : json();
        entry["control"] = is_known && has_control ? counts_json(month.control) : json();
        months.push_back(std::move(entry));
    }
    const bool is_known = layer.compared > 0;
    json object{{"id", layer.layer->id},
                {"title", layer.layer->title},
                {"sentence", intervention_sentence(evidence, layer)},
                {"months_compared", layer.compared},
                {"months_left_out", left_out},
                {"months", months},
                {"treated", is_known ? counts_json(layer.treated) : json()},
                {"ring", is_known && has_ring ? counts_json(layer.ring) : json()},
                {"control", is_known && has_control ? counts_json(layer.control) : json()},
                {"rough_places", or_null(layer.rough_places)},
                {"wdd", displacement_json(layer.displacement)},
                {"ring_wdd", displacement_json(layer.ring_displacement)},
                {"did", change_json(layer.change)},
                {"ring_did", change_json(layer.ring_change)},
                {"together_did", change_json(layer.together_change)}};
    if (layer.layer->sources.size() > 1) {
        object["label"] = "records, not events";
    }
    return object;
}

json intervention_json(const InterventionEvidence& evidence, const CellPlaces& cells)
{
    const project::Intervention& intervention = *evidence.intervention;
    json layers = json::array();
    for (const InterventionLayer& layer : evidence.layers) {
        layers.push_back(layer_json(evidence, layer));
    }
    const double width_m = project::ring_width_m(intervention);
    return {
        {"id", intervention.id},
        {"title", intervention.title.value_or(intervention.id)},
        {"from", to_string(intervention.from)},
        {"to", intervention.to ? json(to_string(*intervention.to)) : json()},
        {"ongoing", !intervention.to},
        {"compared_to", evidence.last ? json(to_string(*evidence.last)) : json()},
        {"ends_with_supply", evidence.ends_with_supply},
        {"before", before_json(evidence)},
        {"treated",
         areas_json(evidence.treated, intervention.areas_set, intervention.areas_path, cells)},
        {"ring", evidence.ring_km2 > 0 ? json{{"width_m", width_m}, {"area_km2", evidence.ring_km2}}
                                       : json()},
        {"control", control_json(evidence, cells)},
        {"control_reason", evidence.control_reason},
        {"notes", evidence.notes},
        {"layers", layers}};
}

}  // namespace

json interventions_json(const std::vector<InterventionEvidence>& interventions,
                        const CellPlaces& cells)
{
    json list = json::array();
    for (const InterventionEvidence& evidence : interventions) {
        list.push_back(intervention_json(evidence, cells));
    }
    return list;
}

}  // namespace heatward::pipeline
