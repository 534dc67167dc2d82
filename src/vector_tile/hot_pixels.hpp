#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "heatward/vector_tile/lattice.hpp"
#include "tile_window.hpp"

namespace heatward::vector_tile {

/// The hot pixels of a tile's window (Hobby 1999, "Practical segment intersection with finite
/// precision output"): the units that hold a vertex, and those where an edge meets one of the
/// tile's or its buffer's sides. Edges that pass through one go by way of its middle.
class HotPixels {
public:
    /// Steps per unit are 2^shift; points are in steps from the tile's corner.
    explicit HotPixels(int shift) : m_shift(shift) {}

    /// Makes the ring's pixels hot: call for all rings, then `finish`, then `rounded`.
    void add(std::span<const LatticePoint> ring);
    void finish();

    /// The ring in units by way of the hot pixels of the window; no vertex repeats the one before.
    [[nodiscard]] std::vector<UnitPoint> rounded(std::span<const LatticePoint> ring) const;

private:
    static constexpr int kBucketShift = 5;  ///< log2 of the units along a bucket's side
    static constexpr std::int64_t kBuckets =
        ((kWindowGreatest - kWindowLeast) >> kBucketShift) + 1;  ///< a side

    void add_pixel(const UnitPoint& pixel);
    void add_crossings(const LatticePoint& from, const LatticePoint& to);
    /// Appends the hot pixels between two places, without those of the places themselves.
    void append_between(const LatticePoint& from, const LatticePoint& to,
                        std::vector<UnitPoint>& line) const;
    void append_of_bucket(std::int64_t bucket, const LatticePoint& from, const LatticePoint& to,
                          std::vector<UnitPoint>& line) const;
    /// Whether the edge meets the pixel's square, that is open towards east and south.
    [[nodiscard]] bool passes(const LatticePoint& from, const LatticePoint& to,
                              const UnitPoint& pixel) const;
    /// First and last row of buckets that the edge may meet in a column of them.
    [[nodiscard]] std::array<std::int64_t, 2> bucket_rows(const LatticePoint& from,
                                                          const LatticePoint& to,
                                                          std::int64_t column) const;

    int m_shift;
    std::vector<std::uint64_t> m_keys;      ///< bucket, x and y of each, ascending, each once
    std::vector<std::uint32_t> m_first_of;  ///< one a bucket, and the end
};

}  // namespace heatward::vector_tile
