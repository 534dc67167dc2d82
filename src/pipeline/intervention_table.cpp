#include "intervention_table.hpp"

#include <optional>
#include <utility>

#include <fmt/format.h>

#include "heatward/core/connection_string.hpp"
#include "heatward/core/named_collection.hpp"
#include "intervention_sentence.hpp"

namespace heatward::pipeline {
namespace {

constexpr double kSquareMetresPerKm2 = 1e6;

/// A place of an intervention with what a layer shows of it.
struct Part {
    const char* name;
    const ProjectedMultiPolygon* polygons;
    const stats::BeforeAfter* counts;
    /// Held against the control's; null of the control itself.
    const expected<stats::DifferenceInDifferences>* change;
    const std::optional<stats::DisplacementDifference>* displacement;
};

std::vector<Part> parts_of(const InterventionEvidence& evidence, const InterventionLayer& layer)
{
    std::vector<Part> parts{{"treated", &evidence.treated.polygons, &layer.treated, &layer.change,
                             &layer.displacement}};
    if (evidence.ring_km2 > 0) {
        parts.push_back(
            {"ring", &evidence.ring, &layer.ring, &layer.ring_change, &layer.ring_displacement});
    }
    if (evidence.control_reason.empty()) {
        parts.push_back({"control", &evidence.control.polygons, &layer.control, nullptr, nullptr});
    }
    return parts;
}

using Cells = std::vector<AttributeValue>;

void append(Cells& row, const Cells& cells) { row.insert(row.end(), cells.begin(), cells.end()); }

/// after_from, after_to, before_from, before_to: the last three of the pairs that this layer's
/// sources have both months of.
Cells months_of(const InterventionEvidence& evidence, const InterventionLayer& layer)
{
    Cells cells{to_string(evidence.intervention->from), {}, {}, {}};
    bool is_first = true;
    for (const MonthEvidence& month : layer.months) {
        if (!month.not_supplied.empty()) {
            continue;
        }
        if (std::exchange(is_first, false)) {
            cells[2] = to_string(month.before);
        }
        cells[1] = to_string(month.after);
        cells[3] = to_string(month.before);
    }
    return cells;
}

Cells counts_of(const Part& part, const InterventionLayer& layer)
{
    if (layer.compared == 0) {
        return Cells(2);
    }
    return {static_cast<std::int64_t>(part.counts->before),
            static_cast<std::int64_t>(part.counts->after)};
}

AttributeValue text_or_absent(std::string text)
{
    return text.empty() ? AttributeValue{} : AttributeValue{std::move(text)};
}

/// Events that several sources know of are several records.
std::string counted_in(const InterventionLayer& layer)
{
    return layer.layer->sources.size() > 1 ? "records" : "incidents";
}

/// The later months of the pairs that take no part.
AttributeValue months_left_out_of(const InterventionLayer& layer)
{
    std::string months;
    for (const MonthEvidence& month : layer.months) {
        if (!month.not_supplied.empty()) {
            months += (months.empty() ? "" : "; ") + to_string(month.after);
        }
    }
    return text_or_absent(std::move(months));
}

Cells rough_places_of(const InterventionLayer& layer)
{
    return layer.rough_places ? Cells{*layer.rough_places} : Cells(1);
}

/// control, control_by.
Cells control_of(const InterventionEvidence& evidence)
{
    const project::Intervention& intervention = *evidence.intervention;
    if (!evidence.control_reason.empty()) {
        return Cells(2);
    }
    if (intervention.control_path) {
        return {redact_connection(*intervention.control_path), "file"};
    }
    std::string codes;
    for (const NamedArea& area : evidence.control.areas) {
        codes += (codes.empty() ? "" : "; ") + area.code;
    }
    return {text_or_absent(std::move(codes)), evidence.matched ? "matched" : "named"};
}

/// did_ratio, did_low, did_high, did_p, dispersion, half_was_added, wdd, wdd_low, wdd_high.
Cells comparison_of(const Part& part)
{
    Cells cells(9);
    if (part.change != nullptr && *part.change) {
        const stats::DifferenceInDifferences& change = **part.change;
        cells[0] = change.ratio;
        cells[1] = change.low;
        cells[2] = change.high;
        cells[3] = change.p;
        cells[4] = change.dispersion;
        cells[5] = std::int64_t{change.half_was_added};
    }
    if (part.displacement != nullptr && *part.displacement) {
        const stats::DisplacementDifference& displacement = **part.displacement;
        cells[6] = displacement.difference;
        cells[7] = displacement.low;
        cells[8] = displacement.high;
    }
    return cells;
}

AttributeValue sentence_of(const Part& part, const InterventionEvidence& evidence,
                           const InterventionLayer& layer)
{
    if (part.polygons == &evidence.treated.polygons) {
        return intervention_sentence(evidence, layer);
    }
    return part.polygons == &evidence.ring ? text_or_absent(ring_sentence(evidence, layer))
                                           : AttributeValue{};
}

void add_layer(const InterventionEvidence& evidence, const InterventionLayer& layer,
               FeatureTable& table)
{
    const project::Intervention& intervention = *evidence.intervention;
    for (const Part& part : parts_of(evidence, layer)) {
        Cells row{fmt::format("{}.{}.{}", intervention.id, layer.layer->id, part.name),
                  intervention.id,
                  intervention.title.value_or(intervention.id),
                  layer.layer->id,
                  part.name,
                  area_m2(*part.polygons) / kSquareMetresPerKm2};
        append(row, months_of(evidence, layer));
        row.emplace_back(static_cast<std::int64_t>(layer.compared));
        row.push_back(months_left_out_of(layer));
        row.emplace_back(counted_in(layer));
        append(row, counts_of(part, layer));
        append(row, comparison_of(part));
        append(row, rough_places_of(layer));
        append(row, control_of(evidence));
        row.push_back(text_or_absent(fmt::format("{}", fmt::join(evidence.notes, "; "))));
        row.push_back(sentence_of(part, evidence, layer));
        table.rows.push_back(std::move(row));
        table.geometry.push_back(*part.polygons);
    }
}

}  // namespace

FeatureTable intervention_table(const std::vector<InterventionEvidence>& interventions)
{
    FeatureTable table;
    table.name = kInterventions;
    table.columns = {{"code", ColumnType::text},
                     {"intervention", ColumnType::text},
                     {"title", ColumnType::text},
                     {"layer", ColumnType::text},
                     {"part", ColumnType::text},
                     {"area_km2", ColumnType::real},
                     {"after_from", ColumnType::text},
                     {"after_to", ColumnType::text},
                     {"before_from", ColumnType::text},
                     {"before_to", ColumnType::text},
                     {"months_compared", ColumnType::integer},
                     {"months_left_out", ColumnType::text},
                     {"counted", ColumnType::text},
                     {"before", ColumnType::integer},
                     {"after", ColumnType::integer},
                     {"did_ratio", ColumnType::real},
                     {"did_low", ColumnType::real},
                     {"did_high", ColumnType::real},
                     {"did_p", ColumnType::real},
                     {"dispersion", ColumnType::real},
                     {"half_was_added", ColumnType::integer},
                     {"wdd", ColumnType::real},
                     {"wdd_low", ColumnType::real},
                     {"wdd_high", ColumnType::real},
                     {"rough_places", ColumnType::real},
                     {"control", ColumnType::text},
                     {"control_by", ColumnType::text},
                     {"notes", ColumnType::text},
                     {"sentence", ColumnType::text}};
    for (const InterventionEvidence& evidence : interventions) {
        for (const InterventionLayer& layer : evidence.layers) {
            add_layer(evidence, layer, table);
        }
    }
    return table;
}

}  // namespace heatward::pipeline
