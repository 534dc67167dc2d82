#include "heatward/server/density_memory.hpp"

#include <algorithm>
#include <cstdint>
#include <thread>

#include "heatward/core/row_set.hpp"
#include "heatward/maps/density_layer.hpp"

namespace heatward::server {
namespace {

/// Of all threads together while they draw from incidents that are not kept as points.
constexpr std::size_t kDrawingBytes = maps::kGatheredTogether * maps::kGatheredPointBytes;

/// Of a point that is kept: 44 in columns and 48 for each run of 64 of them; and of a layer however
/// few its points.
constexpr std::size_t kKeptPointBytes = 45;
constexpr std::size_t kLayerBytes = 4096;

/// Fewer would make drawing slow where there are many threads.
constexpr std::size_t kFewestGatheredPoints = 1 << 16;

constexpr std::size_t kLeastCacheBytes = 32ULL << 20;

/// The moving windows' part of both caches.
constexpr std::size_t kMovingPart = 8;

}  // namespace

DensityMemory density_memory(std::size_t table_bytes, unsigned threads)
{
    const std::size_t drawing =
        threads == 0 ? std::max(1U, std::thread::hardware_concurrency()) : threads;
    const std::size_t taken = table_bytes + kDrawingBytes;
    const std::size_t left = kRunBytes - std::min(kRunBytes, taken);
    const std::size_t cache = std::max(left / (kMovingPart + 1) * kMovingPart, kLeastCacheBytes);
    return {cache, cache / kMovingPart,
            std::clamp(maps::kGatheredTogether / drawing, kFewestGatheredPoints,
                       maps::kGatheredPoints)};
}

std::size_t most_kept_points(std::size_t cache_bytes, std::size_t table_rows)
{
    const std::size_t bitmap =
        (table_rows + RowSet::kWordRows - 1) / RowSet::kWordRows * sizeof(std::uint64_t);
    const std::size_t layer = cache_bytes / 2;
    const std::size_t left = layer - std::min(layer, bitmap + kLayerBytes);
    return std::min(maps::kKeptPoints, left / kKeptPointBytes);
}

}  // namespace heatward::server
