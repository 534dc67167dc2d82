#include "heatward/gis/projection.hpp"

#include <array>
#include <cmath>
#include <numbers>
#include <random>
#include <thread>
#include <vector>

#include "heatward/gis/polygon_projection.hpp"
#include "throws_with.hpp"

namespace heatward::gis {
namespace {

using testing::HasSubstr;

constexpr double kDegree = std::numbers::pi / 180;
constexpr double kMercatorRadius_m = 6378137;

/// Places in and around Cambridgeshire and at Great Britain's ends.
std::vector<LonLat> places()
{
    std::mt19937 random(3);  // NOLINT(cert-msc51-cpp): the same places every time
    std::uniform_real_distribution<double> lon(-5.5, 1.7);
    std::uniform_real_distribution<double> lat(50.1, 58.5);
    std::vector<LonLat> out{{0.12, 52.2}, {-5.7, 50.07}, {-3.0, 58.6}};
    for (int i = 0; i < 200; ++i) {
        out.push_back({lon(random), lat(random)});
    }
    return out;
}

TEST(Projection, AgreesWithTheNationalGridsWorkedExample)
{
    // Ordnance Survey, "A guide to coordinate systems in Great Britain", the example of annex C:
    // E 651 409.903, N 313 177.270 is 52°39'27.2531"N 1°43'4.5177"E on the Airy ellipsoid; in
    // WGS84 about 52°39'28.88"N 1°42'57.79"E (known to the Helmert's few metres).
    const Projection grid("EPSG:27700");
    const LonLat position = grid.to_lonlat({651409.903, 313177.270});
    EXPECT_NEAR(position.lat, 52 + 39 / 60.0 + 28.88 / 3600, 5 / 111000.0);
    EXPECT_NEAR(position.lon, 1 + 42 / 60.0 + 57.79 / 3600, 5 / 67000.0);
}

TEST(Projection, StatesItsOperation)
{
    const Projection grid("EPSG:27700");
    EXPECT_EQ(grid.epsg(), 27700);
    EXPECT_EQ(grid.crs(), "EPSG:27700");
    // With the OSTN15 grid PROJ takes that instead; either is named, with its accuracy.
    EXPECT_THAT(grid.operation().name, HasSubstr("OSGB36"));
    EXPECT_GT(grid.operation().epsg, 1000);
    EXPECT_GT(grid.operation().accuracy_m, 0);
    EXPECT_LE(grid.operation().accuracy_m, 3);

    const Projection utm("EPSG:32630");
    EXPECT_EQ(utm.operation().name, "no change of datum");
    EXPECT_EQ(utm.operation().accuracy_m, 0);
}

void expect_round_trips(const Projection& projection, const std::vector<LonLat>& all,
                        double bound_m)
{
    for (const LonLat place : all) {
        const ProjectedPoint point = projection.from_lonlat(place).value();
        const ProjectedPoint again = projection.from_lonlat(projection.to_lonlat(point)).value();
        EXPECT_LT(std::hypot(again.x - point.x, again.y - point.y), bound_m);
        const ProjectedPoint back = projection.from_mercator(projection.to_mercator(point));
        EXPECT_LT(std::hypot(back.x - point.x, back.y - point.y), bound_m);
    }
}

TEST(Projection, ComesBackWhereItStarted)
{
    expect_round_trips(Projection("EPSG:27700"), places(), 2e-3);
    expect_round_trips(Projection("EPSG:32630"), places(), 1e-6);
}

TEST(Projection, MercatorIsTheFormulaOfItsOwnLongitudeAndLatitude)
{
    const Projection grid("EPSG:27700");
    for (const LonLat place : places()) {
        const ProjectedPoint point = grid.from_lonlat(place).value();
        const LonLat position = grid.to_lonlat(point);
        const MercatorPoint mercator = grid.to_mercator(point);
        EXPECT_NEAR(mercator.x, kMercatorRadius_m * position.lon * kDegree, 1e-6);
        EXPECT_NEAR(mercator.y, kMercatorRadius_m * std::asinh(std::tan(position.lat * kDegree)),
                    1e-6);
    }
}

TEST(Projection, RefusesWhatIsNoPosition)
{
    const Projection grid("EPSG:27700");
    const double inf = std::numeric_limits<double>::infinity();
    const double nan = std::numeric_limits<double>::quiet_NaN();
    for (const LonLat place : {LonLat{nan, 52}, LonLat{0, nan}, LonLat{inf, 52}, LonLat{0, -inf},
                               LonLat{0, 99.999999}, LonLat{181, 52}, LonLat{52, -91}}) {
        EXPECT_FALSE(grid.from_lonlat(place)) << place.lon << " " << place.lat;
    }
    EXPECT_TRUE(std::isnan(grid.to_lonlat({nan, 0}).lon));
    EXPECT_TRUE(grid.from_lonlat({0.12, 52.2})) << "an error must not stick";
}

TEST(Projection, BulkIsTheSameToTheBit)
{
    const Projection grid("EPSG:27700");
    std::vector<double> lon;
    std::vector<double> lat;
    for (const LonLat place : places()) {
        lon.push_back(place.lon);
        lat.push_back(place.lat);
    }
    lat[1] = 99.999999;
    std::vector<double> x(lon.size());
    std::vector<double> y(lon.size());
    grid.from_lonlat(lon, lat, x, y);
    std::vector<double> mx = x;
    std::vector<double> my = y;
    grid.to_mercator(mx, my, mx, my);
    EXPECT_TRUE(std::isnan(x[1]) && std::isnan(y[1]) && std::isnan(mx[1]) && std::isnan(my[1]));
    for (std::size_t i = 2; i < lon.size(); ++i) {
        const ProjectedPoint point = grid.from_lonlat({lon[i], lat[i]}).value();
        EXPECT_EQ(point, (ProjectedPoint{x[i], y[i]}));
        EXPECT_EQ(grid.to_mercator(point), (MercatorPoint{mx[i], my[i]}));
    }
}

TEST(Projection, ClonesGiveTheSameBitsInOtherThreads)
{
    const Projection grid("EPSG:27700");
    const auto all = places();
    std::array<std::vector<ProjectedPoint>, 4> results;
    {
        std::vector<std::jthread> threads;
        for (auto& result : results) {
            threads.emplace_back([&result, &all, own = grid.clone()] {
                for (const LonLat place : all) {
                    result.push_back(own.from_lonlat(place).value());
                }
            });
        }
    }
    for (std::size_t i = 0; i < all.size(); ++i) {
        for (const auto& result : results) {
            EXPECT_EQ(result.at(i), grid.from_lonlat(all[i]).value());
        }
    }
    EXPECT_EQ(grid.clone().operation().name, grid.operation().name);
}

/// Half-widths per metre along mercator x and y by the formulas: on a conformal projection with
/// point scale k, a mercator metre is sec φ·a/(N k) east-west and sec φ·a/(M k) north-south, where
/// N and M are the ellipsoid's radii of curvature.
TEST(Projection, MercatorScaleFollowsTheFormulas)
{
    const Projection utm("EPSG:32631");  // on WGS84 itself: no datum change between the formulas
    constexpr double a = 6378137;
    constexpr double e2 = 0.00669437999014;
    const double phi = 52.2 * kDegree;
    const double w2 = 1 - e2 * std::sin(phi) * std::sin(phi);
    const double n = a / std::sqrt(w2);
    const double m = a * (1 - e2) / (w2 * std::sqrt(w2));
    constexpr double k = 0.9996;  // on the central meridian, 3° E
    const auto scale = utm.mercator_scale(utm.from_lonlat({3.0, 52.2}).value());
    EXPECT_NEAR(scale.x, a / (n * k * std::cos(phi)), 2e-9);
    EXPECT_NEAR(scale.y, a / (m * k * std::cos(phi)), 2e-9);
}

TEST(Projection, MercatorScaleOfTheNationalGridIsAsMeasured)
{
    const Projection grid("EPSG:27700");
    const ProjectedPoint cambridge = grid.from_lonlat({0.12, 52.2}).value();
    const auto scale = grid.mercator_scale(cambridge);
    EXPECT_NEAR(scale.x * std::cos(52.2 * kDegree), 0.9980, 1e-4);
    EXPECT_NEAR(scale.y * std::cos(52.2 * kDegree), 1.0005, 1e-4);
}

TEST(Projection, MercatorScaleBoundsADisc)
{
    const Projection grid("EPSG:27700");
    const ProjectedPoint centre{545000, 258000};
    const auto scale = grid.mercator_scale(centre);
    const MercatorPoint middle = grid.to_mercator(centre);
    constexpr double kRadius_m = 10;
    double widest = 0;
    double highest = 0;
    for (int i = 0; i < 3600; ++i) {
        const double angle = i * std::numbers::pi / 1800;
        const MercatorPoint edge = grid.to_mercator(
            {centre.x + kRadius_m * std::cos(angle), centre.y + kRadius_m * std::sin(angle)});
        widest = std::max(widest, edge.x - middle.x);
        highest = std::max(highest, edge.y - middle.y);
    }
    EXPECT_NEAR(widest / (kRadius_m * scale.x), 1, 3e-6);
    EXPECT_NEAR(highest / (kRadius_m * scale.y), 1, 3e-6);
}

TEST(Projection, RefusesSystemsWithoutMetres)
{
    for (const char* crs : {"EPSG:4326", "OGC:CRS84", "EPSG:2263" /* US feet */, "EPSG:4978"}) {
        EXPECT_THAT(message_of<DataError>([&] { Projection projection(crs); }),
                    testing::AllOf(HasSubstr(crs), HasSubstr("EPSG:27700")));
    }
    EXPECT_THAT(message_of<DataError>([] { Projection projection("EPSG:999999"); }),
                HasSubstr("EPSG:999999"));
    EXPECT_THROW(Projection("nonsense"), DataError);
    EXPECT_THROW(Projection(""), DataError);
}

TEST(PolygonProjection, TransformsVertexByVertex)
{
    const Projection grid("EPSG:27700");
    const ProjectedMultiPolygon square{
        {{{545000, 258000}, {546000, 258000}, {546000, 259000}, {545000, 259000}},
         {{{545400, 258400}, {545400, 258600}, {545600, 258600}}}}};
    const LonLatMultiPolygon lonlat = to_lonlat(square, grid);
    ASSERT_EQ(lonlat.at(0).holes.at(0).size(), 3U);
    EXPECT_EQ(lonlat[0].exterior.at(2), grid.to_lonlat({546000, 259000}));
    EXPECT_EQ(to_mercator(square, grid).at(0).holes.at(0).at(1),
              grid.to_mercator({545400, 258600}));
    const ProjectedMultiPolygon back = from_lonlat(lonlat, grid);
    EXPECT_NEAR(back.at(0).exterior.at(2).x, 546000, 2e-3);
    EXPECT_NEAR(back.at(0).holes.at(0).at(2).y, 258600, 2e-3);
    EXPECT_THAT(message_of<DataError>([&] {
                    from_lonlat({{{{0, 95}}, {}}}, grid);
                }),
                HasSubstr("latitude 95"));
}

}  // namespace
}  // namespace heatward::gis
