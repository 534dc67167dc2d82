#include "heatward/stats/cell_outline.hpp"

#include <cstddef>

namespace heatward::stats {
namespace {

/// A border walk: at a corner of cells, heading along a cell border, the group to the left.
/// Headings are east, north, west, south.
struct Walk {
    int column;  ///< corner, counted in cells from the west edge
    int row;     ///< corner, counted in cells from the north edge
    int heading;

    friend bool operator==(const Walk&, const Walk&) = default;
};

constexpr int kEast = 0;

class OutlineTracer {
public:
    OutlineTracer(const Raster<std::int32_t>& labels, std::int32_t group_count)
        : m_labels(labels),
          m_is_walked(labels.values.size(), 0),
          m_outlines(static_cast<std::size_t>(group_count))
    {
    }

    /// Every ring passes eastward along the south side of some cell: start there.
    std::vector<Polygon<ProjectedPoint>> trace()
    {
        for (int row = 0; row < m_labels.frame.rows; ++row) {
            for (int column = 0; column < m_labels.frame.columns; ++column) {
                const std::int32_t label = m_labels.at(row, column);
                if (label > 0 && !is_group(row + 1, column, label) &&
                    m_is_walked[m_labels.index(row, column)] == 0) {
                    add_ring(label, walk_ring(label, {column, row + 1, kEast}));
                }
            }
        }
        return std::move(m_outlines);
    }

private:
    [[nodiscard]] bool is_group(int row, int column, std::int32_t label) const
    {
        const GridFrame& frame = m_labels.frame;
        return row >= 0 && row < frame.rows && column >= 0 && column < frame.columns &&
               m_labels.at(row, column) == label;
    }

    Ring<ProjectedPoint> walk_ring(std::int32_t label, const Walk& start)
    {
        Ring<ProjectedPoint> ring;
        Walk walk = start;
        do {
            if (walk.heading == kEast) {
                m_is_walked[m_labels.index(walk.row - 1, walk.column)] = 1;
            }
            const int heading = walk.heading;
            step(walk, label);
            if (walk.heading != heading) {
                ring.push_back(corner(walk));
            }
        } while (!(walk == start));
        return ring;
    }

    /// Goes to the next corner and turns there.
    void step(Walk& walk, std::int32_t label) const
    {
        constexpr int kColumnStep[4] = {1, 0, -1, 0};
        constexpr int kRowStep[4] = {0, -1, 0, 1};
        walk.column += kColumnStep[walk.heading];
        walk.row += kRowStep[walk.heading];
        // Of the two cells ahead of a corner, as seen eastward: (row − 1, column) is on
        // the left, (row, column) on the right; other headings turn with them.
        constexpr int kLeftColumn[4] = {0, -1, -1, 0};
        constexpr int kLeftRow[4] = {-1, -1, 0, 0};
        const int left = walk.heading;
        const int right = (walk.heading + 3) % 4;
        if (is_group(walk.row + kLeftRow[right], walk.column + kLeftColumn[right], label)) {
            // Also where the cell ahead on the left is not of the group: then two cells
            // touch at this corner alone, and each side of it belongs to another ring.
            walk.heading = (walk.heading + 3) % 4;
        } else if (!is_group(walk.row + kLeftRow[left], walk.column + kLeftColumn[left], label)) {
            walk.heading = (walk.heading + 1) % 4;
        }
    }

    [[nodiscard]] ProjectedPoint corner(const Walk& walk) const
    {
        const GridFrame& frame = m_labels.frame;
        return {frame.origin_x +
                    static_cast<double>(frame.first_column + walk.column) * frame.cell_width,
                frame.origin_y +
                    static_cast<double>(frame.first_row_north - walk.row) * frame.cell_height};
    }

    void add_ring(std::int32_t label, Ring<ProjectedPoint> ring)
    {
        double twice_area = 0;
        const ProjectedPoint origin = ring.front();
        for (std::size_t i = 1; i + 1 < ring.size(); ++i) {
            twice_area += (ring[i].x - origin.x) * (ring[i + 1].y - origin.y) -
                          (ring[i + 1].x - origin.x) * (ring[i].y - origin.y);
        }
        auto& outline = m_outlines[static_cast<std::size_t>(label - 1)];
        if (twice_area > 0) {
            outline.exterior = std::move(ring);
        } else {
            outline.holes.push_back(std::move(ring));
        }
    }

    const Raster<std::int32_t>& m_labels;
    std::vector<std::uint8_t> m_is_walked;  ///< cells whose south side has been passed
    std::vector<Polygon<ProjectedPoint>> m_outlines;
};

}  // namespace

std::vector<Polygon<ProjectedPoint>> cell_outlines(const Raster<std::int32_t>& labels,
                                                   std::int32_t group_count)
{
    return OutlineTracer(labels, group_count).trace();
}

}  // namespace heatward::stats
