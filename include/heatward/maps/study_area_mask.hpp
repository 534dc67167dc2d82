#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "heatward/core/extent.hpp"
#include "heatward/core/grid.hpp"
#include "heatward/core/polygon.hpp"

namespace heatward::maps {

/// Which cells of any raster lie in the study area, by crossing each row of cell centres
/// with its rings (even-odd). A crossing's x depends on the row's y and the edge alone, so a cell
/// has the same answer in every window of a lattice. Points within rounding (about
/// 1e-9 m) of the border may fall on either side. Immutable.
class StudyAreaMask {
public:
    StudyAreaMask() = default;

    /// `polygons` may be in any plane; x and y are taken as they are.
    explicit StudyAreaMask(const ProjectedMultiPolygon& polygons);

    /// 1 where the cell's centre lies inside, else 0; rows × columns, row 0 north.
    [[nodiscard]] Raster<std::uint8_t> rasterise(const GridFrame& frame) const;

    /// Whether (x, y) lies inside, by the same rule.
    [[nodiscard]] bool contains(double x, double y) const;

    /// Whether an edge's bounding rectangle reaches `area`; where none does, all of it
    /// lies inside or all outside.
    [[nodiscard]] bool border_may_touch(const Extent& area) const;

    [[nodiscard]] const Extent& extent() const { return m_extent; }
    [[nodiscard]] std::size_t memory_bytes() const;

private:
    /// An edge with its lower end first, so that neighbours cross it alike.
    struct Edge {
        double low_x;
        double low_y;
        double high_x;
        double high_y;
    };

    [[nodiscard]] std::size_t band_of(double y) const;
    void crossings_at(double y, std::vector<double>& crossings) const;

    Extent m_extent;
    double m_bands_per_unit = 0;
    std::vector<std::size_t> m_first;  ///< bands + 1 offsets into m_edges
    std::vector<Edge> m_edges;         ///< an edge stands in every band it reaches
};

}  // namespace heatward::maps
