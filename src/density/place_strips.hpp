#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <vector>

#include "heatward/core/extent.hpp"
#include "heatward/density/incident_places.hpp"

namespace heatward::density {

/// Places in horizontal strips of half a reach, each ordered by x: finds the places within a
/// reach of another however large the extent is, in memory proportional to the places.
class PlaceStrips {
public:
    PlaceStrips(const IncidentPlaces& places, double reach_m) : m_places(places), m_reach_m(reach_m)
    {
        const std::size_t n = places.size();
        m_south = n == 0 ? 0 : *std::min_element(places.y_m.begin(), places.y_m.end());
        std::vector<double> strip(n);
        for (std::size_t i = 0; i < n; ++i) {
            strip[i] = strip_of(places.y_m[i]);
        }
        std::vector<std::uint32_t> order(n);
        std::iota(order.begin(), order.end(), std::uint32_t{0});
        // Places come ordered by x, which a stable sort keeps within a strip.
        std::stable_sort(order.begin(), order.end(),
                         [&](std::uint32_t a, std::uint32_t b) { return strip[a] < strip[b]; });
        for (std::size_t k = 0; k < n; ++k) {
            if (k == 0 || strip[order[k]] != m_strips.back()) {
                m_strips.push_back(strip[order[k]]);
                m_first.push_back(k);
            }
        }
        m_first.push_back(n);
        m_index = std::move(order);
        for (const std::uint32_t i : m_index) {
            m_x.push_back(places.x_m[i]);
            m_y.push_back(places.y_m[i]);
        }
    }

    /// Places in the order of their strips.
    [[nodiscard]] const std::vector<std::uint32_t>& order() const { return m_index; }

    /// Calls `visit(j, distance²)` for every other place within reach of place i, in an order
    /// that depends on the places alone.
    template <class Visitor>
    void for_each_other(std::size_t i, Visitor&& visit) const
    {
        const double x = m_places.x_m[i];
        const double y = m_places.y_m[i];
        const double reach2 = m_reach_m * m_reach_m;
        for_each_entry_run(around(i), [&](std::size_t first, std::size_t last) {
            for (std::size_t k = first; k < last; ++k) {
                const double dx = m_x[k] - x;
                const double dy = m_y[k] - y;
                const double distance2 = dx * dx + dy * dy;
                if (distance2 < reach2 && m_index[k] != i) {
                    visit(m_index[k], distance2);
                }
            }
        });
    }

    /// Calls `visit(j)` for every place in the rectangle, by strips from the south and by x in
    /// them.
    template <class Visitor>
    void for_each_in(const Extent& extent, Visitor&& visit) const
    {
        for_each_entry_run(extent, [&](std::size_t first, std::size_t last) {
            for (std::size_t k = first; k < last; ++k) {
                if (m_y[k] >= extent.min_y && m_y[k] <= extent.max_y) {
                    visit(std::size_t{m_index[k]});
                }
            }
        });
    }

    /// About how many pairs for_each_other() looks at over `targets`, from `samples` of them.
    [[nodiscard]] double candidate_pairs(const std::vector<std::uint32_t>& targets,
                                         std::size_t samples) const
    {
        const std::size_t stride = std::max<std::size_t>(1, targets.size() / samples);
        double pairs = 0;
        std::size_t sampled = 0;
        for (std::size_t k = stride / 2; k < targets.size(); k += stride) {
            for_each_entry_run(around(targets[k]), [&](std::size_t first, std::size_t last) {
                pairs += static_cast<double>(last - first);
            });
            ++sampled;
        }
        return sampled == 0
                   ? 0
                   : pairs * static_cast<double>(targets.size()) / static_cast<double>(sampled);
    }

private:
    [[nodiscard]] double strip_of(double y_m) const
    {
        return std::floor((y_m - m_south) / (m_reach_m / 2));
    }

    [[nodiscard]] Extent around(std::size_t i) const
    {
        const double x = m_places.x_m[i];
        const double y = m_places.y_m[i];
        return {x - m_reach_m, y - m_reach_m, x + m_reach_m, y + m_reach_m};
    }

    /// Calls `visit(first, last)` for the runs of entries that may lie in the rectangle.
    template <class Visitor>
    void for_each_entry_run(const Extent& extent, Visitor&& visit) const
    {
        const double last_strip = strip_of(extent.max_y);
        auto it = std::lower_bound(m_strips.begin(), m_strips.end(), strip_of(extent.min_y));
        for (; it != m_strips.end() && *it <= last_strip; ++it) {
            const auto s = static_cast<std::size_t>(it - m_strips.begin());
            const auto begin = m_x.begin() + static_cast<std::ptrdiff_t>(m_first[s]);
            const auto end = m_x.begin() + static_cast<std::ptrdiff_t>(m_first[s + 1]);
            const auto first = std::lower_bound(begin, end, extent.min_x);
            const auto last = std::upper_bound(first, end, extent.max_x);
            visit(static_cast<std::size_t>(first - m_x.begin()),
                  static_cast<std::size_t>(last - m_x.begin()));
        }
    }

    const IncidentPlaces& m_places;
    double m_reach_m;
    double m_south = 0;
    std::vector<double> m_strips;      ///< numbers of the strips that hold places, ascending
    std::vector<std::size_t> m_first;  ///< strips + 1 offsets into the columns below
    std::vector<std::uint32_t> m_index;
    std::vector<double> m_x;
    std::vector<double> m_y;
};

}  // namespace heatward::density
