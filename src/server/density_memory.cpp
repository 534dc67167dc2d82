#include "heatward/server/density_memory.hpp"

#include <algorithm>
#include <thread>

#include "heatward/maps/density_layer.hpp"

namespace heatward::server {
namespace {

/// Of all threads together while they draw from incidents that are not kept as points.
constexpr std::size_t kDrawingBytes = 104ULL << 20;

/// Of a point that is gathered, with all that drawing it takes, and of one that is kept.
constexpr std::size_t kGatheredPointBytes = 200;
constexpr std::size_t kKeptPointBytes = 48;

/// Fewer would make drawing slow where there are many threads.
constexpr std::size_t kFewestGatheredPoints = 1 << 16;

constexpr std::size_t kLeastCacheBytes = 32ULL << 20;
constexpr std::size_t kMostCacheBytes = 512ULL << 20;

/// The moving windows' part of both caches.
constexpr std::size_t kMovingPart = 8;

}  // namespace

DensityMemory density_memory(std::size_t table_bytes, unsigned threads)
{
    const std::size_t drawing =
        threads == 0 ? std::max(1U, std::thread::hardware_concurrency()) : threads;
    const std::size_t taken = table_bytes + kDrawingBytes;
    const std::size_t left = kRunBytes - std::min(kRunBytes, taken);
    const std::size_t cache =
        std::clamp(left / (kMovingPart + 1) * kMovingPart, kLeastCacheBytes, kMostCacheBytes);
    return {cache, cache / kMovingPart,
            std::clamp(kDrawingBytes / drawing / kGatheredPointBytes, kFewestGatheredPoints,
                       maps::kGatheredPoints)};
}

std::size_t most_kept_points(std::size_t cache_bytes)
{
    return std::min(maps::kKeptPoints, cache_bytes / 2 / kKeptPointBytes);
}

}  // namespace heatward::server
