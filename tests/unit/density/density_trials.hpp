#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <ostream>
#include <random>
#include <vector>

#include "heatward/core/grid.hpp"
#include "heatward/density/kernel_points.hpp"
#include "heatward/density/kernel_shape.hpp"

namespace heatward::density {

/// Points and a window at random, from what maps ask for to what they rarely do.
struct Trial {
    KernelPoints points;
    GridFrame frame;
};

inline std::ostream& operator<<(std::ostream& out, const Trial& trial)
{
    const auto [least, largest] =
        std::minmax_element(trial.points.radius_x.begin(), trial.points.radius_x.end());
    return out << trial.points.size() << " points, cells " << trial.frame.cell_width << " by "
               << trial.frame.cell_height << ", radii " << *least << " to " << *largest
               << ", window " << trial.frame.columns << " by " << trial.frame.rows;
}

inline double logarithmic(double from, double to, std::mt19937_64& random)
{
    return std::exp(std::uniform_real_distribution(std::log(from), std::log(to))(random));
}

inline int one_of(int count, std::mt19937_64& random)
{
    return std::uniform_int_distribution(0, count - 1)(random);
}

/// Draws trials with a kernel.
class TrialMaker {
public:
    TrialMaker(Kernel kernel, std::mt19937_64& random) : m_kernel(kernel), m_random(random) {}

    Trial draw()
    {
        Trial trial;
        draw_frame(trial.frame);
        // A Gaussian's bandwidth is a fraction of its reach.
        const double radius_cells = draw_radius() / support_in_bandwidths(m_kernel);
        draw_places(trial.frame, radius_cells);
        KernelPointsBuilder builder(m_kernel);
        // Far from the origin a double resolves a few nanometres.
        const double radius = std::max(5.0, radius_cells * trial.frame.cell_width);
        const double ratio = one_of(2, m_random) == 0 ? 1 : logarithmic(1.001, 5, m_random);
        const double oblong = one_of(2, m_random) == 0 ? 1 : logarithmic(0.5, 2, m_random);
        const bool own_shape = one_of(4, m_random) == 0;
        const int weights = one_of(3, m_random);
        for (std::size_t i = 0; i < m_x.size(); ++i) {
            KernelPoint point;
            point.x = m_x[i];
            point.y = m_y[i];
            point.radius_x = radius * (ratio > 1 ? logarithmic(1, ratio, m_random) : 1);
            point.radius_y =
                point.radius_x * oblong * (own_shape ? logarithmic(0.9, 1.1, m_random) : 1);
            point.bandwidth_m = std::sqrt(point.radius_x * point.radius_y);
            point.weight = weights == 0   ? 1
                           : weights == 1 ? logarithmic(0.1, 10, m_random)
                                          : logarithmic(1e-9, 1e6, m_random);
            point.incidents = static_cast<std::uint32_t>(1 + one_of(3, m_random));
            builder.add(point);
        }
        trial.points = builder.build();
        return trial;
    }

private:
    void draw_frame(GridFrame& frame)
    {
        constexpr double kOrigins[][2] = {
            {0, 0}, {400'000, -100'000}, {-20037508.342789244, 20037508.342789244}};
        constexpr double kCells[] = {1, 50, 31.25, 13.7, 305.748113140705};
        const auto& origin = kOrigins[one_of(3, m_random)];
        frame.origin_x = origin[0];
        frame.origin_y = origin[1];
        frame.cell_width = kCells[one_of(5, m_random)];
        frame.cell_height =
            frame.cell_width * (one_of(2, m_random) == 0 ? 1 : logarithmic(0.5, 2, m_random));
        frame.columns = 1 + one_of(300, m_random);
        frame.rows = 1 + one_of(150, m_random);
        constexpr double kOffsets[] = {0, 258'000, -545'000, 7e6};
        const double x = kOffsets[one_of(4, m_random)];
        const double y = kOffsets[one_of(4, m_random)];
        frame.first_column =
            static_cast<std::int64_t>(std::floor((x - frame.origin_x) / frame.cell_width));
        frame.first_row_north =
            static_cast<std::int64_t>(std::floor((y - frame.origin_y) / frame.cell_height));
    }

    /// The kernel's reach in cells.
    double draw_radius()
    {
        switch (one_of(6, m_random)) {
            case 0:
                return logarithmic(0.2, 4, m_random);
            case 1:
                return logarithmic(200, 3000, m_random);
            default:
                return logarithmic(4, 150, m_random);
        }
    }

