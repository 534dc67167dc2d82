#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

#include "heatward/core/extent.hpp"
#include "heatward/core/point.hpp"
#include "heatward/gis/crs_transform.hpp"
#include "heatward/gis/projection.hpp"
#include "list_columns.hpp"
#include "list_row.hpp"

namespace heatward::pipeline {

/// Names of the columns that hold positions, the likelier first; case, blanks and hyphens apart.
inline constexpr std::array<std::string_view, 8> kEastingColumns{
    "oseast1m", "east1m", "eastings", "easting", "x_coordinate", "geometry_x", "gridgb1e", "x"};
inline constexpr std::array<std::string_view, 8> kNorthingColumns{
    "osnrth1m", "north1m", "northings", "northing", "y_coordinate", "geometry_y", "gridgb1n", "y"};
inline constexpr std::array<std::string_view, 2> kLatitudeColumns{"lat", "latitude"};
inline constexpr std::array<std::string_view, 4> kLongitudeColumns{"long", "lon", "longitude",
                                                                   "lng"};

/// Names of the column that holds what a place or building is called.
inline constexpr std::array<std::string_view, 3> kNameColumns{"name", "name1", "name_1"};

/// Brings positions of lists into the project's system. What lies outside Great Britain and its
/// islands is no position.
class ListGround {
public:
    /// `projection` outlives it.
    explicit ListGround(const gis::Projection& projection);

    /// Of National Grid metres (EPSG:27700). Numbers that can only be degrees are none: within 180
    /// m of the grid's origin lies the Atlantic.
    [[nodiscard]] std::optional<ProjectedPoint> from_grid(double x, double y) const;
    [[nodiscard]] std::optional<ProjectedPoint> from_lonlat(double lon, double lat) const;
    /// A point in the project's system.
    [[nodiscard]] std::optional<ProjectedPoint> checked(ProjectedPoint point) const;
    /// The rectangle about one of the National Grid; nothing where it is none.
    [[nodiscard]] std::optional<Extent> from_grid(const Extent& extent) const;

private:
    const gis::Projection& m_projection;
    gis::CrsTransform m_from_grid;
};

/// A decimal number in a cell. Thousands' commas and exponents are none.
std::optional<double> number_in(std::string_view cell);

/// Reads the position of a list's rows: a feature's own point, else easting and northing, else
/// latitude and longitude.
class ListPosition {
public:
    ListPosition(const ListColumns& columns, const ListGround& ground);

    /// Nothing too where one of a pair is missing or no number, so that no half of a broken
    /// position stands in for it; a pair of which both are blank gives way to the next.
    /// `is_grid_usable` false: easting and northing are in another grid.
    [[nodiscard]] std::optional<ProjectedPoint> of(const ListRow& row,
                                                   bool is_grid_usable = true) const;

private:
    std::optional<std::size_t> m_x, m_y, m_lat, m_lon;
    const ListGround& m_ground;
};

}  // namespace heatward::pipeline
