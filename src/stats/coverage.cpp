#include "heatward/stats/coverage.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>
#include <vector>

#include "heatward/core/crossing.hpp"

namespace heatward::stats {
namespace {

/// Nearer than this to 0 or 1 a share is rounding.
constexpr double kRounding = 1e-12;

/// A piece of an edge in cells from the window's north-west corner, y southward.
struct Piece {
    double x0;
    double y0;
    double x1;
    double y1;

    [[nodiscard]] double x_at(double y) const { return x0 + (y - y0) / (y1 - y0) * (x1 - x0); }
    [[nodiscard]] double y_at(double x) const { return y0 + (x - x0) / (x1 - x0) * (y1 - y0); }
};

/// Sums, cell by cell, the signed area to the east of edges; the running sum along a row
/// is then the share that the rings enclose.
class CoverageSum {
public:
    explicit CoverageSum(const GridFrame& frame)
        : m_raster(frame),
          m_stride(static_cast<std::size_t>(frame.columns) + 1),
          m_sum(m_stride * static_cast<std::size_t>(frame.rows), 0.0)
    {
    }

    /// Adds an edge with the area to its left.
    void add(const ProjectedEdge& edge)
    {
        const GridFrame& frame = m_raster.frame;
        const Piece piece{(edge.a.x - frame.west()) / frame.cell_width,
                          (frame.north() - edge.a.y) / frame.cell_height,
                          (edge.b.x - frame.west()) / frame.cell_width,
                          (frame.north() - edge.b.y) / frame.cell_height};
        const auto [top, bottom] = std::minmax(piece.y0, piece.y1);
        if (!(top < bottom) || bottom <= 0 || top >= frame.rows) {
            return;
        }
        const int first = static_cast<int>(std::max(0.0, std::floor(top)));
        const int last = static_cast<int>(std::min<double>(frame.rows, std::ceil(bottom)));
        for (int row = first; row < last; ++row) {
            add_in_row(piece, row, std::max<double>(row, top), std::min<double>(row + 1, bottom));
        }
    }

    Raster<double> finish()
    {
        for (int row = 0; row < m_raster.frame.rows; ++row) {
            const double* const sums = m_sum.data() + static_cast<std::size_t>(row) * m_stride;
            double running = 0;
            for (int column = 0; column < m_raster.frame.columns; ++column) {
                running += sums[column];
                double share = running;
                if (share < kRounding) {
                    share = 0;
                } else if (share > 1 - kRounding) {
                    share = 1;
                }
                m_raster.at(row, column) = share;
            }
        }
        return std::move(m_raster);
    }

private:
    /// The part of an edge between the heights `top` and `bottom` of one row.
    void add_in_row(const Piece& edge, int row, double top, double bottom)
    {
        Piece part{edge.x_at(top), top, edge.x_at(bottom), bottom};
        const auto [west, east] = std::minmax(edge.x0, edge.x1);
        part.x0 = std::clamp(part.x0, west, east);
        part.x1 = std::clamp(part.x1, west, east);
        if (edge.y0 > edge.y1) {
            std::swap(part.x0, part.x1);
            std::swap(part.y0, part.y1);
        }
        add_split(part, row, {0.0, static_cast<double>(m_raster.frame.columns)});
    }

    /// Splits a piece where it crosses the window's west and east borders.
    void add_split(const Piece& piece, int row, const std::array<double, 2>& borders,
                   std::size_t next = 0)
    {
        if (next == borders.size()) {
            add_inside(piece, row);
            return;
        }
        const double border = borders[next];
        if ((piece.x0 < border) == (piece.x1 < border)) {
            add_split(piece, row, borders, next + 1);
            return;
        }
        const double y = piece.y_at(border);
        add_split({piece.x0, piece.y0, border, y}, row, borders, next + 1);
        add_split({border, y, piece.x1, piece.y1}, row, borders, next + 1);
    }

    /// A piece that lies wholly west of, in, or east of the window.
    void add_inside(const Piece& piece, int row)
    {
        const auto [west, east] = std::minmax(piece.x0, piece.x1);
        double* const sums = m_sum.data() + static_cast<std::size_t>(row) * m_stride;
        if (east <= 0) {
            sums[0] += piece.y1 - piece.y0;
            return;
        }
        const int columns = m_raster.frame.columns;
        if (west >= columns) {
            return;
        }
        const int first = static_cast<int>(std::max(0.0, std::floor(west)));
        const int last = std::min(columns, std::max(first + 1, static_cast<int>(std::ceil(east))));
        for (int column = first; column < last; ++column) {
            const double from = std::max<double>(column, west);
            const double to = std::min<double>(column + 1, east);
            const double share = first + 1 == last ? 1 : (to - from) / (east - west);
            const double drop = (piece.y1 - piece.y0) * share;
            const double east_part = column + 1 - (from + to) / 2;
            sums[column] += drop * east_part;
            sums[column + 1] += drop * (1 - east_part);
        }
    }

    Raster<double> m_raster;
    std::size_t m_stride;
    std::vector<double> m_sum;
};

/// Whole cells from `low` to `high`, cut to 0 … count.
std::pair<int, int> cells_between(double low, double high, int count)
{
    const double first = std::clamp(std::floor(low), 0.0, static_cast<double>(count));
    const double last = std::clamp(std::ceil(high), first, static_cast<double>(count));
    return {static_cast<int>(first), static_cast<int>(last)};
}

}  // namespace

GridFrame window_of(const GridFrame& frame, const Extent& extent)
{
    GridFrame window = frame;
    window.columns = 0;
    window.rows = 0;
    if (extent.is_empty()) {
        return window;
    }
    const auto [west, east] =
        cells_between((extent.min_x - frame.west()) / frame.cell_width,
                      (extent.max_x - frame.west()) / frame.cell_width, frame.columns);
    const auto [north, south] =
        cells_between((frame.north() - extent.max_y) / frame.cell_height,
                      (frame.north() - extent.min_y) / frame.cell_height, frame.rows);
    if (west == east || north == south) {
        return window;
    }
    window.first_column += west;
    window.first_row_north -= north;
    window.columns = east - west;
    window.rows = south - north;
    return window;
}

Raster<double> coverage(const ProjectedMultiPolygon& polygons, const GridFrame& frame)
{
    CoverageSum sum(frame);
    for (const auto& edge : oriented_edges(polygons)) {
        sum.add(edge);
    }
    return sum.finish();
}

Raster<double> coverage_window(const ProjectedMultiPolygon& polygons, const GridFrame& frame)
{
    return coverage(polygons, window_of(frame, extent_of(polygons)));
}

}  // namespace heatward::stats
