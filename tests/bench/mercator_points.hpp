#pragma once

#include <cmath>
#include <cstddef>
#include <numbers>
#include <vector>

#include "bench/clustered_points.hpp"
#include "bench/tile_times.hpp"
#include "heatward/core/grid.hpp"
#include "heatward/core/tile_id.hpp"
#include "heatward/density/point_index.hpp"

namespace heatward::bench {

inline constexpr double kEquatorRadius_m = kMercatorHalfWidth / std::numbers::pi;

/// Where the county's middle is taken to lie.
inline constexpr double kMiddleLongitude = 0.1 * std::numbers::pi / 180;
inline constexpr double kMiddleLatitude = 52.2 * std::numbers::pi / 180;

/// A place of the county, metres east and north of its south-west corner, in the web mercator
/// plane.
struct MercatorPlace {
    double x;
    double y;
    double scale;  ///< mercator metres a metre

    MercatorPlace(double east_m, double north_m)
    {
        const double latitude =
            kMiddleLatitude + (north_m - kCountyHeight_m / 2) / kEquatorRadius_m;
        scale = 1 / std::cos(latitude);
        x = kEquatorRadius_m * kMiddleLongitude + (east_m - kCountyWidth_m / 2) * scale;
        y = kEquatorRadius_m * std::asinh(std::tan(latitude));
    }
};

/// clustered_points() in the web mercator plane, each with the radii of its latitude, in the order
/// that incident tables have.
inline density::PointIndex mercator_points(std::size_t n, double radius_m)
{
    const density::KernelPoints county = clustered_points(n, radius_m);
    density::KernelPointsBuilder builder(county.kernel);
    builder.reserve(n);
    for (std::size_t i = 0; i < county.size(); ++i) {
        const MercatorPlace place(county.x[i] - kCountyWest_m, county.y[i] - kCountySouth_m);
        const double radius = radius_m * place.scale;
        builder.add({place.x, place.y, radius, radius, radius_m, 1, 1});
    }
    return density::PointIndex(density::spatially_sorted(builder.build()));
}

/// Tiles of a zoom spread over the county: all of them, or the middles of a lattice of 8 by 6.
inline std::vector<TileId> county_tiles(int zoom)
{
    constexpr int kAcross = 8;
    constexpr int kDown = 6;
    std::vector<TileId> tiles;
    for (int k = 0; k < kAcross * kDown; ++k) {
        const MercatorPlace place(kCountyWidth_m * (k % kAcross + 0.5) / kAcross,
                                  kCountyHeight_m * (k / kAcross + 0.5) / kDown);
        add_tile(tiles, tile_holding(zoom, place.x, place.y));
    }
    return tiles;
}

}  // namespace heatward::bench
