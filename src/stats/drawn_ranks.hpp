#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace heatward::stats {

/// Ranks many draws one after the other, with room that is kept between them.
class DrawnRanks {
public:
    /// Competition ranks of values of at least 0, 1 the largest, as competition_ranks gives them.
    /// Returns the rank of a value of 0, which is one more than there are values above it.
    std::uint32_t rank(std::span<const double> values, std::span<std::uint32_t> ranks);

private:
    /// A value's bits, which order values of at least 0 as the values do, and its place.
    struct Key {
        std::uint64_t bits;
        std::uint32_t place;
    };

    void sort_descending();

    std::vector<Key> m_keys;
    std::vector<Key> m_room;
};

}  // namespace heatward::stats