    void draw_places(const GridFrame& frame, double radius_cells)
    {
        constexpr std::size_t kCounts[] = {1, 3, 60, 400, 3000};
        const std::size_t count = kCounts[one_of(5, m_random)];
        // The points' middle in or near the window, their spread from a place to far beyond it.
        const double spread = logarithmic(1, 400 + radius_cells, m_random);
        const double middle_column = frame.columns * draw_unit() * 1.5;
        const double middle_row = frame.rows * draw_unit() * 1.5;
        const int kind = one_of(4, m_random);
        std::normal_distribution<double> normal(0, 1);
        m_x.clear();
        m_y.clear();
        for (std::size_t i = 0; i < count; ++i) {
            double column = middle_column;
            double row = middle_row;
            if (kind == 0) {  // even
                column += spread * (2 * draw_unit() - 1);
                row += spread * (2 * draw_unit() - 1);
            } else if (kind == 1) {  // clustered
                const double town = 0.03 * spread + 0.1;
                column += spread * std::sin(one_of(7, m_random)) + town * normal(m_random);
                row += spread * std::cos(3 * one_of(7, m_random)) + town * normal(m_random);
            } else if (kind == 2) {  // snapped to a lattice of half cells
                column = std::floor(column + spread * draw_unit()) + 0.5 * one_of(2, m_random);
                row = std::floor(row + spread * draw_unit()) + 0.5 * one_of(2, m_random);
            }  // else on one place
            m_x.push_back(frame.west() + column * frame.cell_width);
            m_y.push_back(frame.north() - row * frame.cell_height);
        }
    }

    double draw_unit() { return std::uniform_real_distribution<double>(0, 1)(m_random); }

    Kernel m_kernel;
    std::mt19937_64& m_random;
    std::vector<double> m_x;
    std::vector<double> m_y;
};

/// The sum by definition at one place, in long double; the Gaussian without its cut.
struct BruteForce {
    long double value = 0;
    std::uint32_t incidents = 0;
    bool is_reached = false;
    bool on_rim = false;  ///< within a millionth of a radius from a rim

    BruteForce(const KernelPoints& points, double x, double y)
    {
        const auto wide = [](double narrow) { return static_cast<long double>(narrow); };
        const long double support = wide(support_in_bandwidths(points.kernel));
        for (std::size_t i = 0; i < points.size(); ++i) {
            const long double u = (wide(x) - wide(points.x[i])) / wide(points.radius_x[i]);
            const long double v = (wide(y) - wide(points.y[i])) / wide(points.radius_y[i]);
            const long double q = (u * u + v * v) / (support * support);
            on_rim |= std::abs(q - 1) < 2e-6L;
            if (q < 1) {
                is_reached = true;
                incidents += points.incidents[i];
            }
            value += wide(points.amplitude[i]) * shape(points.kernel, q);
        }
    }

private:
    /// At the share `q` of the squared support.
    static long double shape(Kernel kernel, long double q)
    {
        if (kernel == Kernel::gaussian) {
            return std::exp(-32 * q);
        }
        if (q >= 1) {
            return 0;
        }
        switch (kernel) {
            case Kernel::quartic:
                return (1 - q) * (1 - q);
            case Kernel::epanechnikov:
                return 1 - q;
            case Kernel::triangular:
                return 1 - std::sqrt(q);
            default:
                return 1;
        }
    }
};

/// About the maximum of the whole surface, from below: at the cells of the points with the largest
/// amplitudes. Of a Gaussian, which is cut in bandwidths, at the points themselves.
inline double maximum_on_surface(const Trial& trial)
{
    constexpr std::size_t kLooks = 40;
    std::vector<std::size_t> order(trial.points.size());
    std::iota(order.begin(), order.end(), 0);
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return trial.points.amplitude[a] > trial.points.amplitude[b];
    });
    order.resize(std::min(order.size(), kLooks));
    const GridFrame& frame = trial.frame;
    long double maximum = 0;
    for (const std::size_t i : order) {
        if (trial.points.kernel == Kernel::gaussian) {
            maximum = std::max(
                maximum, BruteForce(trial.points, trial.points.x[i], trial.points.y[i]).value);
            continue;
        }
        const auto column =
            static_cast<int>(std::floor((trial.points.x[i] - frame.west()) / frame.cell_width));
        const auto row =
            static_cast<int>(std::floor((frame.north() - trial.points.y[i]) / frame.cell_height));
        maximum = std::max(
            maximum, BruteForce(trial.points, frame.centre_x(column), frame.centre_y(row)).value);
    }
    return static_cast<double>(maximum);
}

}  // namespace heatward::density
