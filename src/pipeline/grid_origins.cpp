#include "grid_origins.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "column_figures.hpp"
#include "heatward/project/weight.hpp"
#include "heatward/stats/moved_lattices.hpp"
#include "layer_columns.hpp"

namespace heatward::pipeline {
namespace {

/// Incidents that count, those that follow each other at one place as one.
std::vector<stats::PlaceWeight> held_places(const AnalysisInput& input,
                                            const LayerAnalysis& analysis)
{
    const IncidentTable& incidents = *input.incidents;
    std::vector<double> weights(input.project->categories.size(), 0);
    for (const std::string& id : analysis.layer->categories) {
        const std::uint16_t category = *input.project->category_index(id);
        weights[category] = project::weight_of(*input.project, *analysis.layer, category);
    }
    std::vector<stats::PlaceWeight> places;
    for (const std::uint32_t i : analysis.rows) {
        const ProjectedPoint place{incidents.x[i], incidents.y[i]};
        if (places.empty() || !(places.back().place == place)) {
            places.push_back({place, 0});
        }
        places.back().weight += weights[incidents.category[i]];
    }
    return places;
}

/// The centre of a cell, from its outline.
ProjectedPoint centre_of(const gis::AreaRecord& cell)
{
    const auto& outline = cell.polygons.front().exterior;
    ProjectedPoint sum{0, 0};
    for (const ProjectedPoint& corner : outline) {
        sum = {sum.x + corner.x, sum.y + corner.y};
    }
    const auto corners = static_cast<double>(outline.size());
    return {sum.x / corners, sum.y / corners};
}

std::optional<double> median(std::vector<double> shares)
{
    if (shares.empty()) {
        return std::nullopt;
    }
    std::sort(shares.begin(), shares.end());
    const std::size_t half = shares.size() / 2;
    return shares.size() % 2 == 1 ? shares[half] : (shares[half - 1] + shares[half]) / 2;
}

}  // namespace

std::optional<OriginStability> add_grid_origins(const AnalysisInput& input,
                                                const LayerAnalysis& analysis,
                                                const AreaSetData& set, FeatureTable& table)
{
    const project::AreaSet* const description = input.project->find_area_set(set.id);
    if (description == nullptr || !description->grid) {
        return std::nullopt;
    }
    const std::string prefix = column_prefix(analysis.layer->id);
    const auto counts = column_figures(table, prefix + "count");
    std::vector<std::size_t> cells;
    std::vector<ProjectedPoint> centres;
    for (std::size_t i = 0; i < set.areas.size(); ++i) {
        if (counts[i] > 0) {
            cells.push_back(i);
            centres.push_back(centre_of(set.areas[i]));
        }
    }
    const auto shape = description->grid->shape == project::CellShape::square
                           ? stats::LatticeShape::square
                           : stats::LatticeShape::hexagon;
    const auto lattices = stats::moved_lattices(shape, description->grid->size_m);
    const auto places = held_places(input, analysis);
    OriginStability stability;
    stability.lattices = lattices.size();
    stability.top = static_cast<std::size_t>(
        std::max(1.0, std::round(kTopShareOfCells * static_cast<double>(set.areas.size()))));
    const auto shares =
        stats::top_share_over_lattices(lattices, places, centres, stability.top, input.threads);
    const auto is_own_top = stats::top_share_over_lattices(std::span(lattices).first(1), places,
                                                           centres, stability.top, input.threads);
    std::vector<double> column(set.areas.size(), std::numeric_limits<double>::quiet_NaN());
    std::vector<double> of_top;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        column[cells[i]] = shares[i];
        if (is_own_top[i] > 0) {
            of_top.push_back(shares[i]);
        }
    }
    stability.cells = of_top.size();
    stability.stable = static_cast<std::size_t>(std::count_if(
        of_top.begin(), of_top.end(), [](double share) { return share >= kStableShare; }));
    stability.median = median(std::move(of_top));
    table.add_column({prefix + "top_origins_share", ColumnType::real}, real_cells(column));
    return stability;
}

}  // namespace heatward::pipeline
