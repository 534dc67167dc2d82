#include "heatward/maps/plane_geometry.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <mutex>
#include <numbers>
#include <optional>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "heatward/core/parallel.hpp"
#include "heatward/core/tile_id.hpp"
#include "heatward/gis/projection.hpp"
#include "projection_patch.hpp"

namespace heatward::maps {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr double kDegreesPerMercatorMetre = 180 / kMercatorHalfWidth;

/// Cells or runs of incidents that a thread takes at a time: enough to be worth a PROJ context.
constexpr std::size_t kGrain = 256;

/// Incidents of rough cells, likewise; and how many are held at a time before they are kept.
constexpr std::size_t kRoughGrain = 4096;
constexpr std::size_t kRoughRows = 1 << 16;

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

PlacedIncident placed_by(Plane plane, const gis::Projection& projection, ProjectedPoint point)
{
    const PlaneGeometry::Place place = plane_place(plane, projection, point);
    const auto scale = plane_scale(plane, projection, point, place.y);
    return {place.x, place.y, scale.x, scale.y};
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

/// By cell; those that hold incidents.
struct PlaneGeometry::Patches {
    std::unordered_map<PatchCell, std::size_t, PatchCellHash> number_of;
    std::vector<ProjectionPatch> patches;
};

PlaneGeometry::PlaneGeometry(Plane plane, const std::string& crs, const IncidentTable& incidents,
                             const ProjectedMultiPolygon& study_area, unsigned threads)
    : m_plane(plane), m_incidents(&incidents)
{
    if (plane == Plane::project) {
        m_mask = StudyAreaMask(study_area);
    } else {
        m_projections = std::make_unique<Projections>(crs);
        make_patches(threads);
        place_rough_incidents(threads);
        place_study_area(study_area);
    }
    find_runs(threads);
}

PlaneGeometry::~PlaneGeometry() = default;

void PlaneGeometry::make_patches(unsigned threads)
{
    m_patches = std::make_unique<Patches>();
    std::vector<PatchCell> cells;
    for (std::size_t i = 0; i < size(); ++i) {
        const PatchCell cell = patch_cell_of(m_incidents->x[i], m_incidents->y[i]);
        if (cells.empty() || cells.back() != cell) {
            cells.push_back(cell);
        }
    }
    std::sort(cells.begin(), cells.end(), [](const PatchCell& a, const PatchCell& b) {
        return std::tie(a.row, a.column) < std::tie(b.row, b.column);
    });
    cells.erase(std::unique(cells.begin(), cells.end()), cells.end());

    std::vector<std::optional<ProjectionPatch>> made(cells.size());
    for_each_run(cells.size(), kGrain, threads, [&](std::size_t begin, std::size_t end) {
        m_projections->with_one([&](const gis::Projection& projection) {
            for (std::size_t k = begin; k < end; ++k) {
                made[k].emplace(cells[k], [&](ProjectedPoint point) {
                    return placed_by(m_plane, projection, point);
                });
            }
        });
    });
    m_patches->patches.reserve(cells.size());
    for (std::size_t k = 0; k < cells.size(); ++k) {
        m_patches->number_of.emplace(cells[k], k);
        m_patches->patches.push_back(*made[k]);
    }
}

void PlaneGeometry::place_rough_incidents(unsigned threads)
{
    const auto& patches = m_patches->patches;
    if (std::all_of(patches.begin(), patches.end(), [](const auto& p) { return p.is_smooth(); })) {
        return;
    }
    m_rough = SparseColumn<PlacedIncident>(size(), {kNaN, kNaN, kNaN, kNaN});
    std::vector<std::optional<PlacedIncident>> placed;
    for (std::size_t first = 0; first < size(); first += kRoughRows) {
        const std::size_t count = std::min(kRoughRows, size() - first);
        placed.assign(count, std::nullopt);
        for_each_run(count, kRoughGrain, threads, [&](std::size_t begin, std::size_t end) {
            m_projections->with_one([&](const gis::Projection& projection) {
                for (std::size_t k = begin; k < end; ++k) {
                    const ProjectedPoint point{m_incidents->x[first + k],
                                               m_incidents->y[first + k]};
                    const PatchCell cell = patch_cell_of(point.x, point.y);
                    if (!patches[m_patches->number_of.at(cell)].is_smooth()) {
                        placed[k] = placed_by(m_plane, projection, point);
                    }
                }
            });
        });
        for (std::size_t k = 0; k < count; ++k) {
            if (placed[k]) {
                m_rough.set(first + k, *placed[k]);
            }
        }
    }
}

void PlaneGeometry::find_runs(unsigned threads)
{
    m_runs.resize((size() + RowSet::kWordRows - 1) / RowSet::kWordRows);
    for_each_run(m_runs.size(), kGrain, threads, [&](std::size_t begin, std::size_t end) {
        Reader place(*this);
        for (std::size_t i = begin * RowSet::kWordRows;
             i < std::min(size(), end * RowSet::kWordRows); ++i) {
            if (const PlacedIncident placed = place(i);
                std::isfinite(placed.x) && std::isfinite(placed.y)) {
                m_runs[i / RowSet::kWordRows].include(placed.x, placed.y);
            }
        }
    });
}

PlacedIncident PlaneGeometry::Reader::operator()(std::size_t i)
{
    const PlaneGeometry& geometry = *m_geometry;
    const double x = geometry.m_incidents->x[i];
    const double y = geometry.m_incidents->y[i];
    if (!geometry.m_patches) {
        return {x, y, 1, 1};
    }
    const bool is_within = m_patch != nullptr && x >= m_west && x < m_west + kPatch_m &&
                           y >= m_south && y < m_south + kPatch_m;
    if (!is_within) {
        const PatchCell cell = patch_cell_of(x, y);
        m_patch = &geometry.m_patches->patches[geometry.m_patches->number_of.at(cell)];
        m_west = static_cast<double>(cell.column) * kPatch_m;
        m_south = static_cast<double>(cell.row) * kPatch_m;
    }
    return m_patch->is_smooth() ? m_patch->at(x, y) : geometry.m_rough[i];
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
    const std::size_t patches = m_patches ? m_patches->patches.size() : 0;
    return m_runs.size() * sizeof(Extent) + m_rough.memory_bytes() + m_mask.memory_bytes() +
           patches * (sizeof(ProjectionPatch) + sizeof(PatchCell) + 4 * sizeof(void*));
}

}  // namespace heatward::maps
