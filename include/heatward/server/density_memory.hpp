#pragma once

#include <cstddef>

namespace heatward::server {

/// How much memory the densities of one run may take: what the run's incidents leave of
/// kRunBytes: see docs/PERFORMANCE.md for ten million of them.
struct DensityMemory {
    std::size_t cache_bytes;           ///< of prepared densities that are kept for the next request
    std::size_t moving_cache_bytes;    ///< of those under a moving window. A slider that is played
                                       ///< asks for hundreds, each for a moment: they push out one
                                       ///< another, never the layers themselves
    std::size_t most_gathered_points;  ///< by each picture that is being drawn
};

/// A run's incidents, what is prepared from them and maps::kGatheredTogether points being drawn.
/// The program itself takes 65 MB more; so does, while it is drawn, a single piece of more points
/// than those, by maps::kGatheredPointBytes for each (docs/PERFORMANCE.md).
inline constexpr std::size_t kRunBytes = 496ULL << 20;

/// For a run whose incidents take `table_bytes`, drawn by that many threads (0: all cores). The
/// caches have at least 32 and 4 MiB however many the incidents.
DensityMemory density_memory(std::size_t table_bytes, unsigned threads);

/// The most incidents that a density of a table of `table_rows` keeps points of in a cache of that
/// size: two such densities fit, with the bitmaps of what they select.
std::size_t most_kept_points(std::size_t cache_bytes, std::size_t table_rows);

}  // namespace heatward::server
