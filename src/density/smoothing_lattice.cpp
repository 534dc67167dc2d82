#include "smoothing_lattice.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <numbers>
#include <numeric>

#include "heatward/core/parallel.hpp"

namespace heatward::density {
namespace {

constexpr double kStepsPerSigma = 4;
constexpr double kSpreadSteps = 1.25;  ///< s in steps
constexpr std::size_t kReach = 9;      ///< nodes on either side of a place: 7.2 s
constexpr std::size_t kTaps = 2 * kReach;
constexpr std::size_t kBlurReach = 28;  ///< 7.8 standard deviations of the blur
constexpr std::size_t kRowsAtOnce = 32;
constexpr std::size_t kPlacesAtOnce = 512;

double gaussian(double steps, double sigma_steps)
{
    return std::exp(-steps * steps / (2 * sigma_steps * sigma_steps)) /
           (std::sqrt(2 * std::numbers::pi) * sigma_steps);
}

std::size_t nodes_along(double length_m, double step_m, std::size_t margin_nodes)
{
    return static_cast<std::size_t>(std::floor(length_m / step_m)) + 1 + 2 * margin_nodes;
}

}  // namespace

/// The nodes about a place and their weights along each axis.
struct SmoothingLattice::Footprint {
    std::size_t column = 0;  ///< of the first node
    std::size_t row = 0;
    std::array<double, kTaps> along_x{};
    std::array<double, kTaps> along_y{};
};

SmoothingLattice::SmoothingLattice(const Extent& extent, double sigma_m, std::size_t margin_nodes,
                                   int threads)
    : m_step_m(sigma_m / kStepsPerSigma),
      m_west_m(extent.min_x - static_cast<double>(margin_nodes) * m_step_m),
      m_south_m(extent.min_y - static_cast<double>(margin_nodes) * m_step_m),
      m_columns(nodes_along(extent.width(), m_step_m, margin_nodes)),
      m_rows(nodes_along(extent.height(), m_step_m, margin_nodes)),
      m_threads(threads)
{
    for (std::size_t k = 0; k <= kReach; ++k) {
        m_node_factor.push_back(gaussian(static_cast<double>(k), kSpreadSteps));
    }
    const double blur_steps =
        std::sqrt(kStepsPerSigma * kStepsPerSigma - 2 * kSpreadSteps * kSpreadSteps);
    for (std::size_t k = 0; k <= kBlurReach; ++k) {
        m_blur.push_back(gaussian(static_cast<double>(k), blur_steps));
    }
}

double SmoothingLattice::nodes_for(const Extent& extent, double sigma_m, std::size_t margin_nodes)
{
    const double step_m = sigma_m / kStepsPerSigma;
    const double margins = 2 * static_cast<double>(margin_nodes) + 1;
    return (extent.width() / step_m + margins) * (extent.height() / step_m + margins);
}

double SmoothingLattice::node_sigma_m(double sigma_m)
{
    return sigma_m / kStepsPerSigma * kSpreadSteps;
}

double SmoothingLattice::node_x(std::size_t column) const
{
    return m_west_m + static_cast<double>(column) * m_step_m;
}

double SmoothingLattice::node_y(std::size_t row) const
{
    return m_south_m + static_cast<double>(row) * m_step_m;
}

SmoothingLattice::Footprint SmoothingLattice::footprint(double x_m, double y_m) const
{
    Footprint result;
    // exp(−(d − k)²/2s²) = exp(−d²/2s²) · exp(d/s²)^k · exp(−k²/2s²): two exponentials an axis.
    const auto fill = [&](double position, std::size_t& first, std::array<double, kTaps>& weight) {
        const double whole = std::floor(position);
        const double d = position - whole;
        first = static_cast<std::size_t>(whole) - (kReach - 1);
        const double centre = std::exp(-d * d / (2 * kSpreadSteps * kSpreadSteps));
        const double up = std::exp(d / (kSpreadSteps * kSpreadSteps));
        double ascending = centre;
        double descending = centre;
        for (std::size_t k = 0; k <= kReach; ++k) {
            const double factor = m_node_factor[k];
            weight[kReach - 1 + k] = ascending * factor;
            if (k < kReach) {
                weight[kReach - 1 - k] = descending * factor;
            }
            ascending *= up;
            descending /= up;
        }
    };
    fill((x_m - m_west_m) / m_step_m, result.column, result.along_x);
    fill((y_m - m_south_m) / m_step_m, result.row, result.along_y);
    return result;
}

void SmoothingLattice::spread(std::span<const double> x_m, std::span<const double> y_m,
                              std::span<const double> weight)
{
    m_values.assign(m_columns * m_rows, 0);
    // From south to north, so that a band of rows finds its places in one run and each node
    // adds them in the same order whatever the thread.
    std::vector<std::uint32_t> order(x_m.size());
    std::iota(order.begin(), order.end(), std::uint32_t{0});
    std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
        return y_m[a] != y_m[b] ? y_m[a] < y_m[b] : a < b;
    });
    const double per_m2 = 1 / (m_step_m * m_step_m);
    const std::size_t bands = (m_rows + kRowsAtOnce - 1) / kRowsAtOnce;
    for_each_index(bands, m_threads, [&](std::size_t band) {
        const std::size_t first_row = band * kRowsAtOnce;
        const std::size_t last_row = std::min(m_rows, first_row + kRowsAtOnce);
        const double south = node_y(first_row) - (kReach + 1) * m_step_m;
        const double north = node_y(last_row) + (kReach + 1) * m_step_m;
        auto it = std::lower_bound(order.begin(), order.end(), south,
                                   [&](std::uint32_t i, double y) { return y_m[i] < y; });
        for (; it != order.end() && y_m[*it] <= north; ++it) {
            const Footprint print = footprint(x_m[*it], y_m[*it]);
            for (std::size_t k = 0; k < kTaps; ++k) {
                const std::size_t row = print.row + k;
                if (row < first_row || row >= last_row) {
                    continue;
                }
                const double along_y = print.along_y[k] * weight[*it] * per_m2;
                double* const node = &m_values[row * m_columns + print.column];
                for (std::size_t c = 0; c < kTaps; ++c) {
                    node[c] += along_y * print.along_x[c];
                }
            }
        }
    });
}

