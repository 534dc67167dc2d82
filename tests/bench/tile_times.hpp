#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <vector>

#include <benchmark/benchmark.h>

#include "heatward/core/tile_id.hpp"

namespace heatward::bench {

inline double median_of(std::vector<double>& values)
{
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

/// Draws every tile once an iteration. Counters: their number, the median of the tiles' times and
/// the longest, each tile's own time being its median.
template <class Draw>
void time_tiles(benchmark::State& state, const std::vector<TileId>& tiles, const Draw& draw)
{
    using Clock = std::chrono::steady_clock;
    std::vector<std::vector<double>> times_ms(tiles.size());
    for (auto _ : state) {
        for (std::size_t i = 0; i < tiles.size(); ++i) {
            const Clock::time_point start = Clock::now();
            benchmark::DoNotOptimize(draw(tiles[i]));
            times_ms[i].push_back(
                std::chrono::duration<double, std::milli>(Clock::now() - start).count());
        }
    }
    std::vector<double> medians;
    for (std::vector<double>& times : times_ms) {
        medians.push_back(median_of(times));
    }
    state.counters["tiles"] = static_cast<double>(tiles.size());
    state.counters["longest_ms"] = *std::max_element(medians.begin(), medians.end());
    state.counters["median_ms"] = median_of(medians);
}

/// The tile of a zoom that holds a place of the web mercator plane.
inline TileId tile_holding(int zoom, double x, double y)
{
    const double side = pixel_size_at(zoom) * kTileSize;
    return {zoom, static_cast<std::uint32_t>((x + kMercatorHalfWidth) / side),
            static_cast<std::uint32_t>((kMercatorHalfWidth - y) / side)};
}

/// Adds a tile that is not among them.
inline void add_tile(std::vector<TileId>& tiles, const TileId& tile)
{
    if (std::find(tiles.begin(), tiles.end(), tile) == tiles.end()) {
        tiles.push_back(tile);
    }
}

}  // namespace heatward::bench
