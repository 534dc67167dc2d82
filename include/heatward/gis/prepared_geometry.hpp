#pragma once

#include <memory>
#include <span>
#include <vector>

#include "heatward/core/extent.hpp"
#include "heatward/core/point.hpp"
#include "heatward/core/polygon.hpp"

namespace heatward::gis {

/// Points, lines and polygons of one plane, prepared for many tests (OGC Simple Features,
/// `intersects`: boundaries belong to what they bound). Its units are those of the coordinates.
///
/// Safe to use from several threads at once: tests take turns, since GEOS builds its indexes during
/// the first of them. A thread that tests much does better with an object of its own.
class PreparedGeometry {
public:
    /// Polygons that cross themselves are made valid (GEOS's MakeValid, method `linework`:
    /// even-odd; what has no area stays as lines and points), those that overlap count as their
    /// union. Throws DataError for coordinates that are no numbers, lines of one vertex, rings of
    /// fewer than three, and what GEOS cannot make valid.
    PreparedGeometry(std::span<const ProjectedPoint> points,
                     std::span<const std::vector<ProjectedPoint>> lines,
                     const ProjectedMultiPolygon& polygons);
    ~PreparedGeometry();
    PreparedGeometry(PreparedGeometry&&) noexcept;
    PreparedGeometry& operator=(PreparedGeometry&&) noexcept;
    PreparedGeometry(const PreparedGeometry&) = delete;
    PreparedGeometry& operator=(const PreparedGeometry&) = delete;

    /// Whether the point lies in, or on the edge of, any part. A point that is no number does not.
    [[nodiscard]] bool intersects(const ProjectedPoint& point) const;

    /// Whether valid polygons and parts share a point; rings of fewer than three vertices are left
    /// out, and nothing shares none. Throws DataError for vertices that are no numbers and what
    /// GEOS cannot take.
    [[nodiscard]] bool intersects(const ProjectedMultiPolygon& polygons) const;

    /// The smallest rectangle around all parts; empty where there are none.
    [[nodiscard]] const Extent& extent() const;

private:
    struct State;
    std::unique_ptr<State> m_state;
};

}  // namespace heatward::gis
