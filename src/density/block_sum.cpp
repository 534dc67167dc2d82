#include "block_sum.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "heatward/density/kernel_shape.hpp"

namespace heatward::density {
namespace {

// Every shape answers 0 from the support on, so that a span that is a cell too wide adds
// nothing. Selections, not branches: the loops over cells are vectorised.

double positive_part(double value) { return value > 0 ? value : 0; }

struct Quartic {
    static double at(double q)
    {
        const double rest = positive_part(1 - q);
        return rest * rest;
    }
};

struct Epanechnikov {
    static double at(double q) { return positive_part(1 - q); }
};

struct Uniform {
    static double at(double q) { return q < 1 ? 1.0 : 0.0; }
};

struct Triangular {
    static double at(double q) { return positive_part(1 - std::sqrt(q)); }
};

/// A point with what the loops need of it.
struct Stamp {
    double x;
    double y;
    double per_radius_x;
    double per_radius_y;
    double amplitude;

    Stamp(const KernelPoints& points, std::size_t i)
        : x(points.x[i]),
          y(points.y[i]),
          per_radius_x(1 / points.radius_x[i]),
          per_radius_y(1 / points.radius_y[i]),
          amplitude(points.amplitude[i])
    {
    }
};

/// The finite kernels: amplitude · shape(q).
template <class Shape>
struct FiniteKernel {
    static constexpr double kReach = 1;

    void begin_point(const Stamp&, std::span<const double>) {}

    void add_span(const Stamp& stamp, double v, std::span<const double> centres, int first,
                  int last, double* row) const
    {
        const double v2 = v * v;
        const double* const centre = centres.data();
        for (int c = first; c < last; ++c) {
            const double u = (centre[c] - stamp.x) * stamp.per_radius_x;
            row[c] += stamp.amplitude * Shape::at(u * u + v2);
        }
    }

    static double value(const Stamp& stamp, double u, double v)
    {
        return stamp.amplitude * Shape::at(u * u + v * v);
    }
};

/// The Gaussian is a product of one factor a column and one a row, which saves an
/// exponential for each cell; it is cut where q reaches 8².
class GaussianKernel {
public:
    static constexpr double kReach = kGaussianCut;

    void begin_point(const Stamp& stamp, std::span<const double> centres)
    {
        m_u2.resize(centres.size());
        m_factor.resize(centres.size());
        for (std::size_t c = 0; c < centres.size(); ++c) {
            const double u = (centres[c] - stamp.x) * stamp.per_radius_x;
            m_u2[c] = u * u;
            m_factor[c] = u * u < kReach * kReach ? std::exp(-0.5 * (u * u)) : 0.0;
        }
    }

    void add_span(const Stamp& stamp, double v, std::span<const double>, int first, int last,
                  double* row) const
    {
        const double v2 = v * v;
        const double row_factor = stamp.amplitude * std::exp(-0.5 * v2);
        const double* const u2 = m_u2.data();
        const double* const factor = m_factor.data();
        for (int c = first; c < last; ++c) {
            row[c] += u2[c] + v2 < kReach * kReach ? row_factor * factor[c] : 0.0;
        }
    }

    static double value(const Stamp& stamp, double u, double v)
    {
        const double u2 = u * u;
        const double v2 = v * v;
        return u2 + v2 < kReach * kReach
                   ? stamp.amplitude * std::exp(-0.5 * v2) * std::exp(-0.5 * u2)
                   : 0.0;
    }

private:
    std::vector<double> m_u2;
    std::vector<double> m_factor;
};

/// Calls `call(kernel)` with the kernel's own type.
template <class Call>
auto with_kernel(Kernel kernel, Call&& call)
{
    switch (kernel) {
        case Kernel::quartic:
            return call(FiniteKernel<Quartic>{});
        case Kernel::epanechnikov:
            return call(FiniteKernel<Epanechnikov>{});
        case Kernel::uniform:
            return call(FiniteKernel<Uniform>{});
        case Kernel::triangular:
            return call(FiniteKernel<Triangular>{});
        case Kernel::gaussian:
            break;
    }
    return call(GaussianKernel{});
}

/// Cells first ≤ c < last of a line of `count` cells whose centres can lie within `reach` of
/// `middle`; rounded outward.
struct Span {
    int first;
    int last;

