#include "grid_origins.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <string>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "column_figures.hpp"
#include "heatward/project/weight.hpp"
#include "heatward/stats/moved_lattices.hpp"
#include "html_table.hpp"
#include "layer_columns.hpp"

namespace heatward::pipeline {
namespace {

/// The grid itself first.
std::vector<stats::CellLattice> lattices_of(const project::CellGrid& grid)
{
    const auto shape = grid.shape == project::CellShape::square ? stats::LatticeShape::square
                                                                : stats::LatticeShape::hexagon;
    return stats::moved_lattices(shape, grid.size_m);
}

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

/// The set's cells with an incident.
struct HeldCells {
    std::vector<std::size_t> rows;
    std::vector<double> counts;
    std::vector<double> weights;  ///< what they are ranked by
    std::vector<ProjectedPoint> centres;
};

HeldCells held_cells(const AreaSetData& set, const std::vector<double>& counts,
                     const std::vector<double>& weights)
{
    HeldCells cells;
    for (std::size_t i = 0; i < set.areas.size(); ++i) {
        if (counts[i] > 0) {
            cells.rows.push_back(i);
            cells.counts.push_back(counts[i]);
            cells.weights.push_back(weights[i]);
            cells.centres.push_back(centre_of(set.areas[i]));
        }
    }
    return cells;
}

/// Why the cells on top of the project's own grid, of so many places, are none to be followed
/// through others; empty where they are.
std::string refusal_of(const std::vector<double>& counts_on_top, std::size_t places,
                       const project::Layer& layer)
{
    const auto least = std::min_element(counts_on_top.begin(), counts_on_top.end());
    if (least != counts_on_top.end() && *least <= 1) {
        return fmt::format("a cell with a single {} is among the first {} ({:.0f} %)",
                           layer.sources.size() > 1 ? "record" : "incident", number(places),
                           100 * kTopShareOfCells);
    }
    if (static_cast<double>(counts_on_top.size()) >
        (1 + kMostTiedShare) * static_cast<double>(places)) {
        return fmt::format("{} cells are level with the last of the first {} ({:.0f} %) or above",
                           number(counts_on_top.size()), number(places), 100 * kTopShareOfCells);
    }
    return {};
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

/// Of figures of the cells with an incident those of the cells on top of the project's own grid.
std::vector<double> of_top(const std::vector<double>& figures, const std::vector<double>& own_top)
{
    std::vector<double> on_top;
    for (std::size_t i = 0; i < figures.size(); ++i) {
        if (own_top[i] > 0) {
            on_top.push_back(figures[i]);
        }
    }
    return on_top;
}

/// How many cells are above the one at that place, the first being 1; of fewer cells above the
/// last.
std::size_t above_place(std::vector<double> weights, std::size_t place)
{
    constexpr double kRounding = 1e-9;  // of sums of harm in another order
    if (weights.empty()) {
        return 0;
    }
    const auto at =
        weights.begin() + static_cast<std::ptrdiff_t>(std::min(place, weights.size())) - 1;
    std::nth_element(weights.begin(), at, weights.end(), std::greater<>());
    const double level = *at * (1 + kRounding);
    return static_cast<std::size_t>(std::count_if(weights.begin(), weights.end(),
                                                  [&](double weight) { return weight > level; }));
}

/// Shares of lattices in which the cells on top are so.
void describe(std::vector<double> shares, OriginStability& stability)
{
    stability.stable = static_cast<std::size_t>(std::count_if(
        shares.begin(), shares.end(), [](double share) { return share >= kStableShare; }));
    stability.median = median(std::move(shares));
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
    const bool is_by_harm = analysis.layer->weight == project::Weight::harm;
    const HeldCells cells =
        held_cells(set, column_figures(table, prefix + "count"),
                   column_figures(table, prefix + (is_by_harm ? "harm" : "count")));
    const auto lattices = lattices_of(*description->grid);
    const auto places = held_places(input, analysis);
    OriginStability stability;
    stability.lattices = lattices.size();
    stability.one_percent = static_cast<std::size_t>(
        std::max(1.0, std::round(kTopShareOfCells * static_cast<double>(set.areas.size()))));
    const auto shares_over = [&](std::size_t first) {
        return stats::top_share_over_lattices(std::span(lattices).first(first), places,
                                              cells.centres, stability.top, input.threads);
    };
    std::vector<double> own_top;
    const auto try_top = [&](std::size_t top) {
        stability.top = top;
        own_top = shares_over(1);
        const auto counts_on_top = of_top(cells.counts, own_top);
        stability.cells = counts_on_top.size();
        stability.reason = refusal_of(counts_on_top, top, *analysis.layer);
        return stability.reason.empty();
    };
    if (!try_top(stability.one_percent)) {
        const OriginStability refused = stability;
        const std::size_t fewer = above_place(cells.weights, stability.one_percent);
        if (fewer >= kFewestOnTop && !try_top(fewer)) {
            stability = refused;
        }
    }
    std::vector<double> column(set.areas.size(), std::numeric_limits<double>::quiet_NaN());
    if (stability.reason.empty()) {
        const auto shares = shares_over(lattices.size());
        for (std::size_t i = 0; i < cells.rows.size(); ++i) {
            column[cells.rows[i]] = shares[i];
        }
        describe(of_top(shares, own_top), stability);
    }
    table.add_column({prefix + "top_origins_share", ColumnType::real}, real_cells(column));
    return stability;
}

}  // namespace heatward::pipeline
