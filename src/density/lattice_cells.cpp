#include "lattice_cells.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <utility>

#include <fmt/format.h>

#include "block_sweep.hpp"
#include "cell_numbers.hpp"
#include "heatward/core/error.hpp"
#include "heatward/core/extent.hpp"
#include "heatward/core/parallel.hpp"

namespace heatward::density {
namespace {

/// Points that one piece of work sorts: enough that its counters do not outweigh them.
constexpr std::size_t kPointsAPart = 1 << 16;
constexpr std::size_t kMostParts = 8;

/// Counters that all parts have together: 64 MB.
constexpr std::size_t kMostCounters = 1 << 24;

/// Counting is quicker than comparing unless there are many more cells than points.
constexpr std::size_t kCountersAPoint = 8;
constexpr std::size_t kFewCounters = 1 << 16;

/// Equal parts of the listed points, and the same parts whatever the number of threads.
class Parts {
public:
    Parts(std::size_t points, std::size_t counters)
        : m_points(points),
          m_count(std::clamp<std::size_t>(
              std::min(points / kPointsAPart, kMostCounters / std::max<std::size_t>(counters, 1)),
              1, kMostParts))
    {
    }
    [[nodiscard]] std::size_t count() const { return m_count; }
    [[nodiscard]] std::size_t first(std::size_t part) const { return m_points * part / m_count; }

private:
    std::size_t m_points;
    std::size_t m_count;
};

/// Where each cell's points begin once sorted: (cell number, first point), ascending.
using CellStarts = std::vector<std::pair<std::size_t, std::uint32_t>>;

CellStarts sort_by_comparison(const CellNumbers& numbers, const std::vector<std::uint32_t>& listed,
                              CellPoint* sorted)
{
    std::vector<std::pair<std::size_t, std::uint32_t>> keyed;
    keyed.reserve(listed.size());
    for (const std::uint32_t i : listed) {
        keyed.emplace_back(numbers.number_of(i), i);
    }
    std::sort(keyed.begin(), keyed.end());
    CellStarts starts;
    CellPointScale scale;
    for (std::size_t k = 0; k < keyed.size(); ++k) {
        if (k == 0 || keyed[k].first != keyed[k - 1].first) {
            starts.emplace_back(keyed[k].first, static_cast<std::uint32_t>(k));
        }
        sorted[k] = numbers.point(keyed[k].second, scale);
    }
    return starts;
}

CellStarts sort_by_counting(const CellNumbers& numbers, const std::vector<std::uint32_t>& listed,
                            int threads, CellPoint* sorted)
{
    const Parts parts(listed.size(), numbers.count());
    std::vector<std::vector<std::uint32_t>> next(parts.count());
    const auto number = std::make_unique_for_overwrite<std::uint32_t[]>(listed.size());
    for_each_index(parts.count(), threads, [&](std::size_t part) {
        std::vector<std::uint32_t>& counters = next[part];
        counters.assign(numbers.count(), 0);
        for (std::size_t k = parts.first(part); k < parts.first(part + 1); ++k) {
            number[k] = static_cast<std::uint32_t>(numbers.number_of(listed[k]));
            ++counters[number[k]];
        }
    });
    CellStarts starts;
    std::uint32_t placed = 0;
    for (std::size_t cell = 0; cell < numbers.count(); ++cell) {
        const std::uint32_t first = placed;
        for (auto& counters : next) {
            placed += std::exchange(counters[cell], placed);
        }
        if (placed != first) {
            starts.emplace_back(cell, first);
        }
    }
    for_each_index(parts.count(), threads, [&](std::size_t part) {
        std::vector<std::uint32_t>& counters = next[part];
        CellPointScale scale;
        for (std::size_t k = parts.first(part); k < parts.first(part + 1); ++k) {
            sorted[counters[number[k]]++] = numbers.point(listed[k], scale);
        }
    });
    return starts;
}

std::vector<CellLevel> levels_of(const CellNumbers& numbers, const CellStarts& starts,
                                 std::size_t point_count)
{
    std::vector<CellLevel> levels;
    std::size_t k = 0;
    for (const CellGrid& grid : numbers.grids()) {
        CellLevel level;
        level.radii = grid.radii;
        level.cell_pixels = grid.cell_pixels;
        std::size_t last_row = grid.rows;
        const std::size_t end_number = grid.first_number + grid.columns * grid.rows;
        for (; k < starts.size() && starts[k].first < end_number; ++k) {
            const std::size_t number = starts[k].first - grid.first_number;
            const std::size_t row = number / grid.columns;
            if (row != last_row) {
                level.row_first.push_back(static_cast<std::uint32_t>(level.cells.size()));
                last_row = row;
            }
            const std::size_t end = k + 1 < starts.size() ? starts[k + 1].second : point_count;
            level.cells.push_back(
                {static_cast<std::int64_t>(grid.middle(number % grid.columns, grid.first_column)),
                 static_cast<std::int64_t>(grid.middle(row, grid.first_row)), starts[k].second,
                 static_cast<std::uint32_t>(end - starts[k].second)});
        }
        if (!level.cells.empty()) {
            level.row_first.push_back(static_cast<std::uint32_t>(level.cells.size()));
            levels.push_back(std::move(level));
        }
    }
    return levels;
}

/// The power of two next to the largest amplitude: in this unit weights of any size keep their
/// single precision, and nothing is rounded by the change. The same for every window.
double amplitude_unit(const PointIndex& index)
{
    const double largest = index.largest_amplitude();
    return largest > 0 ? std::ldexp(1.0, std::clamp(std::ilogb(largest), -1000, 1000)) : 1;
}

/// Throws DataError where columns would not fit a whole number.
void check_reach(const PointIndex& index, const GridFrame& frame)
{
    const double radius = std::max(index.radii().largest_x / frame.cell_width,
                                   index.radii().largest_y / frame.cell_height);
    if (!(radius <= kLargestRadiusPixels)) {
        throw DataError(fmt::format(
            "a kernel of {:.3g} cells in radius is wider than the {:.3g} that a density is drawn "
            "for: choose larger cells or a smaller bandwidth",
            radius, kLargestRadiusPixels));
    }
}

}  // namespace

Extent with_whole_cells(const RadiusExtremes& radii, const GridFrame& frame)
{
    const Extent extent = whole_blocks(frame).extent();
    const float smaller = static_cast<float>(
        std::min(radii.largest_x / frame.cell_width, radii.largest_y / frame.cell_height));
    const double pixels = cell_pixels_for(smaller) + 1;
    const double reach_x = radii.largest_x * (1 + 1e-6) + pixels * frame.cell_width;
    const double reach_y = radii.largest_y * (1 + 1e-6) + pixels * frame.cell_height;
    return {extent.min_x - reach_x, extent.min_y - reach_y, extent.max_x + reach_x,
            extent.max_y + reach_y};
}

LatticeCells lattice_cells(const PointIndex& index, const GridFrame& frame, int threads)
{
    LatticeCells made;
    check_reach(index, frame);
    const Extent near = with_whole_cells(index.radii(), frame);
    std::vector<std::uint32_t> listed;
    index.places_in(near, listed);
    if (listed.empty()) {
        return made;
    }
    const PixelPlane plane(index.points(), frame);
    const RadiusClasses classes(index, plane);
    const Extent places = index.places_within(near);
    const Extent in_pixels{plane.across(places.min_x), plane.down(places.max_y),
                           plane.across(places.max_x), plane.down(places.min_y)};
    made.amplitude_unit = amplitude_unit(index);
    const CellNumbers numbers(plane, classes, in_pixels, listed, 1 / made.amplitude_unit);
    made.points = std::make_unique_for_overwrite<CellPoint[]>(listed.size());
    const bool few = numbers.count() <= kFewCounters + kCountersAPoint * listed.size();
    const CellStarts starts = few ? sort_by_counting(numbers, listed, threads, made.points.get())
                                  : sort_by_comparison(numbers, listed, made.points.get());
    made.levels = levels_of(numbers, starts, listed.size());
    return made;
}

}  // namespace heatward::density
