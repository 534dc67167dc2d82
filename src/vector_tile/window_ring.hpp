#pragma once

#include <vector>

#include "tile_window.hpp"

namespace heatward::vector_tile {

/// The ring's part within the tile's window (Sutherland & Hodgman 1974), in tile units:
/// one ring that runs along the window's sides where it was cut, with vertices wherever it touches
/// itself there. Where the ring has a vertex on the side that it is cut at, nothing is rounded.
std::vector<UnitPoint> ring_in_window(std::vector<UnitPoint> ring);

}  // namespace heatward::vector_tile
