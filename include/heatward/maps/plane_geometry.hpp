#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "heatward/core/extent.hpp"
#include "heatward/core/incident_table.hpp"
#include "heatward/core/point.hpp"
#include "heatward/core/polygon.hpp"
#include "heatward/maps/plane.hpp"
#include "heatward/maps/sparse_column.hpp"
#include "heatward/maps/study_area_mask.hpp"

namespace heatward::maps {

/// An incident in some plane; not-a-number where the plane cannot hold it.
struct PlacedIncident {
    double x = 0;  ///< plane units
    double y = 0;
    double scale_x = 1;  ///< plane units per project metre there, along the plane's axes
    double scale_y = 1;

    friend bool operator==(const PlacedIncident&, const PlacedIncident&) = default;
};

class ProjectionPatch;

/// Where a run's incidents and study area lie in one plane, and how the plane
/// stretches at each incident. Made once for a run and a plane, whatever layers and filters
/// are drawn from it. Immutable, safe to share between threads.
///
/// Nothing is kept for an incident: other planes than the project's come from polynomials over
/// cells of 4 km, tried at nine places for 1e-4 m and 1e-8 of the scales and tested between them to
/// 1e-3 m and 1e-5 (1e-6 m and 1e-10 where no datum grid bends); incidents of cells that fail are
/// projected one by one and kept. What a place has does not depend on the incidents.
class PlaneGeometry {
public:
    /// `incidents` outlive the geometry. `threads` share the work (0: all cores); the result is the
    /// same whatever they are. Throws DataError where `crs` is no projected system in metres.
    PlaneGeometry(Plane plane, const std::string& crs, const IncidentTable& incidents,
                  const ProjectedMultiPolygon& study_area, unsigned threads = 1);
    ~PlaneGeometry();
    PlaneGeometry(PlaneGeometry&&) = delete;
    PlaneGeometry& operator=(PlaneGeometry&&) = delete;

    [[nodiscard]] Plane plane() const { return m_plane; }

    /// The table's incidents.
    [[nodiscard]] std::size_t size() const { return m_incidents->size(); }

    /// Places incidents one after the other, the quicker the nearer they lie. The geometry outlives
    /// it. For one thread.
    class Reader {
    public:
        explicit Reader(const PlaneGeometry& geometry) : m_geometry(&geometry) {}
        /// Row `i` of the table.
        PlacedIncident operator()(std::size_t i);

    private:
        const PlaneGeometry* m_geometry;
        const ProjectionPatch* m_patch = nullptr;
        double m_west = 0;  ///< of the patch's cell
        double m_south = 0;
    };

    /// Row `i` of the table.
    [[nodiscard]] PlacedIncident placed(std::size_t i) const { return Reader(*this)(i); }

    /// Rectangles that hold each run of RowSet::kWordRows neighbours in the table; empty where the
    /// plane holds none of them.
    [[nodiscard]] std::span<const Extent> runs() const { return m_runs; }

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

    struct Patches;

    void make_patches(unsigned threads);
    void place_rough_incidents(unsigned threads);
    void find_runs(unsigned threads);
    void place_study_area(const ProjectedMultiPolygon& study_area);

    Plane m_plane;
    std::unique_ptr<Projections> m_projections;
    const IncidentTable* m_incidents;
    std::unique_ptr<Patches> m_patches;    ///< of planes other than the project's
    SparseColumn<PlacedIncident> m_rough;  ///< the incidents of cells that are not smooth
    std::vector<Extent> m_runs;
    double m_max_scale_x = 1;
    double m_max_scale_y = 1;
    StudyAreaMask m_mask;
};

}  // namespace heatward::maps
