#include "heatward/maps/plane_geometry.hpp"

#include <cmath>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "heatward/gis/projection.hpp"
#include "support/synthetic_county.hpp"

namespace heatward::maps {
namespace {

const run_store::RunData& county()
{
    static const run_store::RunData run = test::synthetic_county();
    return run;
}

TEST(PlaneGeometry, TheProjectsOwnPlaneIsAsItIs)
{
    const PlaneGeometry geometry(Plane::project, "no system is needed", county().incidents,
                                 county().study_area);
    EXPECT_EQ(std::vector<double>(geometry.x().begin(), geometry.x().end()), county().incidents.x);
    EXPECT_EQ(geometry.scale_x()[7], 1);
    EXPECT_EQ(geometry.place_of({3, 4}).y, 4);
    EXPECT_EQ(geometry.mask().extent(), extent_of(county().study_area));
}

TEST(PlaneGeometry, IncidentsStandWhereProjPutsThem)
{
    const gis::Projection projection("EPSG:27700");
    const PlaneGeometry mercator(Plane::web_mercator, "EPSG:27700", county().incidents,
                                 county().study_area);
    const PlaneGeometry lonlat(Plane::lonlat, "EPSG:27700", county().incidents,
                               county().study_area);
    for (std::size_t i = 0; i < county().incidents.size(); i += 97) {
        const ProjectedPoint point{county().incidents.x[i], county().incidents.y[i]};
        const MercatorPoint in_mercator = projection.to_mercator(point);
        EXPECT_EQ(mercator.x()[i], in_mercator.x);
        EXPECT_EQ(mercator.y()[i], in_mercator.y);
        const LonLat in_degrees = projection.to_lonlat(point);
        EXPECT_EQ(lonlat.x()[i], in_degrees.lon);
        EXPECT_EQ(lonlat.y()[i], in_degrees.lat);
    }
}

/// Half-widths of a disc around `point` in a plane, from places on its rim.
struct HalfWidths {
    double x = 0;
    double y = 0;
};
HalfWidths half_widths(const PlaneGeometry& geometry, ProjectedPoint point, double radius_m)
{
    const auto centre = geometry.place_of(point);
    HalfWidths half;
    for (int degree = 0; degree < 360; ++degree) {
        const double angle = degree * std::acos(-1.0) / 180;
        const auto rim = geometry.place_of(
            {point.x + radius_m * std::cos(angle), point.y + radius_m * std::sin(angle)});
        half.x = std::max(half.x, rim.x - centre.x);
        half.y = std::max(half.y, rim.y - centre.y);
    }
    return half;
}

TEST(PlaneGeometry, ScalesAreThoseOfDiscsOnTheGround)
{
    for (const Plane plane : {Plane::web_mercator, Plane::lonlat}) {
        const PlaneGeometry geometry(plane, "EPSG:27700", county().incidents, county().study_area);
        for (std::size_t i = 0; i < county().incidents.size(); i += 499) {
            const auto half =
                half_widths(geometry, {county().incidents.x[i], county().incidents.y[i]}, 500);
            EXPECT_NEAR(geometry.scale_x()[i] * 500 / half.x, 1, 3e-4);
            EXPECT_NEAR(geometry.scale_y()[i] * 500 / half.y, 1, 3e-4);
            EXPECT_LE(geometry.scale_x()[i], geometry.max_scale_x());
            EXPECT_LE(geometry.scale_y()[i], geometry.max_scale_y());
        }
        EXPECT_LT(geometry.max_scale_x(), 1.03 * geometry.scale_x()[0]);
    }
}

TEST(PlaneGeometry, PlacesComeBackToProjectMetres)
{
    for (const Plane plane : {Plane::project, Plane::web_mercator, Plane::lonlat}) {
        const PlaneGeometry geometry(plane, "EPSG:27700", county().incidents, county().study_area);
        std::vector<double> east(geometry.x().size());
        std::vector<double> north(geometry.x().size());
        geometry.to_project(geometry.x(), geometry.y(), east, north);
        for (std::size_t i = 0; i < east.size(); i += 53) {
            // PROJ's inverse of a datum shift by seven parameters leaves about 1 mm.
            EXPECT_NEAR(east[i], county().incidents.x[i], 2e-3);
            EXPECT_NEAR(north[i], county().incidents.y[i], 2e-3);
        }
    }
}

TEST(PlaneGeometry, ThreadsChangeNothing)
{
    const PlaneGeometry one(Plane::web_mercator, "EPSG:27700", county().incidents,
                            county().study_area, 1);
    const PlaneGeometry four(Plane::web_mercator, "EPSG:27700", county().incidents,
                             county().study_area, 4);
    EXPECT_TRUE(std::equal(one.x().begin(), one.x().end(), four.x().begin()));
    EXPECT_TRUE(std::equal(one.scale_y().begin(), one.scale_y().end(), four.scale_y().begin()));
}

TEST(PlaneGeometry, SharesItsProjectionsBetweenThreads)
{
    const PlaneGeometry geometry(Plane::web_mercator, "EPSG:27700", county().incidents,
                                 county().study_area);
    const auto wanted = geometry.place_of({545000, 255000});
    std::vector<int> wrong(4, 0);
    std::vector<std::jthread> threads;
    for (std::size_t t = 0; t < wrong.size(); ++t) {
        threads.emplace_back([&, t] {
            for (int i = 0; i < 500; ++i) {
                const auto place = geometry.place_of({545000, 255000});
                wrong[t] += place.x == wanted.x && place.y == wanted.y ? 0 : 1;
            }
        });
    }
    threads.clear();
    EXPECT_EQ(wrong, std::vector<int>(4, 0));
}

}  // namespace
}  // namespace heatward::maps
