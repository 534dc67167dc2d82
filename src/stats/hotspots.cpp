#include "heatward/stats/hotspots.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "heatward/stats/cell_outline.hpp"
#include "lattice.hpp"

namespace heatward::stats {
namespace {

/// A 4-connected group of cells, in the order in which they were found.
struct Group {
    std::vector<std::size_t> cells;
    std::size_t densest = 0;  ///< the first of the densest cells, row by row
};

constexpr std::int32_t kUnseen = -1;

/// Labels of raster cells at or above the level are kUnseen, of others 0.
Raster<std::int32_t> mark_cells(const HotspotSurface& surface, double level)
{
    Raster<std::int32_t> marked(surface.density.frame, 0);
    for (std::size_t i = 0; i < marked.values.size(); ++i) {
        if (surface.density.values[i] >= level && surface.coverage.values[i] > 0) {
            marked.values[i] = kUnseen;
        }
    }
    return marked;
}

/// The group around `start`; its cells' marks are cleared.
Group take_group(std::size_t start, Raster<std::int32_t>& marked)
{
    const auto columns = static_cast<std::size_t>(marked.frame.columns);
    Group group;
    group.cells.push_back(start);
    marked.values[start] = 0;
    const auto take = [&](bool exists, std::size_t cell) {
        if (exists && marked.values[cell] == kUnseen) {
            marked.values[cell] = 0;
            group.cells.push_back(cell);
        }
    };
    for (std::size_t next = 0; next < group.cells.size(); ++next) {
        const std::size_t cell = group.cells[next];
        take(cell >= columns, cell - columns);
        take(cell + columns < marked.values.size(), cell + columns);
        take(cell % columns > 0, cell - 1);
        take(cell % columns + 1 < columns, cell + 1);
    }
    return group;
}

std::size_t densest_of(const std::vector<std::size_t>& cells, const std::vector<double>& density)
{
    return *std::min_element(cells.begin(), cells.end(), [&](std::size_t a, std::size_t b) {
        return std::pair(-density[a], a) < std::pair(-density[b], b);
    });
}

Hotspot describe(const Group& group, const HotspotSurface& surface)
{
    Hotspot hotspot;
    hotspot.cells = group.cells.size();
    double covered = 0;
    for (const std::size_t cell : group.cells) {
        covered += surface.coverage.values[cell];
    }
    const double cell_km2 = cell_area_km2(surface.density.frame);
    hotspot.area_km2 = static_cast<double>(hotspot.cells) * cell_km2;
    hotspot.covered_area_km2 = covered * cell_km2;
    hotspot.density_max = surface.density.values[group.densest];
    return hotspot;
}

}  // namespace

Hotspots find_hotspots(const HotspotSurface& surface, const HotspotOptions& options)
{
    Hotspots found;
    found.level = hotspot_level(surface, options.rule);
    found.labels = Raster<std::int32_t>(surface.density.frame, 0);
    if (!found.level) {
        return found;
    }
    Raster<std::int32_t> marked = mark_cells(surface, *found.level);
    std::vector<Group> groups;
    for (std::size_t i = 0; i < marked.values.size(); ++i) {
        if (marked.values[i] != kUnseen) {
            continue;
        }
        Group group = take_group(i, marked);
        if (group.cells.size() < static_cast<std::size_t>(std::max(0, options.min_cells))) {
            ++found.dropped_groups;
            found.dropped_cells += group.cells.size();
            continue;
        }
        group.densest = densest_of(group.cells, surface.density.values);
        groups.push_back(std::move(group));
    }
    const auto& density = surface.density.values;
    std::sort(groups.begin(), groups.end(), [&](const Group& a, const Group& b) {
        return std::pair(-density[a.densest], a.densest) <
               std::pair(-density[b.densest], b.densest);
    });
    for (const Group& group : groups) {
        Hotspot hotspot = describe(group, surface);
        hotspot.rank = static_cast<std::int32_t>(found.hotspots.size() + 1);
        for (const std::size_t cell : group.cells) {
            found.labels.values[cell] = hotspot.rank;
        }
        found.hotspots.push_back(std::move(hotspot));
    }
    auto outlines = cell_outlines(found.labels, static_cast<std::int32_t>(groups.size()));
    for (std::size_t i = 0; i < outlines.size(); ++i) {
        found.hotspots[i].outline = std::move(outlines[i]);
    }
    return found;
}

}  // namespace heatward::stats
