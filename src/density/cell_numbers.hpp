#pragma once

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "cell_point_scale.hpp"
#include "heatward/core/extent.hpp"
#include "heatward/core/grid.hpp"
#include "heatward/density/kernel_points.hpp"
#include "heatward/density/point_index.hpp"
#include "lattice_cells.hpp"

// Which cell of a lattice a point belongs to, and how it is kept there. Part of lattice_cells.cpp.
namespace heatward::density {

/// A level's radii agree in this many leading bits of their fraction: to 0.8 % where all of
/// the index nearly agree, as those of one bandwidth do on a map, else to a sixteenth, so that
/// adaptive bandwidths do not scatter over hundreds of levels.
inline constexpr int kFineBits = 7;
inline constexpr int kCoarseBits = 4;
inline constexpr double kNearlyEqual = 1.02;

/// Cells beyond this would make the pixels that only some of their points reach too many.
inline constexpr int kLargestCell = 64;

/// A fourth to an eighth of the radius, but at least one pixel.
inline int cell_pixels_for(float radius)
{
    int pixels = 1;
    while (pixels < kLargestCell && static_cast<float>(8 * pixels) <= radius) {
        pixels *= 2;
    }
    return pixels;
}

/// Points in pixels from the lattice's origin.
class PixelPlane {
public:
    PixelPlane(const KernelPoints& points, const GridFrame& frame)
        : m_points(&points),
          m_origin_x(frame.origin_x),
          m_origin_y(frame.origin_y),
          m_per_x(1 / frame.cell_width),
          m_per_y(1 / frame.cell_height)
    {
    }
    [[nodiscard]] double x(std::size_t i) const { return across(m_points->x[i]); }
    [[nodiscard]] double y(std::size_t i) const { return down(m_points->y[i]); }
    [[nodiscard]] float radius_x(std::size_t i) const { return pixels_x(m_points->radius_x[i]); }
    [[nodiscard]] float radius_y(std::size_t i) const { return pixels_y(m_points->radius_y[i]); }

    /// In double precision.
    [[nodiscard]] double wide_radius_x(std::size_t i) const
    {
        return m_points->radius_x[i] * m_per_x;
    }
    [[nodiscard]] double wide_radius_y(std::size_t i) const
    {
        return m_points->radius_y[i] * m_per_y;
    }

    [[nodiscard]] double across(double x) const { return (x - m_origin_x) * m_per_x; }
    [[nodiscard]] double down(double y) const { return (m_origin_y - y) * m_per_y; }
    [[nodiscard]] float pixels_x(double length) const
    {
        return static_cast<float>(length * m_per_x);
    }
    [[nodiscard]] float pixels_y(double length) const
    {
        return static_cast<float>(length * m_per_y);
    }
    [[nodiscard]] const KernelPoints& points() const { return *m_points; }

private:
    const KernelPoints* m_points;
    double m_origin_x;
    double m_origin_y;
    double m_per_x;
    double m_per_y;
};

/// Which radii are one level.
class RadiusClasses {
public:
    RadiusClasses(const PointIndex& index, const PixelPlane& plane)
    {
        const RadiusExtremes& radii = index.radii();
        m_range = {plane.pixels_x(radii.least_x), plane.pixels_x(radii.largest_x),
                   plane.pixels_y(radii.least_y), plane.pixels_y(radii.largest_y)};
        const bool nearly = radii.largest_x <= radii.least_x * kNearlyEqual &&
                            radii.largest_y <= radii.least_y * kNearlyEqual;
        m_shift = 23 - (nearly ? kFineBits : kCoarseBits);
    }
    /// Classes of x and y in one number, ascending with x.
    [[nodiscard]] std::uint64_t of(float radius_x, float radius_y) const
    {
        return std::uint64_t{std::bit_cast<std::uint32_t>(radius_x) >> m_shift} << 32U |
               std::bit_cast<std::uint32_t>(radius_y) >> m_shift;
    }
    [[nodiscard]] bool is_one() const
    {
        return of(m_range.least_x, m_range.least_y) == of(m_range.largest_x, m_range.largest_y);
    }
    [[nodiscard]] std::uint64_t first() const { return of(m_range.least_x, m_range.least_y); }
    /// What a class's radii can be: the same for every window of the index.
    [[nodiscard]] RadiusRange range(std::uint64_t radius_class) const
    {
        const auto x = static_cast<std::uint32_t>(radius_class >> 32U);
        const auto y = static_cast<std::uint32_t>(radius_class);
        return {std::max(m_range.least_x, start(x)), std::min(m_range.largest_x, start(x + 1)),
                std::max(m_range.least_y, start(y)), std::min(m_range.largest_y, start(y + 1))};
    }

private:
    [[nodiscard]] float start(std::uint32_t one) const
    {
        return std::bit_cast<float>(one << m_shift);
    }
    RadiusRange m_range{};
    int m_shift = 0;
};

/// The cells of one level over all that the points span, numbered by row, then column.
struct CellGrid {
    std::uint64_t radius_class = 0;
    RadiusRange radii{};
    std::size_t first_number = 0;
    double first_column = 0;  ///< pixels
    double first_row = 0;
    std::size_t columns = 0;
    std::size_t rows = 0;
    int cell_pixels = 1;
    double cells_per_pixel = 1;

