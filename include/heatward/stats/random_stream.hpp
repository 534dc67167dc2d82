#pragma once

#include <cstdint>

namespace heatward::stats {

/// Pseudo-random numbers that depend on seed and stream alone, the same on every machine and
/// whatever the thread count: SplitMix64 (Steele, Lea & Flood 2014). Each area, draw or whatever
/// else is computed by itself takes a stream of its own.
class RandomStream {
public:
    RandomStream(std::uint64_t seed, std::uint64_t stream);

    /// 64 random bits.
    std::uint64_t next();
    /// A whole number from 0 to bound − 1, all alike to 2⁻³² (Lemire 2019, without its last step of
    /// rejection). `bound` above 0.
    std::uint32_t below(std::uint32_t bound)
    {
        return static_cast<std::uint32_t>(((next() >> 32U) * bound) >> 32U);
    }
    /// In [0, 1), a multiple of 2⁻⁵³.
    double uniform() { return static_cast<double>(next() >> 11U) * 0x1p-53; }

private:
    std::uint64_t m_state;
};

}  // namespace heatward::stats
