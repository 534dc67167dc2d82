#include "heatward/pipeline/hotspot_table.hpp"

#include <algorithm>
#include <map>

#include "heatward/core/named_collection.hpp"
#include "heatward/project/wards.hpp"
#include "heatward/stats/cell_counts.hpp"
#include "heatward/stats/coverage.hpp"
#include "heatward/stats/pai.hpp"

namespace heatward::pipeline {
namespace {

constexpr double kSquareMetresPerKm2 = 1e6;

/// Incidents of the layer inside one hotspot.
struct HotspotSums {
    std::int64_t count = 0;
    std::vector<std::uint64_t> by_category;  ///< by the project's categories
};

/// Entry r is that of rank r + 1.
std::vector<HotspotSums> sum_hotspots(const AnalysisInput& input, const LayerAnalysis& analysis)
{
    const stats::Hotspots& found = *analysis.hotspots;
    const IncidentTable& incidents = *input.incidents;
    std::vector<HotspotSums> sums(
        found.hotspots.size(),
        {0, std::vector<std::uint64_t>(input.project->categories.size(), 0)});
    for (const std::uint32_t i : analysis.rows) {
        const auto cell = stats::cell_of(found.labels.frame, incidents.x[i], incidents.y[i]);
        const std::int32_t rank = cell ? found.labels.values[*cell] : 0;
        if (rank > 0) {
            HotspotSums& hotspot = sums[static_cast<std::size_t>(rank - 1)];
            ++hotspot.count;
            ++hotspot.by_category[incidents.category[i]];
        }
    }
    return sums;
}

/// An area under a hotspot.
struct Overlap {
    std::size_t area = 0;
    double cells = 0;  ///< cells of the hotspot that it covers
};

/// The areas under each hotspot, largest overlap first, ties in the set's order.
std::vector<std::vector<Overlap>> overlaps(const stats::Hotspots& found, const AreaSetData& set)
{
    std::vector<std::vector<Overlap>> under(found.hotspots.size());
    const GridFrame& frame = found.labels.frame;
    for (std::size_t area = 0; area < set.areas.size(); ++area) {
        const Raster<double> coverage = stats::coverage_window(set.areas[area].polygons, frame);
        const auto first_row =
            static_cast<int>(frame.first_row_north - coverage.frame.first_row_north);
        const auto first_column =
            static_cast<int>(coverage.frame.first_column - frame.first_column);
        std::map<std::int32_t, double> cells;  // rank → cells
        for (int row = 0; row < coverage.frame.rows; ++row) {
            for (int column = 0; column < coverage.frame.columns; ++column) {
                const std::int32_t rank = found.labels.at(first_row + row, first_column + column);
                if (rank > 0 && coverage.at(row, column) > 0) {
                    cells[rank] += coverage.at(row, column);
                }
            }
        }
        for (const auto& [rank, covered] : cells) {
            under[static_cast<std::size_t>(rank - 1)].push_back({area, covered});
        }
    }
    for (auto& areas : under) {
        std::stable_sort(areas.begin(), areas.end(),
                         [](const Overlap& a, const Overlap& b) { return a.cells > b.cells; });
    }
    return under;
}

std::string joined(const std::vector<Overlap>& areas, const AreaSetData& set,
                   std::string gis::AreaRecord::*member)
{
    std::string text;
    for (const Overlap& overlap : areas) {
        text += (text.empty() ? "" : "; ") + set.areas[overlap.area].*member;
    }
    return text;
}

AttributeValue pai_of(const AnalysisInput& input, const LayerAnalysis& analysis,
                      const stats::Hotspot& hotspot, std::int64_t count)
{
    const auto pai = stats::prediction_accuracy_index(
        {static_cast<double>(count), static_cast<double>(analysis.rows.size()),
         hotspot.covered_area_km2, area_m2(*input.study_area) / kSquareMetresPerKm2});
    return pai ? AttributeValue{*pai} : AttributeValue{};
}

void add_layer(const AnalysisInput& input, const LayerAnalysis& analysis, const AreaSetData* wards,
               FeatureTable& table)
{
    const stats::Hotspots& found = *analysis.hotspots;
    const auto sums = sum_hotspots(input, analysis);
    const auto under = wards == nullptr ? std::vector<std::vector<Overlap>>(found.hotspots.size())
                                        : overlaps(found, *wards);
    for (std::size_t i = 0; i < found.hotspots.size(); ++i) {
        const stats::Hotspot& hotspot = found.hotspots[i];
        std::string names;
        std::string codes;
        if (wards != nullptr) {
            names = joined(under[i], *wards, &gis::AreaRecord::name);
            codes = joined(under[i], *wards, &gis::AreaRecord::code);
        }
        AttributeValue harm;
        if (const auto sum = harm_of(*input.project, *analysis.layer, sums[i].by_category)) {
            harm = *sum;
        }
        table.rows.push_back({analysis.layer->id, std::int64_t{hotspot.rank}, sums[i].count, harm,
                              hotspot.area_km2, hotspot.density_max,
                              pai_of(input, analysis, hotspot, sums[i].count), names, codes});
        table.geometry.push_back({hotspot.outline});
    }
}

}  // namespace

const AreaSetData* naming_set(const project::Project& project, const std::vector<AreaSetData>& sets)
{
    const auto* const wards = project::ward_set(project);
    const AreaSetData* naming = nullptr;
    for (const AreaSetData& set : sets) {
        if (wards != nullptr && set.id == wards->id) {
            return &set;
        }
        const auto* const described = project.find_area_set(set.id);
        if (described != nullptr && !described->grid) {
            naming = &set;
        }
    }
    return naming;
}

FeatureTable hotspot_table(const AnalysisInput& input, const std::vector<LayerAnalysis>& analyses,
                           const AreaSetData* wards)
{
    FeatureTable table;
    table.name = kHotspots;
    table.columns = {{"layer", ColumnType::text},     {"rank", ColumnType::integer},
                     {"count", ColumnType::integer},  {"harm", ColumnType::real},
                     {"area_km2", ColumnType::real},  {"density_max", ColumnType::real},
                     {"pai", ColumnType::real},       {"wards", ColumnType::text},
                     {"ward_codes", ColumnType::text}};
    for (const LayerAnalysis& analysis : analyses) {
        if (analysis.hotspots) {
            add_layer(input, analysis, wards, table);
        }
    }
    return table;
}

}  // namespace heatward::pipeline
