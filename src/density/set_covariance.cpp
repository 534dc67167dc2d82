#include "heatward/density/set_covariance.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

#include "heatward/core/parallel.hpp"

namespace heatward::density {
namespace {

constexpr std::size_t kDirections = 64;
constexpr std::size_t kLines = 512;

/// Crossings of the window with each of kLines parallel lines, positions along the lines.
struct Lines {
    double spacing_m = 0;
    std::vector<std::vector<double>> crossings;
};

Lines cut(const ProjectedMultiPolygon& window, double angle)
{
    const double c = std::cos(angle);
    const double s = std::sin(angle);
    const auto along = [&](const ProjectedPoint& p) { return c * p.x + s * p.y; };
    const auto across = [&](const ProjectedPoint& p) { return c * p.y - s * p.x; };
    double lowest = std::numeric_limits<double>::infinity();
    double highest = -lowest;
    for_each_ring(window, [&](const Ring<ProjectedPoint>& ring) {
        for (const ProjectedPoint& p : ring) {
            lowest = std::min(lowest, across(p));
            highest = std::max(highest, across(p));
        }
    });
    Lines lines;
    lines.spacing_m = (highest - lowest) / kLines;
    lines.crossings.resize(kLines);
    // Line l lies (l + ½) spacings above the lowest vertex.
    const auto first_at_or_above = [&](double value) {
        const double line = std::ceil((value - lowest) / lines.spacing_m - 0.5);
        return static_cast<std::size_t>(std::clamp(line, 0.0, double{kLines}));
    };
    for_each_ring(window, [&](const Ring<ProjectedPoint>& ring) {
        for (std::size_t k = 0; k < ring.size(); ++k) {
            const ProjectedPoint* a = &ring[k];
            const ProjectedPoint* b = &ring[(k + 1) % ring.size()];
            if (across(*a) > across(*b)) {
                std::swap(a, b);
            }
            const std::size_t last = first_at_or_above(across(*b));
            for (std::size_t line = first_at_or_above(across(*a)); line < last; ++line) {
                const double level = lowest + (static_cast<double>(line) + 0.5) * lines.spacing_m;
                const double t = (level - across(*a)) / (across(*b) - across(*a));
                lines.crossings[line].push_back(along(*a) + t * (along(*b) - along(*a)));
            }
        }
    });
    return lines;
}

/// A sum of ramps ± max(0, r − c), evaluated at whole steps.
class Ramps {
public:
    Ramps(double step_m, std::size_t steps)
        : m_step_m(step_m), m_slope(steps + 2, 0), m_offset(steps + 2, 0)
    {
    }

    void add(double c, double sign)
    {
        const double from = std::max(0.0, std::ceil(c / m_step_m));
        if (from >= static_cast<double>(m_slope.size())) {
            return;
        }
        m_slope[static_cast<std::size_t>(from)] += sign;
        m_offset[static_cast<std::size_t>(from)] += sign * c;
    }

    void add_to(std::vector<double>& values, double factor) const
    {
        double slope = 0;
        double offset = 0;
        for (std::size_t k = 0; k < values.size(); ++k) {
            slope += m_slope[k];
            offset += m_offset[k];
            values[k] += factor * (slope * static_cast<double>(k) * m_step_m - offset);
        }
    }

private:
    double m_step_m;
    std::vector<double> m_slope;
    std::vector<double> m_offset;
};

/// ∫ over a line of the overlap of its intervals with themselves shifted by r.
void add_line(std::vector<double>& crossings, double largest_m, Ramps& ramps)
{
    std::sort(crossings.begin(), crossings.end());
    for (std::size_t p = 0; p + 1 < crossings.size(); p += 2) {
        const double a = crossings[p];
        const double b = crossings[p + 1];
        for (std::size_t q = p; q + 1 < crossings.size(); q += 2) {
            if (crossings[q] - b > largest_m) {
                break;
            }
            ramps.add(crossings[q] - b, 1);
            ramps.add(crossings[q] - a, -1);
            ramps.add(crossings[q + 1] - b, -1);
            ramps.add(crossings[q + 1] - a, 1);
        }
    }
}

}  // namespace

std::vector<double> isotropic_set_covariance(const ProjectedMultiPolygon& window, double step_m,
                                             std::size_t steps, int threads)
{
    std::vector<std::vector<double>> by_direction(kDirections, std::vector<double>(steps + 1, 0));
    const double largest_m = step_m * static_cast<double>(steps);
    for_each_index(kDirections, threads, [&](std::size_t direction) {
        // A shift and its opposite overlap alike: half a turn is enough.
        const double angle =
            (static_cast<double>(direction) + 0.5) * std::numbers::pi / kDirections;
        Lines lines = cut(window, angle);
        Ramps ramps(step_m, steps);
        for (std::vector<double>& crossings : lines.crossings) {
            add_line(crossings, largest_m, ramps);
        }
        ramps.add_to(by_direction[direction], lines.spacing_m);
        const double at_zero = by_direction[direction][0];
        for (double& value : by_direction[direction]) {
            value *= at_zero > 0 ? area_m2(window) / at_zero : 0;
        }
    });
    std::vector<double> covariance(steps + 1, 0);
    for (const std::vector<double>& values : by_direction) {
        for (std::size_t k = 0; k <= steps; ++k) {
            covariance[k] += values[k] / kDirections;
        }
    }
    return covariance;
}

}  // namespace heatward::density
