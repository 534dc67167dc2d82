#include "heatward/maps/plane_geometry.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <mutex>
#include <numbers>
#include <utility>

#include "heatward/core/parallel.hpp"
#include "heatward/core/tile_id.hpp"
#include "heatward/gis/projection.hpp"

namespace heatward::maps {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr double kDegreesPerMercatorMetre = 180 / kMercatorHalfWidth;

/// Incidents a thread takes at a time: enough to be worth a PROJ context.
constexpr std::size_t kGrain = 4096;

/// The scale is smooth, so that its largest value over the study area's extent is found to well
/// below this margin by a lattice of kScaleSamples² places.
constexpr double kScaleMargin = 1.01;
constexpr int kScaleSamples = 9;

PlaneGeometry::Place plane_place(Plane plane, const gis::Projection& projection,
                                 ProjectedPoint point)
{
    if (plane == Plane::web_mercator) {
        const MercatorPoint place = projection.to_mercator(point);
        return {place.x, place.y};
    }
    const LonLat place = projection.to_lonlat(point);
    return {place.lon, place.lat};
}

gis::Projection::MercatorScale plane_scale(Plane plane, const gis::Projection& projection,
                                           ProjectedPoint point, double latitude)
{
    gis::Projection::MercatorScale scale = projection.mercator_scale(point);
    if (plane == Plane::lonlat) {
        // Web mercator is y = a·artanh(sin φ), so dφ/dy = cos φ/a.
        scale.x *= kDegreesPerMercatorMetre;
        scale.y *= kDegreesPerMercatorMetre * std::cos(latitude * std::numbers::pi / 180);
    }
    return scale;
}

}  // namespace

/// PROJ's objects serve one thread at a time: they are lent and taken back.
class PlaneGeometry::Projections {
public:
    explicit Projections(const std::string& crs) : m_first(crs) {}

    template <class Work>
    void with_one(const Work& work)
    {
        gis::Projection projection = take();
        work(std::as_const(projection));
        const std::scoped_lock lock(m_mutex);
        m_idle.push_back(std::move(projection));
    }

private:
    gis::Projection take()
    {
        const std::scoped_lock lock(m_mutex);
        if (m_idle.empty()) {
            return m_first.clone();
        }
        gis::Projection projection = std::move(m_idle.back());
        m_idle.pop_back();
        return projection;
    }

    std::mutex m_mutex;
    gis::Projection m_first;
    std::vector<gis::Projection> m_idle;
};

PlaneGeometry::PlaneGeometry(Plane plane, const std::string& crs, const IncidentTable& incidents,
                             const ProjectedMultiPolygon& study_area, unsigned threads)
    : m_plane(plane)
{
    if (plane == Plane::project) {
        m_x = incidents.x;
        m_y = incidents.y;
        m_scale_x.assign(incidents.size(), 1.0);
        m_scale_y.assign(incidents.size(), 1.0);
        m_mask = StudyAreaMask(study_area);
        return;
    }
    m_projections = std::make_unique<Projections>(crs);
    place_incidents(incidents, threads);
    place_study_area(study_area);
}

PlaneGeometry::~PlaneGeometry() = default;

void PlaneGeometry::place_incidents(const IncidentTable& incidents, unsigned threads)
{
    m_x.assign(incidents.size(), kNaN);
    m_y.assign(incidents.size(), kNaN);
    m_scale_x.assign(incidents.size(), kNaN);
    m_scale_y.assign(incidents.size(), kNaN);
    const auto place_run = [&](const gis::Projection& projection, std::size_t begin,
                               std::size_t end) {
        for (std::size_t i = begin; i < end; ++i) {
            // Snapped data repeat their places, and neighbours stand side by side.
            if (i > begin && incidents.x[i] == incidents.x[i - 1] &&
                incidents.y[i] == incidents.y[i - 1]) {
                m_x[i] = m_x[i - 1];
                m_y[i] = m_y[i - 1];
                m_scale_x[i] = m_scale_x[i - 1];
                m_scale_y[i] = m_scale_y[i - 1];
                continue;
            }
            const ProjectedPoint point{incidents.x[i], incidents.y[i]};
            const Place place = plane_place(m_plane, projection, point);
            const auto scale = plane_scale(m_plane, projection, point, place.y);
            m_x[i] = place.x;
            m_y[i] = place.y;
            m_scale_x[i] = scale.x;
            m_scale_y[i] = scale.y;
        }
    };
    for_each_run(incidents.size(), kGrain, threads, [&](std::size_t begin, std::size_t end) {
        m_projections->with_one(
            [&](const gis::Projection& projection) { place_run(projection, begin, end); });
    });
}

void PlaneGeometry::place_study_area(const ProjectedMultiPolygon& study_area)
{
    ProjectedMultiPolygon in_plane = study_area;
    const Extent extent = extent_of(study_area);
    m_max_scale_x = 0;
    m_max_scale_y = 0;
    m_projections->with_one([&](const gis::Projection& projection) {
        const auto move = [&](Ring<ProjectedPoint>& ring) {
            for (ProjectedPoint& vertex : ring) {
                const Place place = plane_place(m_plane, projection, vertex);
                vertex = {place.x, place.y};
            }
        };
        for (auto& polygon : in_plane) {
            move(polygon.exterior);
            std::for_each(polygon.holes.begin(), polygon.holes.end(), move);
        }
        for (int i = 0; i < kScaleSamples * kScaleSamples && !extent.is_empty(); ++i) {
            const double across = static_cast<double>(i % kScaleSamples) / (kScaleSamples - 1);
            const int row = i / kScaleSamples;
            const double up = static_cast<double>(row) / (kScaleSamples - 1);
            const ProjectedPoint sample{extent.min_x + across * extent.width(),
                                        extent.min_y + up * extent.height()};
            const auto scale =
                plane_scale(m_plane, projection, sample, projection.to_lonlat(sample).lat);
            m_max_scale_x = std::max(m_max_scale_x, kScaleMargin * scale.x);
            m_max_scale_y = std::max(m_max_scale_y, kScaleMargin * scale.y);
        }
    });
    m_mask = StudyAreaMask(in_plane);
}

PlaneGeometry::Place PlaneGeometry::place_of(ProjectedPoint point) const
{
    Place place{point.x, point.y};
    if (m_projections) {
        m_projections->with_one([&](const gis::Projection& projection) {
            place = plane_place(m_plane, projection, point);
        });
    }
    return place;
}

void PlaneGeometry::to_project(std::span<const double> x, std::span<const double> y,
                               std::span<double> east, std::span<double> north) const
{
    if (!m_projections) {
        std::copy(x.begin(), x.end(), east.begin());
        std::copy(y.begin(), y.end(), north.begin());
        return;
    }
    m_projections->with_one([&](const gis::Projection& projection) {
        if (m_plane == Plane::web_mercator) {
            projection.from_mercator(x, y, east, north);
        } else {
            projection.from_lonlat(x, y, east, north);
        }
    });
}

std::size_t PlaneGeometry::memory_bytes() const
{
    return 4 * m_x.size() * sizeof(double) + m_mask.memory_bytes();
}

}  // namespace heatward::maps