    CellGrid(std::uint64_t of_class, const RadiusRange& range, const Extent& places)
        : radius_class(of_class),
          radii(range),
          cell_pixels(cell_pixels_for(std::min(range.least_x, range.least_y))),
          cells_per_pixel(1.0 / cell_pixels)
    {
        first_column = std::floor(places.min_x * cells_per_pixel) * cell_pixels;
        first_row = std::floor(places.min_y * cells_per_pixel) * cell_pixels;
        columns = along(places.max_x, first_column) + 1;
        rows = along(places.max_y, first_row) + 1;
    }
    [[nodiscard]] std::size_t along(double pixels, double first) const
    {
        return static_cast<std::size_t>((pixels - first) * cells_per_pixel);
    }
    /// Pixel in the middle of the cell that many cells from `first`.
    [[nodiscard]] double middle(std::size_t cell, double first) const
    {
        const std::size_t side = static_cast<std::size_t>(cell_pixels);
        return first + static_cast<double>(cell * side + side / 2);
    }
};

/// All levels' cells, and which of them a point belongs to.
class CellNumbers {
public:
    CellNumbers(const PixelPlane& plane, const RadiusClasses& classes, const Extent& places,
                const std::vector<std::uint32_t>& listed, double amplitude_scale)
        : m_plane(&plane), m_classes(&classes), m_amplitude_scale(amplitude_scale)
    {
        for (const std::uint64_t radius_class : present(listed)) {
            CellGrid grid(radius_class, classes.range(radius_class), places);
            grid.first_number = m_count;
            m_count += grid.columns * grid.rows;
            m_grids.push_back(grid);
        }
    }
    [[nodiscard]] std::size_t count() const { return m_count; }
    [[nodiscard]] const std::vector<CellGrid>& grids() const { return m_grids; }
    [[nodiscard]] std::size_t number_of(std::size_t i) const
    {
        const CellGrid& grid = grid_of(i);
        return grid.first_number + grid.along(m_plane->y(i), grid.first_row) * grid.columns +
               grid.along(m_plane->x(i), grid.first_column);
    }
    /// `scale` is kept from one point to the next: most have the same amplitude.
    [[nodiscard]] CellPoint point(std::size_t i, CellPointScale& scale) const
    {
        const CellGrid& grid = grid_of(i);
        const auto offset = [&](double pixels, double first) {
            return static_cast<float>(pixels -
                                      (grid.middle(grid.along(pixels, first), first) + 0.5));
        };
        const KernelPoints& points = m_plane->points();
        const double amplitude = points.amplitude[i] * m_amplitude_scale;
        if (amplitude != scale.amplitude) {
            scale = CellPointScale(points.kernel, amplitude);
        }
        const FloatPair per_x(scale.root / m_plane->wide_radius_x(i));
        const FloatPair per_y(scale.root / m_plane->wide_radius_y(i));
        return {offset(m_plane->x(i), grid.first_column),
                offset(m_plane->y(i), grid.first_row),
                per_x.most,
                per_y.most,
                scale.top,
                static_cast<float>(points.incidents[i]),
                per_x.rest,
                per_y.rest};
    }

private:
    [[nodiscard]] std::vector<std::uint64_t> present(const std::vector<std::uint32_t>& listed) const
    {
        if (m_classes->is_one()) {
            return {m_classes->first()};
        }
        std::vector<std::uint64_t> found;
        for (const std::uint32_t i : listed) {
            const std::uint64_t one = class_of(i);
            if (found.empty() || found.back() != one) {
                const auto at = std::lower_bound(found.begin(), found.end(), one);
                if (at == found.end() || *at != one) {
                    found.insert(at, one);
                }
            }
        }
        return found;
    }
    [[nodiscard]] std::uint64_t class_of(std::size_t i) const
    {
        return m_classes->of(m_plane->radius_x(i), m_plane->radius_y(i));
    }
    [[nodiscard]] const CellGrid& grid_of(std::size_t i) const
    {
        if (m_grids.size() == 1) {
            return m_grids.front();
        }
        return *std::lower_bound(
            m_grids.begin(), m_grids.end(), class_of(i),
            [](const CellGrid& grid, std::uint64_t one) { return grid.radius_class < one; });
    }

    const PixelPlane* m_plane;
    const RadiusClasses* m_classes;
    double m_amplitude_scale;
    std::vector<CellGrid> m_grids;  ///< by class, ascending
    std::size_t m_count = 0;
};

}  // namespace heatward::density
