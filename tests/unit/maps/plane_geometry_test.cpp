#include "heatward/maps/plane_geometry.hpp"

#include <algorithm>
#include <cmath>
#include <random>
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
    for (std::size_t i = 0; i < county().incidents.size(); ++i) {
        ASSERT_EQ(geometry.placed(i),
                  (PlacedIncident{county().incidents.x[i], county().incidents.y[i], 1, 1}));
    }
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
        EXPECT_NEAR(mercator.placed(i).x, in_mercator.x, 1e-6);
        EXPECT_NEAR(mercator.placed(i).y, in_mercator.y, 1e-6);
        const LonLat in_degrees = projection.to_lonlat(point);
        EXPECT_NEAR(lonlat.placed(i).x, in_degrees.lon, 1e-11);
        EXPECT_NEAR(lonlat.placed(i).y, in_degrees.lat, 1e-11);
    }
}

IncidentTable places_within(const Extent& extent, std::size_t count, unsigned seed)
{
    std::mt19937_64 random(seed);
    std::uniform_real_distribution<double> x(extent.min_x, extent.max_x);
    std::uniform_real_distribution<double> y(extent.min_y, extent.max_y);
    IncidentTable table;
    for (std::size_t i = 0; i < count; ++i) {
        Incident incident;
        incident.position = {x(random), y(random)};
        table.append(incident);
    }
    table.sort_spatially();
    return table;
}

/// The largest differences from PROJ and its Jacobian.
struct Differences {
    double place_m = 0;
    double scale = 0;  ///< of itself
    std::size_t exact = 0;
};
Differences differences(const PlaneGeometry& geometry, const gis::Projection& projection,
                        const IncidentTable& table)
{
    Differences most;
    for (std::size_t i = 0; i < table.size(); ++i) {
        const ProjectedPoint point{table.x[i], table.y[i]};
        const PlacedIncident placed = geometry.placed(i);
        const MercatorPoint place = projection.to_mercator(point);
        const auto scale = projection.mercator_scale(point);
        most.place_m =
            std::max({most.place_m, std::abs(placed.x - place.x), std::abs(placed.y - place.y)});
        most.scale = std::max({most.scale, std::abs(placed.scale_x / scale.x - 1),
                               std::abs(placed.scale_y / scale.y - 1)});
        most.exact += placed == PlacedIncident{place.x, place.y, scale.x, scale.y} ? 1U : 0U;
    }
    return most;
}

TEST(PlaneGeometry, IsRightToAMillionthOfAMetreFromEndToEndOfACountry)
{
    // From Cornwall to Shetland.
    const IncidentTable table = places_within({80000, 5000, 650000, 1200000}, 3000, 71);
    const PlaneGeometry geometry(Plane::web_mercator, "EPSG:27700", table, county().study_area, 2);
    const Differences most = differences(geometry, gis::Projection("EPSG:27700"), table);
    EXPECT_LT(most.place_m, 1e-6);
    EXPECT_LT(most.scale, 1e-10);
}

TEST(PlaneGeometry, AcrossTheLinesOfADatumGridIncidentsAreProjectedOneByOne)
{
    // Gauss-Krüger zone 3 reaches WGS 84 by the grid BETA2007, which PROJ brings along.
    const gis::Projection projection("EPSG:31467");
    const IncidentTable table = places_within({3480000, 5530000, 3540000, 5590000}, 2000, 72);
    const PlaneGeometry geometry(Plane::web_mercator, "EPSG:31467", table, {}, 3);
    const Differences most = differences(geometry, projection, table);
    EXPECT_LT(most.place_m, 1e-3);
    EXPECT_LT(most.scale, 1e-5);
    if (projection.operation().name.find("BETA2007") == std::string::npos &&
        projection.operation().accuracy_m > 1) {
        GTEST_SKIP() << "PROJ has no datum grid here: " << projection.operation().name;
    }
    EXPECT_GT(most.exact, 200U);
    EXPECT_LT(most.exact, 1800U);
}

TEST(PlaneGeometry, APlaceDoesNotDependOnTheOthers)
{
    const IncidentTable many = places_within({390000, 190000, 420000, 230000}, 500, 73);
    const PlaneGeometry geometry(Plane::web_mercator, "EPSG:27700", many, county().study_area);
    for (std::size_t i = 0; i < many.size(); i += 50) {
        IncidentTable one;
        one.append(many.at(i));
        const PlaneGeometry alone(Plane::web_mercator, "EPSG:27700", one, county().study_area);
        EXPECT_EQ(alone.placed(0), geometry.placed(i));
    }
}

TEST(PlaneGeometry, RunsHoldTheirIncidents)
{
    for (const Plane plane : {Plane::project, Plane::web_mercator}) {
        const PlaneGeometry geometry(plane, "EPSG:27700", county().incidents, county().study_area);
        ASSERT_EQ(geometry.runs().size(), (geometry.size() + 63) / 64);
        for (std::size_t i = 0; i < geometry.size(); ++i) {
            const PlacedIncident placed = geometry.placed(i);
            ASSERT_TRUE(geometry.runs()[i / 64].contains(placed.x, placed.y)) << i;
        }
    }
}

TEST(PlaneGeometry, HoldsNextToNothingForAnIncident)
{
    const IncidentTable table = places_within({600000, 520000, 640000, 550000}, 100000, 74);
    const PlaneGeometry geometry(Plane::web_mercator, "EPSG:27700", table, county().study_area, 0);
    EXPECT_LT(geometry.memory_bytes() - geometry.mask().memory_bytes(), 2 * table.size());
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
            EXPECT_NEAR(geometry.placed(i).scale_x * 500 / half.x, 1, 3e-4);
            EXPECT_NEAR(geometry.placed(i).scale_y * 500 / half.y, 1, 3e-4);
            EXPECT_LE(geometry.placed(i).scale_x, geometry.max_scale_x());
            EXPECT_LE(geometry.placed(i).scale_y, geometry.max_scale_y());
        }
        EXPECT_LT(geometry.max_scale_x(), 1.03 * geometry.placed(0).scale_x);
    }
}

TEST(PlaneGeometry, PlacesComeBackToProjectMetres)
{
    for (const Plane plane : {Plane::project, Plane::web_mercator, Plane::lonlat}) {
        const PlaneGeometry geometry(plane, "EPSG:27700", county().incidents, county().study_area);
        std::vector<double> east;
        std::vector<double> north;
        for (std::size_t i = 0; i < geometry.size(); ++i) {
            east.push_back(geometry.placed(i).x);
            north.push_back(geometry.placed(i).y);
        }
        geometry.to_project(east, north, east, north);
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
    for (std::size_t i = 0; i < one.size(); ++i) {
        ASSERT_EQ(one.placed(i), four.placed(i));
    }
    EXPECT_TRUE(std::equal(one.runs().begin(), one.runs().end(), four.runs().begin()));
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
