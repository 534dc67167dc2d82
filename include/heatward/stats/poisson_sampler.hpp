#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "heatward/stats/random_stream.hpp"

namespace heatward::stats {

/// Draws from one Poisson distribution, the same on every machine for the same stream. Means below
/// kLargestTable by inversion of a table with a guide (Chen & Asau 1974), exact to 2⁻⁵³; larger
/// ones by transformed rejection with squeeze, PTRS (Hörmann 1993, *Insurance: Mathematics and
/// Economics* 12: 39–45).
class PoissonSampler {
public:
    static constexpr double kLargestTable = 64;

    /// A mean of 0 always gives 0. Throws DataError for a negative or non-finite mean.
    explicit PoissonSampler(double mean);

    [[nodiscard]] std::uint64_t draw(RandomStream& random) const
    {
        return m_cumulative.empty() ? by_rejection(random) : by_table(random);
    }

private:
    [[nodiscard]] std::uint64_t by_table(RandomStream& random) const
    {
        const double u = random.uniform();
        std::uint32_t k = m_guide[static_cast<std::size_t>(u * kGuides)];
        while (u >= m_cumulative[k]) {
            ++k;
        }
        return k;
    }
    [[nodiscard]] std::uint64_t by_rejection(RandomStream& random) const;
    void make_table();

    static constexpr std::size_t kGuides = 256;

    double m_mean;
    std::vector<double> m_cumulative;              ///< P(X ≤ k); empty for large means
    std::array<std::uint16_t, kGuides> m_guide{};  ///< least k with P(X ≤ k) > i/256
    double m_a = 0, m_b = 0, m_squeeze = 0;        ///< of Hörmann's hat
    double m_log_mean = 0, m_log_inverse_alpha = 0;
};

}  // namespace heatward::stats
