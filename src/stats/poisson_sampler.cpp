#include "heatward/stats/poisson_sampler.hpp"

#include <cmath>
#include <limits>
#include <numbers>

#include <fmt/format.h>

#include "heatward/core/error.hpp"

namespace heatward::stats {
namespace {

/// Below this Stirling's series is not exact enough.
constexpr double kLeastForStirling = 16;

/// ln k!, to 1e-13. std::lgamma is no choice: it writes a global variable.
double log_factorial(double k)
{
    if (k < kLeastForStirling) {
        double product = 1;
        for (int factor = 2; factor <= k; ++factor) {
            product *= factor;
        }
        return std::log(product);
    }
    const double inverse = 1 / k;
    const double square = inverse * inverse;
    return (k + 0.5) * std::log(k) - k + 0.5 * std::log(2 * std::numbers::pi) +
           inverse * (1.0 / 12 - square * (1.0 / 360 - square * (1.0 / 1260)));
}

}  // namespace

PoissonSampler::PoissonSampler(double mean) : m_mean(mean)
{
    if (!(mean >= 0) || !std::isfinite(mean)) {
        throw DataError(fmt::format("a Poisson mean must be 0 or more, not {}", mean));
    }
    if (mean < kLargestTable) {
        make_table();
        return;
    }
    m_b = 0.931 + 2.53 * std::sqrt(mean);
    m_a = -0.059 + 0.02483 * m_b;
    m_log_inverse_alpha = std::log(1.1239 + 1.1328 / (m_b - 3.4));
    m_squeeze = 0.9277 - 3.6224 / (m_b - 2);
    m_log_mean = std::log(mean);
}

void PoissonSampler::make_table()
{
    double probability = std::exp(-m_mean);
    double sum = probability;
    for (int k = 1; k <= m_mean || probability > 0x1p-60; ++k) {
        m_cumulative.push_back(sum);
        probability *= m_mean / k;
        sum += probability;
    }
    m_cumulative.push_back(std::numeric_limits<double>::infinity());
    std::uint16_t k = 0;
    for (std::size_t i = 0; i < kGuides; ++i) {
        while (m_cumulative[k] <= static_cast<double>(i) / kGuides) {
            ++k;
        }
        m_guide[i] = k;
    }
}

std::uint64_t PoissonSampler::by_rejection(RandomStream& random) const
{
    for (;;) {
        const double u = random.uniform() - 0.5;
        const double v = random.uniform();
        const double us = 0.5 - std::abs(u);
        const double k = std::floor((2 * m_a / us + m_b) * u + m_mean + 0.43);
        if (us >= 0.07 && v <= m_squeeze) {
            return static_cast<std::uint64_t>(k);
        }
        if (!(k >= 0) || (us < 0.013 && v > us)) {
            continue;
        }
        if (std::log(v) + m_log_inverse_alpha - std::log(m_a / (us * us) + m_b) <=
            k * m_log_mean - m_mean - log_factorial(k)) {
            return static_cast<std::uint64_t>(k);
        }
    }
}

}  // namespace heatward::stats
