#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "heatward/core/incident_table.hpp"
#include "heatward/core/point.hpp"
#include "heatward/core/polygon.hpp"
#include "heatward/maps/plane.hpp"
#include "heatward/maps/study_area_mask.hpp"

namespace heatward::maps {

/// Where a run's incidents and study area lie in one plane, and how the plane
/// stretches at each incident. Made once for a run and a plane, whatever layers and filters
/// are drawn from it. Immutable, safe to share between threads.
class PlaneGeometry {
public:
    /// `threads` share the work (0: all cores); the result is the same whatever they are.
    /// Throws DataError where `crs` is no projected system in metres.
    PlaneGeometry(Plane plane, const std::string& crs, const IncidentTable& incidents,
                  const ProjectedMultiPolygon& study_area, unsigned threads = 1);
    ~PlaneGeometry();
    PlaneGeometry(PlaneGeometry&&) = delete;
    PlaneGeometry& operator=(PlaneGeometry&&) = delete;

    [[nodiscard]] Plane plane() const { return m_plane; }

    /// Plane coordinates of every incident, in table order. An incident that the plane cannot
    /// hold is NaN.
    [[nodiscard]] std::span<const double> x() const { return m_x; }
    [[nodiscard]] std::span<const double> y() const { return m_y; }

    /// Plane units per project metre at every incident, along the plane's axes.
    [[nodiscard]] std::span<const double> scale_x() const { return m_scale_x; }
    [[nodiscard]] std::span<const double> scale_y() const { return m_scale_y; }

    /// The study area in this plane, its edges straight between projected vertices.
    [[nodiscard]] const StudyAreaMask& mask() const { return m_mask; }

    /// The largest of these scales anywhere within the study area, to 1 %.
    [[nodiscard]] double max_scale_x() const { return m_max_scale_x; }
    [[nodiscard]] double max_scale_y() const { return m_max_scale_y; }

    /// A place in this plane; NaN where the plane cannot hold it. Safe from any thread.
    struct Place {
        double x;
        double y;
    };
    [[nodiscard]] Place place_of(ProjectedPoint point) const;

    /// Places of this plane in project metres, one by one through PROJ; NaN where there is
    /// none. All spans have one length. Safe from any thread.
    void to_project(std::span<const double> x, std::span<const double> y, std::span<double> east,
                    std::span<double> north) const;

    /// Bytes held, for a cache's account.
    [[nodiscard]] std::size_t memory_bytes() const;

private:
    class Projections;

    void place_incidents(const IncidentTable& incidents, unsigned threads);
    void place_study_area(const ProjectedMultiPolygon& study_area);

    Plane m_plane;
    std::unique_ptr<Projections> m_projections;
    std::vector<double> m_x;
    std::vector<double> m_y;
    std::vector<double> m_scale_x;
    std::vector<double> m_scale_y;
    double m_max_scale_x = 1;
    double m_max_scale_y = 1;
    StudyAreaMask m_mask;
};

}  // namespace heatward::maps
