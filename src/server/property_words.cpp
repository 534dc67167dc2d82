#include "property_words.hpp"

#include <algorithm>
#include <array>
#include <span>

#include <fmt/format.h>

#include "heatward/core/named_collection.hpp"

namespace heatward::server {

namespace {

struct Words {
    std::string_view property;
    std::string_view title;
    std::string_view description;
    std::string_view unit;
};

constexpr std::array<Words, 11> kOfIncidents{{
    {"source", "Source", "Id of the source that supplied the record.", ""},
    {"file", "File", "The source's file that the record stands in.", ""},
    {"row", "Row", "Number of the record in its file, 1 the first after the header.", ""},
    {"category", "Category", "Id of the project's category; absent where none fits.", ""},
    {"time", "Time",
     "By the project's wall clock, as finely as it is known: a month, a day, an hour or a minute. "
     "Filters compare it as the interval that it stands for.",
     ""},
    {"time_begin", "Begin of the time",
     "First minute that the time may lie in, by the project's wall clock.", ""},
    {"time_end", "End of the time",
     "First minute after those that the time may lie in, by the project's wall clock.", ""},
    {"precision", "Precision of the time",
     "How finely the time is known: minute, hour, day or month.", ""},
    {"level", "Located by", "What the record was located by, from its coordinate to its area.", ""},
    {"uncertainty_m", "Uncertainty of the place",
     "Radius about the point that holds the true place with 95 %.", "m"},
    {"in_study_area", "In the study area", "Whether the point lies in the study area.", ""},
}};

constexpr std::array<Words, 9> kOfHotspots{{
    {"layer", "Layer", "Id of the layer that the hotspot is of.", ""},
    {"rank", "Rank", "Within the layer, 1 the largest density.", "1"},
    {"count", "Incidents", "In the hotspot in the layer's period.", "1"},
    {"harm", "Harm", "Sum of the incidents' harm in the layer's period.", "1"},
    {"area_km2", "Area", "Of the outline, whole cells.", "km2"},
    {"density_max", "Largest density", "Of the hotspot's cells, annual, in the layer's unit.",
     "km-2.a-1"},
    {"pai", "Prediction accuracy index",
     "Share of the layer's incidents over the share of the study area.", "1"},
    {"wards", "Wards", "Names of the areas under it, the largest overlap first.", ""},
    {"ward_codes", "Codes of wards", "Codes of the areas under it, likewise.", ""},
}};

constexpr auto kOfInterventions = std::to_array<Words>({
    {"code", "Code", "Ids of intervention and layer, and the part, joined by points.", ""},
    {"intervention", "Intervention", "Id of the intervention.", ""},
    {"title", "Title", "The intervention's title, or its id.", ""},
    {"layer", "Layer", "Id of the layer whose figures these are.", ""},
    {"part", "Part", "Which place the outline is: treated, ring or control.", ""},
    {"area_km2", "Area", "Of the outline.", "km2"},
    {"after_from", "First month", "Of the intervention, as YYYY-MM.", ""},
    {"after_to", "Last month compared", "Of this layer, as YYYY-MM; absent where none was.", ""},
    {"before_from", "First month before", "Of those it is held against, as YYYY-MM.", ""},
    {"before_to", "Last month before", "Of those it is held against, as YYYY-MM.", ""},
    {"months_compared", "Months compared",
     "Those that every source of the layer supplied both times.", "mo"},
    {"months_left_out", "Months left out",
     "Those of the intervention's months, as YYYY-MM, that a source lacks, or whose month before "
     "it lacks: missing, not quiet. Absent where there is none.",
     ""},
    {"before", "Incidents before", "In the place in the months compared.", "1"},
    {"after", "Incidents after", "In the place in the months compared.", "1"},
    {"did_ratio", "Difference in differences",
     "The place's course over the control's; below 1: fewer than expected. Absent of the control.",
     "1"},
    {"did_low", "Difference in differences, lower limit", "Lower 95 % limit of the ratio.", "1"},
    {"did_high", "Difference in differences, upper limit", "Upper 95 % limit of the ratio.", "1"},
    {"did_p", "Difference in differences, p", "Two-sided.", "1"},
    {"dispersion", "Dispersion",
     "Of the ratio: above 1 months vary more than chance counts would, and the limits are wider.",
     "1"},
    {"half_was_added", "Half was added",
     "1 where half an incident was added to each sum for the ratio, as one was 0; else 0.", ""},
    {"wdd", "Weighted displacement difference",
     "Incidents that the place changed by beyond the control; below 0: fewer. Absent of the "
     "control.",
     "1"},
    {"wdd_low", "Weighted displacement difference, lower limit", "Lower 95 % limit.", "1"},
    {"wdd_high", "Weighted displacement difference, upper limit", "Upper 95 % limit.", "1"},
    {"rough_places", "Share of rough places",
     "Of these incidents, those whose place is not known to within the ring's width; above 0.5 "
     "figures of the ring say nothing. Absent without a ring.",
     "1"},
    {"control", "Control area",
     "Codes of the areas that make up the control, or the file of its polygons; absent where there "
     "is none.",
     ""},
    {"counted", "Counted", "Incidents, or records where several sources may know of one event.",
     ""},
    {"notes", "Others at work", "Other interventions in the same places and months.", ""},
    {"control_by", "Control chosen by",
     "named (codes in the project), file (polygons), or matched (by the program, as those most "
     "alike before).",
     ""},
    {"sentence", "In words",
     "What the layer shows of the treated area, or of the ring; absent of the control.", ""},
});

constexpr std::array<Words, 5> kOfAreas{{
    {"code", "Code", "The area's code in its set.", ""},
    {"name", "Name", "The area's name.", ""},
    {"parent", "Parent", "Code of the area that it lies in.", ""},
    {"population", "Population", "Residents; absent where they are not known.", "1"},
    {"lies_in", "Lies in",
     "Name of the ward that holds the cell's centre or else most of it; absent where none does.",
     ""},
}};

/// Behind "<layer>_", of every area set.
constexpr auto kOfLayers = std::to_array<Words>({
    {"count", "incidents", "Those inside the area, total of the layer's period.", "1"},
    {"rate_per_1000", "rate per 1,000 residents",
     "Incidents per 1,000 residents per year; absent without residents.", "10*-3.a-1"},
    {"rate_low", "rate, lower limit", "Lower 95 % limit of the rate.", "10*-3.a-1"},
    {"rate_high", "rate, upper limit", "Upper 95 % limit of the rate.", "10*-3.a-1"},
    {"harm", "harm", "Sum of the incidents' harm, total of the layer's period.", "1"},
    {"density_mean", "mean density", "Mean of the surface over the area, annual.", "km-2.a-1"},
    {"density_max", "largest density", "Largest of the surface in the area, annual.", "km-2.a-1"},
    {"hotspot_share", "share in hotspots", "Share of the area's surface that lies in hotspots.",
     "1"},
    {"rank", "rank", "1 the largest count (harm, of layers weighted by it) of the set.", "1"},
    {"eb_rate_per_1000", "empirical Bayes rate",
     "The rate, drawn towards that of all areas the more the fewer residents it is of.",
     "10*-3.a-1"},
    {"eb_parent_rate_per_1000", "empirical Bayes rate within the parent",
     "The rate, drawn towards that of the areas of the same parent.", "10*-3.a-1"},
    {"funnel", "position in the funnel",
     "Whether the count is more or less than chance makes of the whole's rate.", ""},
    {"gi_star_z", "Gi*", "Standard score of the area with its neighbours (Getis and Ord).", "1"},
    {"gi_star_p", "Gi*, p", "Two-sided, of the standard normal, of this area alone.", "1"},
    {"gi_star_p_permutation", "Gi*, p by permutation",
     "Two-sided, of values dealt anew to the neighbours.", "1"},
    {"gi_star_p_bh", "Gi*, p adjusted", "Adjusted for the number of areas: go by this one.", "1"},
    {"local_moran_i", "local Moran", "Likeness of the area to its neighbours (Anselin).", "1"},
    {"local_moran_z", "local Moran, standard score", "Given the area's own value.", "1"},
    {"local_moran_p", "local Moran, p", "Two-sided, of this area alone.", "1"},
    {"local_moran_p_permutation", "local Moran, p by permutation",
     "Two-sided, of values dealt anew to the neighbours.", "1"},
    {"local_moran_p_bh", "local Moran, p adjusted",
     "Adjusted for the number of areas: go by this one.", "1"},
    {"local_moran_quadrant", "local Moran, quadrant",
     "High or low among neighbours that are high or low.", ""},
    {"change_before", "incidents a year earlier",
     "Those of the same months of the year before as the ones compared, as far as both were "
     "supplied.",
     "1"},
    {"change_after", "incidents of the months compared",
     "Of the last year of the layer's period, months that the year before has too.", "1"},
    {"change_ratio", "change", "The later count over the earlier; absent over an earlier 0.", "1"},
    {"change_low", "change, lower limit", "Lower 95 % limit of the ratio.", "1"},
    {"change_high", "change, upper limit", "Upper 95 % limit of the ratio.", "1"},
    {"change_p", "change, p", "Two-sided, exact, of this area alone.", "1"},
    {"change_p_bh", "change, p adjusted", "Adjusted for the number of areas: go by this one.", "1"},
    {"trend_z", "trend", "Standard score of Mann-Kendall's test of up to 36 months.", "1"},
    {"trend_p", "trend, p", "Two-sided, of this area alone.", "1"},
    {"trend_p_bh", "trend, p adjusted", "Adjusted for the number of areas: go by this one.", "1"},
    {"trend", "kind of trend",
     "Emerging (rising), fading (falling) or persistent (hot for years without either).", ""},
    {"months_missing", "months missing",
     "Of the layer's period, those that a source did not supply, summed over the sources; the same "
     "for every area.",
     "1"},
    {"cases", "cases", "Those inside the area, total of the layer's period.", "1"},
    {"controls", "controls", "Those inside the area, total of the layer's period.", "1"},
    {"risk", "relative risk", "The area's share of all cases over its share of all controls.", "1"},
    {"risk_low", "relative risk, lower limit", "Lower 95 % limit.", "1"},
    {"risk_high", "relative risk, upper limit", "Upper 95 % limit; absent without controls.", "1"},
    {"risk_p", "relative risk, p", "Two-sided, of this area alone.", "1"},
    {"risk_p_bh", "relative risk, p adjusted", "Adjusted for the number of areas: go by this one.",
     "1"},
    {"raised_share", "share with raised risk",
     "Share of the area where the surface is higher than chance has it (two-sided 5 %).", "1"},
    {"lowered_share", "share with lowered risk",
     "Share of the area where the surface is lower than chance has it (two-sided 5 %).", "1"},
    {"harm_per_1000", "harm per 1,000 residents",
     "Harm per 1,000 residents per year; absent without residents.", "10*-3.a-1"},
    {"rank_low", "rank, best",
     "Best rank of the 95 % interval: incidents drawn anew 1,000 times; absent without incidents.",
     "1"},
    {"rank_high", "rank, worst",
     "Worst rank of the 95 % interval: incidents drawn anew 1,000 times; absent without incidents.",
     "1"},
    {"top_share", "share of draws on top", "Share of draws in which it is among the top.", "1"},
    {"top_stability", "place among the top",
     "firm: in at least 95 % of draws; fragile: in 5 to 95 %; absent below.", ""},
    {"top_by", "on top by",
     "Measures by which it is among the top: count, rate, harm, eb_rate (empirical Bayes).", ""},
    {"second_count", "incidents, second definition",
     "Incidents of the layer's second categories, total of its period.", "1"},
    {"second_rank", "rank, second definition", "1 the largest by the second definition.", "1"},
    {"top_origins_share", "share of grids on top",
     "Share of grids, moved and turned, in which the cell at its centre is among the top 1 %.",
     "1"},
});

/// Of a collection that is no area set; empty for every other id.
std::span<const Words> words_of_named(std::string_view collection)
{
    if (collection == kHotspots) {
        return kOfHotspots;
    }
    if (collection == kInterventions) {
        return kOfInterventions;
    }
    return collection == kIncidents ? std::span<const Words>(kOfIncidents)
                                    : std::span<const Words>();
}

PropertyWords found(std::span<const Words> known, std::string_view property)
{
    for (const auto& words : known) {
        if (words.property == property) {
            return {std::string(words.title), std::string(words.description),
                    std::string(words.unit)};
        }
    }
    return {std::string(property), "As the collection has it.", ""};
}

}  // namespace

PropertyWords property_words(const ServedRun& run, std::string_view collection,
                             std::string_view property)
{
    if (const auto known = words_of_named(collection); !known.empty()) {
        return found(known, property);
    }
    for (const auto& layer : run.data().project.layers) {
        std::string prefix = layer.id + "_";
        std::replace(prefix.begin(), prefix.end(), '-', '_');
        const auto rest = property.starts_with(prefix) ? property.substr(prefix.size()) : "";
        const auto known = std::find_if(kOfLayers.begin(), kOfLayers.end(),
                                        [&](const Words& words) { return words.property == rest; });
        if (known != kOfLayers.end()) {
            auto words = found(kOfLayers, rest);
            words.title = fmt::format("{}: {}", layer.title, words.title);
            return words;
        }
    }
    return found(kOfAreas, property);
}

}  // namespace heatward::server