    Span(double middle, double reach, double first_centre, double step, int count)
    {
        const double limit = count;
        const double low = std::floor((middle - reach - first_centre) / step);
        const double high = std::ceil((middle + reach - first_centre) / step);
        first = static_cast<int>(std::clamp(low, 0.0, limit));
        last = static_cast<int>(std::clamp(high + 1, 0.0, limit));
    }
};

template <class KernelType>
void add_point(const Stamp& stamp, KernelType& kernel, const GridFrame& frame,
               std::span<const double> centres_x, std::span<const double> centres_y,
               const Block& block, Raster<double>& raster)
{
    constexpr double kReach2 = KernelType::kReach * KernelType::kReach;
    const double radius_x = 1 / stamp.per_radius_x;
    const double radius_y = 1 / stamp.per_radius_y;
    const Span rows(-stamp.y, KernelType::kReach * radius_y, -centres_y.front(), frame.cell_height,
                    block.rows);
    if (rows.first >= rows.last) {
        return;
    }
    kernel.begin_point(stamp, centres_x);
    for (int r = rows.first; r < rows.last; ++r) {
        const double v = (centres_y[static_cast<std::size_t>(r)] - stamp.y) * stamp.per_radius_y;
        const double rest = kReach2 - v * v;
        if (!(rest > 0)) {
            continue;
        }
        const Span columns(stamp.x, std::sqrt(rest) * radius_x, centres_x.front(), frame.cell_width,
                           block.columns);
        double* const row =
            raster.values.data() + raster.index(block.first_row + r, block.first_column);
        kernel.add_span(stamp, v, centres_x, columns.first, columns.last, row);
    }
}

template <class KernelType>
double value_at(const Stamp& stamp, double x, double y, KernelType)
{
    return KernelType::value(stamp, (x - stamp.x) * stamp.per_radius_x,
                             (y - stamp.y) * stamp.per_radius_y);
}

}  // namespace

void add_points(const KernelPoints& points, std::span<const std::uint32_t> listed,
                const Block& block, Raster<double>& raster)
{
    if (listed.empty() || block.columns <= 0 || block.rows <= 0) {
        return;
    }
    const GridFrame& frame = raster.frame;
    std::vector<double> centres_x(static_cast<std::size_t>(block.columns));
    std::vector<double> centres_y(static_cast<std::size_t>(block.rows));
    for (int c = 0; c < block.columns; ++c) {
        centres_x[static_cast<std::size_t>(c)] = frame.centre_x(block.first_column + c);
    }
    for (int r = 0; r < block.rows; ++r) {
        centres_y[static_cast<std::size_t>(r)] = frame.centre_y(block.first_row + r);
    }
    with_kernel(points.kernel, [&](auto kernel) {
        for (const std::uint32_t i : listed) {
            add_point(Stamp(points, i), kernel, frame, centres_x, centres_y, block, raster);
        }
    });
}

double sum_at(const KernelPoints& points, std::span<const std::uint32_t> listed, double x, double y,
              double sum)
{
    return with_kernel(points.kernel, [&](auto kernel) {
        for (const std::uint32_t i : listed) {
            sum += value_at(Stamp(points, i), x, y, kernel);
        }
        return sum;
    });
}

double sum_at(const KernelPoints& points, double x, double y)
{
    return with_kernel(points.kernel, [&](auto kernel) {
        double sum = 0;
        for (std::size_t i = 0; i < points.size(); ++i) {
            sum += value_at(Stamp(points, i), x, y, kernel);
        }
        return sum;
    });
}

}  // namespace heatward::density