void SmoothingLattice::blur()
{
    std::vector<double> rows_done(m_values.size());
    for_each_index(m_rows, m_threads, [&](std::size_t row) {
        const double* const from = &m_values[row * m_columns];
        double* const to = &rows_done[row * m_columns];
        for (std::size_t k = 0; k <= std::min(kBlurReach, m_columns - 1); ++k) {
            const double tap = m_blur[k];
            for (std::size_t c = 0; c + k < m_columns; ++c) {
                to[c] += tap * from[c + k];
            }
            for (std::size_t c = k; k > 0 && c < m_columns; ++c) {
                to[c] += tap * from[c - k];
            }
        }
    });
    for_each_index(m_rows, m_threads, [&](std::size_t row) {
        double* const to = &m_values[row * m_columns];
        std::fill(to, to + m_columns, 0.0);
        const std::size_t first = row < kBlurReach ? 0 : row - kBlurReach;
        const std::size_t last = std::min(m_rows - 1, row + kBlurReach);
        for (std::size_t other = first; other <= last; ++other) {
            const double tap = m_blur[other < row ? row - other : other - row];
            const double* const from = &rows_done[other * m_columns];
            for (std::size_t c = 0; c < m_columns; ++c) {
                to[c] += tap * from[c];
            }
        }
    });
}

std::vector<double> SmoothingLattice::read(std::span<const double> x_m,
                                           std::span<const double> y_m) const
{
    std::vector<double> sums(x_m.size());
    const std::size_t runs = (sums.size() + kPlacesAtOnce - 1) / kPlacesAtOnce;
    for_each_index(runs, m_threads, [&](std::size_t run) {
        const std::size_t last = std::min(sums.size(), (run + 1) * kPlacesAtOnce);
        for (std::size_t i = run * kPlacesAtOnce; i < last; ++i) {
            const Footprint print = footprint(x_m[i], y_m[i]);
            double sum = 0;
            for (std::size_t k = 0; k < kTaps; ++k) {
                const double* const node = &m_values[(print.row + k) * m_columns + print.column];
                double along_row = 0;
                for (std::size_t c = 0; c < kTaps; ++c) {
                    along_row += node[c] * print.along_x[c];
                }
                sum += along_row * print.along_y[k];
            }
            sums[i] = sum;
        }
    });
    return sums;
}

}  // namespace heatward::density
