#include "heatward/density/study_area_mass.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <random>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "heatward/core/error.hpp"
#include "heatward/density/kernel_shape.hpp"

namespace heatward::density {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

constexpr double kPi = std::numbers::pi;

/// ∫₀ˣ of the kernel along a line at distance v from its centre, bandwidth 1.
double along_line(Kernel kernel, double x, double v)
{
    const double w2 = 1 - v * v;
    if (kernel == Kernel::gaussian) {
        return std::exp(-v * v / 2) * std::erf(x / std::numbers::sqrt2) / (2 * std::sqrt(2 * kPi));
    }
    if (w2 <= 0) {
        return 0;
    }
    const double w = std::sqrt(w2);
    x = std::clamp(x, -w, w);
    switch (kernel) {
        case Kernel::quartic:
            return 3 / kPi * x * (w2 * w2 - 2 * w2 * x * x / 3 + x * x * x * x / 5);
        case Kernel::epanechnikov:
            return 2 / kPi * x * (w2 - x * x / 3);
        case Kernel::uniform:
            return x / kPi;
        default:
            return 3 / kPi * (x - (x * std::hypot(x, v) + v * v * std::asinh(x / std::abs(v))) / 2);
    }
}

/// The mass by strips of the plane, even-odd: nothing shared with the code under test.
double mass_by_strips(const ProjectedMultiPolygon& polygons, Kernel kernel, double bandwidth,
                      const ProjectedPoint& u)
{
    std::vector<ProjectedEdge> edges;
    for_each_ring(polygons, [&](const Ring<ProjectedPoint>& ring) {
        for (std::size_t i = 0; i < ring.size(); ++i) {
            edges.push_back({ring[i], ring[(i + 1) % ring.size()]});
        }
    });
    constexpr int kStrips = 100'000;
    const double reach = support_radius(kernel, bandwidth);
    const double step = 2 * reach / kStrips;
    double sum = 0;
    std::vector<double> crossings;
    for (int i = 0; i < kStrips; ++i) {
        const double y = u.y - reach + (i + 0.5) * step;
        crossings.clear();
        for (const auto& [a, b] : edges) {
            if ((a.y <= y) != (b.y <= y)) {
                crossings.push_back(a.x + (y - a.y) / (b.y - a.y) * (b.x - a.x));
            }
        }
        std::sort(crossings.begin(), crossings.end());
        for (std::size_t c = 0; c + 1 < crossings.size(); c += 2) {
            const double v = (y - u.y) / bandwidth;
            sum += along_line(kernel, (crossings[c + 1] - u.x) / bandwidth, v) -
                   along_line(kernel, (crossings[c] - u.x) / bandwidth, v);
        }
    }
    return sum * step / bandwidth;
}

Ring<ProjectedPoint> rectangle(double west, double south, double east, double north)
{
    return {{west, south}, {east, south}, {east, north}, {west, north}};
}

/// A star-shaped polygon with random radii, a hole in it, and a neighbour apart.
ProjectedMultiPolygon random_polygons(std::mt19937_64& random, double x, double y)
{
    std::uniform_real_distribution<double> radius(300, 1200);
    const auto star = [&](double cx, double cy, double scale, int n) {
        Ring<ProjectedPoint> ring;
        for (int i = 0; i < n; ++i) {
            const double angle = 2 * kPi * i / n;
            const double r = scale * radius(random);
            ring.push_back({cx + r * std::cos(angle), cy + r * std::sin(angle)});
        }
        return ring;
    };
    Ring<ProjectedPoint> hole = star(x, y, 0.15, 7);
    std::reverse(hole.begin(), hole.end());
    return {{star(x, y, 1, 23), {hole}}, {star(x + 2600, y + 100, 1, 9), {}}};
}

class MassOfEachKernel : public testing::TestWithParam<Kernel> {
protected:
    static double bandwidth_of_reach(double reach_m)
    {
        return reach_m / support_in_bandwidths(GetParam());
    }
};

INSTANTIATE_TEST_SUITE_P(Kernels, MassOfEachKernel,
                         testing::Values(Kernel::quartic, Kernel::epanechnikov, Kernel::uniform,
                                         Kernel::triangular, Kernel::gaussian),
                         [](const auto& tested) { return std::string(to_string(tested.param)); });

TEST_P(MassOfEachKernel, AgreesWithIntegrationByStrips)
{
    std::mt19937_64 random(17);
    int partial = 0;
    for (const double reach : {120.0, 700.0, 4000.0}) {
        const auto polygons = random_polygons(random, 545'000, 258'000);
        const double bandwidth = bandwidth_of_reach(reach);
        const StudyAreaMass mass(polygons, GetParam(), bandwidth);
        std::uniform_real_distribution<double> along(-1300, 1300);
        for (int i = 0; i < 25; ++i) {
            const ProjectedPoint u{546'000 + 1.5 * along(random), 258'000 + along(random)};
            const double value = mass.at(u);
            ASSERT_NEAR(value, mass_by_strips(polygons, GetParam(), bandwidth, u), 1e-6)
                << u.x << ' ' << u.y << " reach " << reach;
            partial += value > 0.001 && value < 0.999 ? 1 : 0;
        }
    }
    EXPECT_GT(partial, 20);
}

TEST_P(MassOfEachKernel, SmallerBandwidthsAreServedByTheSameIndex)
{
    std::mt19937_64 random(18);
    const auto polygons = random_polygons(random, 545'000, 258'000);
    const StudyAreaMass large(polygons, GetParam(), 500);
    const StudyAreaMass small(polygons, GetParam(), 123);
    std::uniform_real_distribution<double> along(-1300, 1300);
    for (int i = 0; i < 300; ++i) {
        const ProjectedPoint u{545'000 + along(random), 258'000 + along(random)};
        EXPECT_NEAR(large.at(u, 123), small.at(u), 1e-12);
        EXPECT_EQ(large.contains(u), small.contains(u));
    }
    EXPECT_THROW(static_cast<void>(large.at({0, 0}, 501)), DataError);
    EXPECT_THROW(static_cast<void>(large.at({0, 0}, 0)), DataError);
}

TEST_P(MassOfEachKernel, BordersAndCornersOfASquare)
{
    for (const double offset : {0.0, 545'123.4, 6'800'000.7}) {
        const double w = offset;
        const ProjectedMultiPolygon square{{rectangle(w, w, w + 1000, w + 1000), {}}};
        const StudyAreaMass mass(square, GetParam(), bandwidth_of_reach(300));
        const double low = square[0].exterior[0].x;
        const double high = square[0].exterior[2].x;
        const double middle = (low + high) / 2;
        EXPECT_EQ(mass.at({middle, middle}), 1);
        EXPECT_EQ(mass.at({low - 400, middle}), 0);
        EXPECT_EQ(mass.at({low + 1e7, middle}), 0);
        for (const ProjectedPoint& edge :
             {ProjectedPoint{low, middle}, ProjectedPoint{high, middle},
              ProjectedPoint{middle, low}, ProjectedPoint{middle, high},
              ProjectedPoint{low, low + 400.1}}) {
            EXPECT_NEAR(mass.at(edge), 0.5, 1e-12);
        }
        for (const ProjectedPoint& corner : square[0].exterior) {
            EXPECT_NEAR(mass.at(corner), 0.25, 1e-12);
        }
    }
}

TEST_P(MassOfEachKernel, IsContinuousAcrossTheBorder)
{
    // A slanted polygon, so that cross products round; steps from ten metres to less than the
    // spacing of doubles on either side of edges and corners.
    const Ring<ProjectedPoint> ring{{545'000.1, 258'000.7},
                                    {546'333.3, 258'210.9},
                                    {546'000.9, 259'777.7},
                                    {544'903.3, 259'100.1}};
    const StudyAreaMass mass({{ring, {}}}, GetParam(), bandwidth_of_reach(250));
    std::mt19937_64 random(4);
    std::uniform_real_distribution<double> share(0.3, 0.7);
    std::uniform_real_distribution<double> angle(0, 2 * kPi);
    for (std::size_t i = 0; i < ring.size(); ++i) {
        const auto& a = ring[i];
        const auto& b = ring[(i + 1) % ring.size()];
        const auto& before = ring[(i + 3) % ring.size()];
        const double interior = std::abs(std::remainder(
            std::atan2(before.y - a.y, before.x - a.x) - std::atan2(b.y - a.y, b.x - a.x),
            2 * kPi));
        for (double step = 1e-3; step > 1e-13; step /= 3) {
            const double t = share(random);
            const double turn = angle(random);
            const ProjectedPoint on_edge{a.x + t * (b.x - a.x), a.y + t * (b.y - a.y)};
            const double dx = step * std::cos(turn);
            const double dy = step * std::sin(turn);
            // The steepest kernel loses 2/(πR)·… a metre: below 0.02 for this reach.
            EXPECT_NEAR(mass.at({on_edge.x + dx, on_edge.y + dy}), 0.5, 0.03 * step + 1e-10);
            EXPECT_NEAR(mass.at({a.x + dx, a.y + dy}), interior / (2 * kPi), 0.03 * step + 1e-10);
        }
        EXPECT_NEAR(mass.at(a), interior / (2 * kPi), 1e-12);
    }
}

TEST_P(MassOfEachKernel, CollinearAndRepeatedVerticesChangeNothing)
{
    const ProjectedMultiPolygon plain{{rectangle(0, 0, 1000, 1000), {}}};
    const ProjectedMultiPolygon cluttered{{{{0, 0},
                                            {250, 0},
                                            {250, 0},
                                            {500, 0},
                                            {1000, 0},
                                            {1000, 1e-9},
                                            {1000, 1000},
                                            {0, 1000},
                                            {0, 300},
                                            {0, 0}},
                                           {}}};
    const StudyAreaMass expected(plain, GetParam(), bandwidth_of_reach(400));
    const StudyAreaMass mass(cluttered, GetParam(), bandwidth_of_reach(400));
    for (const ProjectedPoint& u : {ProjectedPoint{100, 100},
                                    {250, 0},
                                    {500, 0},
                                    {0, 300},
                                    {0, 0},
                                    {1000, 1e-9},
                                    {10, 300},
                                    {-50, 300},
                                    {300, 1e-13},
                                    {990, 0}}) {
        EXPECT_NEAR(mass.at(u), expected.at(u), 1e-11) << u.x << ' ' << u.y;
    }
}

TEST_P(MassOfEachKernel, CuttingEdgesIntoPiecesChangesNothing)
{
    // Pieces from far longer than the bandwidth to far shorter, of slanted edges.
    const Ring<ProjectedPoint> corners{{10, 20}, {2010, 320}, {1710, 2020}, {-190, 1420}};
    const double bandwidth = bandwidth_of_reach(800);
    const StudyAreaMass expected({{corners, {}}}, GetParam(), bandwidth);
    for (const int pieces : {2, 7, 30, 150, 1000}) {
        Ring<ProjectedPoint> cut;
        for (std::size_t i = 0; i < corners.size(); ++i) {
            const auto& a = corners[i];
            const auto& b = corners[(i + 1) % corners.size()];
            for (int p = 0; p < pieces; ++p) {
                const double t = static_cast<double>(p) / pieces;
                cut.push_back({a.x + t * (b.x - a.x), a.y + t * (b.y - a.y)});
            }
        }
        const StudyAreaMass mass({{cut, {}}}, GetParam(), bandwidth);
        std::mt19937_64 random(12);
        std::uniform_real_distribution<double> along(-400, 2400);
        for (int i = 0; i < 200; ++i) {
            const ProjectedPoint u{along(random), along(random)};
            ASSERT_NEAR(mass.at(u), expected.at(u), 1e-12) << pieces << ' ' << u.x << ' ' << u.y;
        }
    }
}

TEST_P(MassOfEachKernel, HolesAndPartsAdd)
{
    const double bandwidth = bandwidth_of_reach(500);
    const auto island = rectangle(900, 900, 1100, 1150);
    Ring<ProjectedPoint> hole = island;
    std::reverse(hole.begin(), hole.end());
    const StudyAreaMass whole({{rectangle(0, 0, 2000, 2000), {}}}, GetParam(), bandwidth);
    const StudyAreaMass holed({{rectangle(0, 0, 2000, 2000), {hole}}}, GetParam(), bandwidth);
    const StudyAreaMass alone({{island, {}}}, GetParam(), bandwidth);
    const StudyAreaMass filled({{rectangle(0, 0, 2000, 2000), {hole}}, {island, {}}}, GetParam(),
                               bandwidth);
    for (double x = -300; x < 2400; x += 83) {
        const ProjectedPoint u{x, 0.6 * x + 100};
        EXPECT_NEAR(holed.at(u), whole.at(u) - alone.at(u), 1e-12);
        EXPECT_NEAR(filled.at(u), whole.at(u), 1e-12);
    }
    EXPECT_FALSE(holed.contains({1000, 1000}));
    EXPECT_TRUE(filled.contains({1000, 1000}));
}

TEST_P(MassOfEachKernel, OrientationOfTheRingsDoesNotMatter)
{
    std::mt19937_64 random(3);
    const auto polygons = random_polygons(random, 0, 0);
    auto reversed = polygons;
    for (auto& polygon : reversed) {
        std::reverse(polygon.exterior.begin(), polygon.exterior.end());
        for (auto& hole : polygon.holes) {
            std::reverse(hole.begin(), hole.end());
        }
    }
    const StudyAreaMass mass(polygons, GetParam(), 100);
    const StudyAreaMass same(reversed, GetParam(), 100);
    for (double x = -1200; x < 1200; x += 71) {
        EXPECT_NEAR(mass.at({x, 0.3 * x}), same.at({x, 0.3 * x}), 1e-13);
    }
}

TEST(StudyAreaMass, HalfPlaneByClosedForm)
{
    // The mass beyond a straight border at distance h: a circular segment for the
    // uniform kernel; ∫ of the marginal 16/(5π)·(1 − x²)^(5/2) for the quartic.
    const ProjectedMultiPolygon half{{rectangle(0, -1e5, 1e5, 1e5), {}}};
    const StudyAreaMass uniform(half, Kernel::uniform, 400);
    const StudyAreaMass quartic(half, Kernel::quartic, 400);
    const StudyAreaMass gaussian(half, Kernel::gaussian, 400);
    for (const double h : {-0.999, -0.7, -0.2, 0.0, 0.1, 0.5, 0.93}) {
        const ProjectedPoint u{400 * h, 3.7};
        const double s = std::sqrt(1 - h * h);
        EXPECT_NEAR(uniform.at(u), 1 - (std::acos(h) - h * s) / kPi, 1e-12);
        const double marginal = h * std::pow(s, 5) / 6 + 5 * h * std::pow(s, 3) / 24 +
                                5 * h * s / 16 + 5 * std::asin(h) / 16;
        EXPECT_NEAR(quartic.at(u), 0.5 + 16 / (5 * kPi) * marginal, 1e-12);
        EXPECT_NEAR(gaussian.at(u), std::erfc(-h / std::numbers::sqrt2) / 2, 1e-12);
    }
}

TEST(StudyAreaMass, ContainsByTheHalfOpenRule)
{
    const StudyAreaMass mass({{rectangle(0, 0, 10, 10), {}}}, Kernel::quartic, 3);
    EXPECT_TRUE(mass.contains({5, 5}));
    EXPECT_TRUE(mass.contains({0, 5}));
    EXPECT_FALSE(mass.contains({10, 5}));
    EXPECT_TRUE(mass.contains({5, 0}));
    EXPECT_FALSE(mass.contains({5, 10}));
    EXPECT_FALSE(mass.contains({-1, 5}));
}

TEST(StudyAreaMass, RefusesAnAreaBeyondAllNumbers)
{
    for (const double far : {1e160, 1e300}) {
        const ProjectedMultiPolygon wide{{{{-far, 0}, {far, 0}, {far, 7}, {-far, 7}}, {}}};
        EXPECT_THROW(StudyAreaMass(wide, Kernel::gaussian, far / 10), DataError);
    }
}

TEST(StudyAreaMass, EmptyAreaAndWrongBandwidth)
{
    EXPECT_EQ(StudyAreaMass({}, Kernel::quartic, 10).at({0, 0}), 0);
    EXPECT_FALSE(StudyAreaMass({}, Kernel::quartic, 10).contains({0, 0}));
    EXPECT_THROW(StudyAreaMass({}, Kernel::quartic, 0), DataError);
    EXPECT_THROW(StudyAreaMass({}, Kernel::quartic, kNaN), DataError);
}

}  // namespace
}  // namespace heatward::density
