#pragma once

#include <algorithm>
#include <array>
#include <map>
#include <random>
#include <utility>
#include <vector>

#include "heatward/core/point.hpp"
#include "heatward/core/polygon.hpp"
#include "heatward/core/tile_id.hpp"

namespace heatward::test {

/// Regions of squares on a grid whose inner corners are moved at random: borders wiggle, regions
/// have islands, lakes and points where they touch themselves, and none crosses another. The last
/// area is all the world around them.
class RandomRegions {
public:
    static constexpr int kSide = 40;
    static constexpr double kCell_m = 250;

    explicit RandomRegions(unsigned seed) : m_random(seed)
    {
        grow();
        move_corners();
    }

    [[nodiscard]] std::vector<ProjectedMultiPolygon> areas() const
    {
        std::vector<ProjectedMultiPolygon> areas;
        for (int region = 0; region < kRegions; ++region) {
            areas.push_back(outline_of(region));
        }
        Ring<ProjectedPoint> hole;
        for (int i = 0; i < kSide; ++i) {
            hole.push_back(corner(0, i));
        }
        for (int i = 0; i < kSide; ++i) {
            hole.push_back(corner(i, kSide));
        }
        for (int i = kSide; i > 0; --i) {
            hole.push_back(corner(kSide, i));
        }
        for (int i = kSide; i > 0; --i) {
            hole.push_back(corner(i, 0));
        }
        const double far = 1.5 * kMercatorHalfWidth;
        areas.push_back({{{{-far, -far}, {far, -far}, {far, far}, {-far, far}}, {hole}}});
        return areas;
    }

    [[nodiscard]] ProjectedPoint corner(int x, int y) const
    {
        return m_corners[static_cast<std::size_t>(y * (kSide + 1) + x)];
    }

private:
    static constexpr int kRegions = 24;

    [[nodiscard]] int region_at(int x, int y) const
    {
        return x < 0 || y < 0 || x >= kSide || y >= kSide
                   ? -1
                   : m_region[static_cast<std::size_t>(y * kSide + x)];
    }

    void grow()
    {
        m_region.assign(kSide * kSide, -1);
        std::uniform_int_distribution<int> cell(0, kSide - 1);
        for (int region = 0; region < kRegions; ++region) {
            m_region[static_cast<std::size_t>(cell(m_random) * kSide + cell(m_random))] = region;
        }
        while (std::find(m_region.begin(), m_region.end(), -1) != m_region.end()) {
            const int x = cell(m_random);
            const int y = cell(m_random);
            static constexpr std::array<std::pair<int, int>, 4> kSteps{
                {{1, 0}, {-1, 0}, {0, 1}, {0, -1}}};
            const auto [dx, dy] = kSteps[static_cast<std::size_t>(cell(m_random)) % 4];
            if (region_at(x, y) >= 0 && x + dx >= 0 && y + dy >= 0 && x + dx < kSide &&
                y + dy < kSide && region_at(x + dx, y + dy) < 0) {
                m_region[static_cast<std::size_t>((y + dy) * kSide + x + dx)] = region_at(x, y);
            }
        }
        for (int i = 0; i < 25; ++i) {  // islands, some of which touch others
            m_region[static_cast<std::size_t>(cell(m_random) * kSide + cell(m_random))] =
                cell(m_random) % kRegions;
        }
    }

    void move_corners()
    {
        std::uniform_real_distribution<double> move(-0.34, 0.34);
        std::uniform_real_distribution<double> shift(-3e5, 3e5);
        const double west = shift(m_random);
        const double south = 6.8e6 + shift(m_random);
        for (int y = 0; y <= kSide; ++y) {
            for (int x = 0; x <= kSide; ++x) {
                m_corners.push_back({west + (x + move(m_random)) * kCell_m,
                                     south + (y + move(m_random)) * kCell_m});
            }
        }
    }

    /// Its rings as exteriors and holes of one polygon each, by their direction.
    [[nodiscard]] ProjectedMultiPolygon outline_of(int region) const
    {
        using Corner = std::pair<int, int>;
        std::multimap<Corner, Corner> edges;  // the region on their left, x east and y north
        for (int y = 0; y < kSide; ++y) {
            for (int x = 0; x < kSide; ++x) {
                if (region_at(x, y) != region) {
                    continue;
                }
                const auto add = [&](int dx, int dy, Corner from, Corner to) {
                    if (region_at(x + dx, y + dy) != region) {
                        edges.emplace(from, to);
                    }
                };
                add(0, -1, {x, y}, {x + 1, y});
                add(1, 0, {x + 1, y}, {x + 1, y + 1});
                add(0, 1, {x + 1, y + 1}, {x, y + 1});
                add(-1, 0, {x, y + 1}, {x, y});
            }
        }
        ProjectedMultiPolygon outline;
        std::vector<Ring<ProjectedPoint>> holes;
        while (!edges.empty()) {
            std::vector<Corner> path{edges.begin()->first};
            Corner next = edges.begin()->second;
            edges.erase(edges.begin());
            while (next != path.front()) {
                const Corner before = path.back();
                path.push_back(next);
                const auto [first, last] = edges.equal_range(next);
                auto chosen = first;
                for (auto edge = first; edge != last; ++edge) {
                    const int turn =
                        (next.first - before.first) * (edge->second.second - next.second) -
                        (next.second - before.second) * (edge->second.first - next.first);
                    chosen = turn > 0 ? edge : chosen;  // to the left, around the same cell
                }
                next = chosen->second;
                edges.erase(chosen);
            }
            add_ring(path, outline, holes);
        }
        if (!outline.empty()) {
            outline.front().holes = holes;
        }
        return outline;
    }

    void add_ring(const std::vector<std::pair<int, int>>& path, ProjectedMultiPolygon& outline,
                  std::vector<Ring<ProjectedPoint>>& holes) const
    {
        Ring<ProjectedPoint> ring;
        int doubled = 0;
        for (std::size_t i = 0; i < path.size(); ++i) {
            const auto& [x, y] = path[i];
            const auto& [next_x, next_y] = path[i + 1 == path.size() ? 0 : i + 1];
            doubled += x * next_y - next_x * y;
            ring.push_back(corner(x, y));
        }
        if (doubled > 0) {
            outline.push_back({std::move(ring), {}});
        } else {
            holes.push_back(std::move(ring));
        }
    }

    std::mt19937 m_random;
    std::vector<int> m_region;
    std::vector<ProjectedPoint> m_corners;
};

}  // namespace heatward::test
