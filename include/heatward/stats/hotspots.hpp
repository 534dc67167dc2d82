#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "heatward/core/grid.hpp"
#include "heatward/core/polygon.hpp"
#include "heatward/stats/hotspot_level.hpp"

namespace heatward::stats {

struct HotspotOptions {
    HotspotRule rule = ShareOfArea{};
    int min_cells = 4;  ///< smaller groups are dropped
};

/// A 4-connected group of cells at or above the level.
struct Hotspot {
    std::int32_t rank = 0;  ///< 1: the largest density
    std::size_t cells = 0;
    double area_km2 = 0;          ///< of the outline: cells × cell area
    double covered_area_km2 = 0;  ///< the part of it in the study area
    double density_max = 0;
    Polygon<ProjectedPoint> outline;  ///< along cell borders, see cell_outline.hpp
};

struct Hotspots {
    std::optional<double> level;     ///< the density from which on a cell counts
    std::vector<Hotspot> hotspots;   ///< by rank
    Raster<std::int32_t> labels;     ///< each cell's rank, 0 outside hotspots
    std::size_t dropped_groups = 0;  ///< groups below min_cells
    std::size_t dropped_cells = 0;   ///< the cells in them
};

/// The places where the density is at or above the level of `options.rule`
/// (hotspot_level). Ranked by largest density, ties by the position of its cell, north to
/// south and then west to east. Cell borders must be in project metres.
Hotspots find_hotspots(const HotspotSurface& surface, const HotspotOptions& options);

}  // namespace heatward::stats
