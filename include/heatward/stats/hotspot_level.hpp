#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <variant>

#include "heatward/core/grid.hpp"

namespace heatward::stats {

/// The densest cells that together take at most this share of the study area.
struct ShareOfArea {
    double share = 0.01;
};

/// Cells at or above a density, in the surface's unit.
struct MinimumDensity {
    double density = 0;
};

/// The fewest densest cells that hold at least this share of the incidents.
struct ShareOfIncidents {
    double share = 0.25;
};

using HotspotRule = std::variant<ShareOfArea, MinimumDensity, ShareOfIncidents>;

/// A surface and what is known of its cells.
struct HotspotSurface {
    const Raster<double>& density;   ///< NaN: no value
    const Raster<double>& coverage;  ///< share of each cell in the study area, same frame
    /// incidents in each cell, for ShareOfIncidents (cell_counts.hpp); else may be empty
    std::span<const std::uint32_t> incidents;
};

/// The density from which on a cell belongs to a hotspot. Only cells with a density above
/// 0 that the study area covers are looked at. Cells of one density stand or fall together:
/// - ShareOfArea: the lowest density at which the cells at or above it, weighted
///   by coverage, take at most share · study area. Where the densest cells alone, tied,
///   already take more, they are the hotspots nonetheless.
/// - ShareOfIncidents: the highest density at which the cells at or above it hold
///   at least share · all incidents of covered cells; incidents in cells of density 0 cannot
///   be held, and where too many are, the lowest density above 0.
/// Nothing where no cell qualifies or no incident is given. Throws DataError
/// for a share outside (0, 1], a density that is not above 0, or frames and
/// lengths that differ.
std::optional<double> hotspot_level(const HotspotSurface& surface, const HotspotRule& rule);

}  // namespace heatward::stats
