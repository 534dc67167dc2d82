#include "heatward/stats/hotspot_level.hpp"

#include <algorithm>
#include <cstddef>
#include <vector>

#include <fmt/format.h>

#include "heatward/core/error.hpp"

namespace heatward::stats {
namespace {

/// Room for rounding where a share comes out even.
constexpr double kShareSlack = 1 + 1e-12;

void check_share(double share, const char* name)
{
    if (!(share > 0 && share <= 1)) {
        throw DataError(
            fmt::format("{} must lie above 0 and at most at 1, not at {}", name, share));
    }
}

void check_lengths(const HotspotSurface& surface)
{
    if (!(surface.density.frame == surface.coverage.frame)) {
        throw DataError("a surface and its study area's coverage must have the same cells");
    }
    if (!surface.incidents.empty() && surface.incidents.size() != surface.density.values.size()) {
        throw DataError("hotspots need a count of incidents for each cell");
    }
}

/// Covered cells with a density above 0, densest first.
std::vector<std::size_t> ordered_cells(const HotspotSurface& surface)
{
    const auto& density = surface.density.values;
    std::vector<std::size_t> cells;
    for (std::size_t i = 0; i < density.size(); ++i) {
        if (density[i] > 0 && surface.coverage.values[i] > 0) {
            cells.push_back(i);
        }
    }
    std::stable_sort(cells.begin(), cells.end(),
                     [&](std::size_t a, std::size_t b) { return density[a] > density[b]; });
    return cells;
}

/// Calls `visit(level, sum)` for each distinct density from the top, with the sum of `amount`
/// over the cells at or above it, until it answers false.
template <class Amount, class Visitor>
void walk_down(const HotspotSurface& surface, Amount&& amount, Visitor&& visit)
{
    const auto& density = surface.density.values;
    const std::vector<std::size_t> cells = ordered_cells(surface);
    double sum = 0;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        sum += amount(cells[i]);
        const bool is_tie_ended =
            i + 1 == cells.size() || density[cells[i + 1]] != density[cells[i]];
        if (is_tie_ended && !visit(density[cells[i]], sum)) {
            return;
        }
    }
}

std::optional<double> level_of(const HotspotSurface& surface, const ShareOfArea& rule)
{
    check_share(rule.share, "share_of_area");
    double study_area = 0;
    for (const double share : surface.coverage.values) {
        study_area += share;
    }
    const double budget = rule.share * study_area * kShareSlack;
    std::optional<double> level;
    walk_down(
        surface, [&](std::size_t cell) { return surface.coverage.values[cell]; },
        [&](double density, double area) {
            if (!level || area <= budget) {
                level = density;
            }
            return area <= budget;
        });
    return level;
}

std::optional<double> level_of(const HotspotSurface& surface, const MinimumDensity& rule)
{
    if (!(rule.density > 0)) {
        throw DataError(
            fmt::format("a hotspot's density must lie above 0, not at {}", rule.density));
    }
    const std::vector<std::size_t> cells = ordered_cells(surface);
    if (cells.empty() || surface.density.values[cells.front()] < rule.density) {
        return std::nullopt;
    }
    return rule.density;
}

std::optional<double> level_of(const HotspotSurface& surface, const ShareOfIncidents& rule)
{
    check_share(rule.share, "share_of_incidents");
    double all = 0;
    for (std::size_t i = 0; i < surface.incidents.size(); ++i) {
        all += surface.coverage.values[i] > 0 ? surface.incidents[i] : 0;
    }
    if (!(all > 0)) {
        return std::nullopt;
    }
    const double wanted = rule.share * all / kShareSlack;
    std::optional<double> level;
    walk_down(
        surface, [&](std::size_t cell) { return static_cast<double>(surface.incidents[cell]); },
        [&](double density, double held) {
            level = density;
            return held < wanted;
        });
    return level;
}

}  // namespace

std::optional<double> hotspot_level(const HotspotSurface& surface, const HotspotRule& rule)
{
    check_lengths(surface);
    return std::visit([&](const auto& chosen) { return level_of(surface, chosen); }, rule);
}

}  // namespace heatward::stats
