#include "heatward/server/picture_places.hpp"

#include <cmath>
#include <string>

#include "heatward/gis/crs_transform.hpp"

namespace heatward::server {

namespace {

constexpr int kBritishGrid = 27700;

/// x and y as that kind of point, where both are finite.
template <class To>
std::optional<To> finite(double x, double y)
{
    return std::isfinite(x) && std::isfinite(y) ? std::optional(To{x, y}) : std::nullopt;
}

}  // namespace

PicturePlaces::PicturePlaces(const gis::Projection& projection, PictureCrs crs)
    : m_projection(std::make_shared<const gis::Projection>(projection.clone())), m_crs(crs)
{
}

std::function<std::optional<PicturePlaces::Place>(ProjectedPoint)> PicturePlaces::from_project()
    const
{
    using Result = std::optional<Place>;
    switch (m_crs) {
        case PictureCrs::epsg_3857:
            return [projection = m_projection](ProjectedPoint point) -> Result {
                const auto place = projection->to_mercator(point);
                return finite<Place>(place.x, place.y);
            };
        case PictureCrs::epsg_4326:
        case PictureCrs::crs_84:
            return [projection = m_projection](ProjectedPoint point) -> Result {
                const auto place = projection->to_lonlat(point);
                return finite<Place>(place.lon, place.lat);
            };
        case PictureCrs::epsg_27700:
            break;
    }
    if (!is_resampled(m_crs, *m_projection)) {
        return [](ProjectedPoint point) -> Result { return Place{point.x, point.y}; };
    }
    auto transform = std::make_shared<const gis::CrsTransform>(m_projection->crs(), "EPSG:27700");
    return [transform](ProjectedPoint point) -> Result {
        const auto place = (*transform)(point.x, point.y);
        return place ? finite<Place>(place->x, place->y) : std::nullopt;
    };
}

std::function<std::optional<ProjectedPoint>(PicturePlaces::Place)> PicturePlaces::to_project() const
{
    using Result = std::optional<ProjectedPoint>;
    switch (m_crs) {
        case PictureCrs::epsg_3857:
            return [projection = m_projection](Place place) -> Result {
                const auto point = projection->from_mercator({place.x, place.y});
                return finite<ProjectedPoint>(point.x, point.y);
            };
        case PictureCrs::epsg_4326:
        case PictureCrs::crs_84:
            return [projection = m_projection](Place place) -> Result {
                return projection->from_lonlat(LonLat{place.x, place.y});
            };
        case PictureCrs::epsg_27700:
            break;
    }
    if (!is_resampled(m_crs, *m_projection)) {
        return [](Place place) -> Result { return ProjectedPoint{place.x, place.y}; };
    }
    auto transform = std::make_shared<const gis::CrsTransform>("EPSG:27700", m_projection->crs());
    return [transform](Place place) -> Result { return (*transform)(place.x, place.y); };
}

maps::Plane plane_of(PictureCrs crs)
{
    switch (crs) {
        case PictureCrs::epsg_3857:
            return maps::Plane::web_mercator;
        case PictureCrs::epsg_4326:
        case PictureCrs::crs_84:
            return maps::Plane::lonlat;
        case PictureCrs::epsg_27700:
            break;
    }
    return maps::Plane::project;
}

bool is_resampled(PictureCrs crs, const gis::Projection& projection)
{
    return crs == PictureCrs::epsg_27700 && projection.epsg() != kBritishGrid;
}

}  // namespace heatward::server
