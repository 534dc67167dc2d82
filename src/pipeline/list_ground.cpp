#include "list_ground.hpp"

#include <cmath>

#include "heatward/geocode/coordinate_text.hpp"
#include "heatward/geocode/great_britain.hpp"
#include "heatward/tabular/text_encoding.hpp"

namespace heatward::pipeline {
namespace {

constexpr double kMostLongitude = 180;
constexpr double kMostLatitude = 90;

}  // namespace

ListGround::ListGround(const gis::Projection& projection)
    : m_projection(projection), m_from_grid("EPSG:27700", projection.crs())
{
}

std::optional<ProjectedPoint> ListGround::checked(ProjectedPoint point) const
{
    return geocode::is_in_great_britain(m_projection.to_lonlat(point)) ? std::optional(point)
                                                                       : std::nullopt;
}

std::optional<ProjectedPoint> ListGround::from_grid(double x, double y) const
{
    if (std::abs(x) <= kMostLongitude && std::abs(y) <= kMostLongitude) {
        return std::nullopt;
    }
    const auto point = m_from_grid(x, y);
    return point ? checked(*point) : std::nullopt;
}

std::optional<ProjectedPoint> ListGround::from_lonlat(double lon, double lat) const
{
    if (!geocode::is_in_great_britain({lon, lat})) {
        return std::nullopt;
    }
    return m_projection.from_lonlat({lon, lat});
}

std::optional<Extent> ListGround::from_grid(const Extent& extent) const
{
    if (extent.is_empty()) {
        return std::nullopt;
    }
    Extent about;
    for (const double x : {extent.min_x, extent.max_x}) {
        for (const double y : {extent.min_y, extent.max_y}) {
            const auto corner = from_grid(x, y);
            if (!corner) {
                return std::nullopt;
            }
            about.include(corner->x, corner->y);
        }
    }
    return about;
}

std::optional<double> number_in(std::string_view cell)
{
    const auto number = geocode::parse_coordinate(cell, false);
    return number ? std::optional(number->value) : std::nullopt;
}

ListPosition::ListPosition(const ListColumns& columns, const ListGround& ground)
    : m_x(columns.first_of(kEastingColumns)),
      m_y(columns.first_of(kNorthingColumns)),
      m_lat(columns.first_of(kLatitudeColumns)),
      m_lon(columns.first_of(kLongitudeColumns)),
      m_ground(ground)
{
}

std::optional<ProjectedPoint> ListPosition::of(const ListRow& row, bool is_grid_usable) const
{
    if (row.feature != nullptr && row.feature->points.size() == 1) {
        return m_ground.checked(row.feature->points.front());
    }
    const auto cell = [&](const std::optional<std::size_t>& column) {
        return column ? tabular::trimmed(row.cells[*column]) : std::string_view();
    };
    const std::string_view lat_text = cell(m_lat);
    const auto lat = number_in(lat_text);
    if (lat && std::abs(*lat) > kMostLatitude) {  // 99.999999: the list says that there is none
        return std::nullopt;
    }
    const std::string_view x_text = cell(m_x);
    const std::string_view y_text = cell(m_y);
    if (is_grid_usable && !(x_text.empty() && y_text.empty())) {
        const auto x = number_in(x_text);
        const auto y = number_in(y_text);
        return x && y ? m_ground.from_grid(*x, *y) : std::nullopt;
    }
    const auto lon = number_in(cell(m_lon));
    return lat && lon ? m_ground.from_lonlat(*lon, *lat) : std::nullopt;
}

}  // namespace heatward::pipeline
