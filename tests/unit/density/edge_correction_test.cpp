#include "heatward/density/edge_correction.hpp"

#include <cmath>
#include <limits>
#include <random>
#include <vector>

#include <gtest/gtest.h>

#include "heatward/core/error.hpp"
#include "heatward/density/density_raster.hpp"

namespace heatward::density {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

const ProjectedMultiPolygon kStudyArea{
    {{{545'000, 258'000}, {546'500, 258'000}, {546'500, 259'200}, {545'000, 259'200}},
     {{{545'600, 258'500}, {545'600, 258'800}, {545'900, 258'800}, {545'900, 258'500}}}}};

struct Places {
    std::vector<double> x;
    std::vector<double> y;
};

Places random_places(const StudyAreaMass& mass, std::size_t count)
{
    std::mt19937_64 random(8);
    std::uniform_real_distribution<double> along(0, 1500);
    Places places;
    while (places.x.size() < count) {
        const ProjectedPoint p{545'000 + along(random), 258'000 + along(random)};
        if (mass.contains(p)) {
            places.x.push_back(p.x);
            places.y.push_back(p.y);
        }
    }
    return places;
}

class CorrectionOfEachKernel : public testing::TestWithParam<Kernel> {};

INSTANTIATE_TEST_SUITE_P(Kernels, CorrectionOfEachKernel,
                         testing::Values(Kernel::quartic, Kernel::epanechnikov, Kernel::uniform,
                                         Kernel::triangular, Kernel::gaussian),
                         [](const auto& tested) { return std::string(to_string(tested.param)); });

TEST_P(CorrectionOfEachKernel, DiggleKeepsTheVolume)
{
    const double bandwidth_m = GetParam() == Kernel::gaussian ? 80 : 250;
    const StudyAreaMass mass(kStudyArea, GetParam(), bandwidth_m);
    const Places places = random_places(mass, 80);
    const std::vector<double> factors = edge_factors(places.x, places.y, mass);
    KernelPointsBuilder builder(GetParam());
    double weights = 0;
    for (std::size_t i = 0; i < places.x.size(); ++i) {
        const double weight = 0.5 + static_cast<double>(i % 3);
        weights += weight;
        builder.add(places.x[i], places.y[i], bandwidth_m, weight * factors[i]);
    }
    const GridFrame frame = frame_covering({545'000, 258'000, 546'500, 259'200}, 4);
    const Raster<double> surface = density_raster(builder.build(), frame);
    double volume = 0;
    for (int row = 0; row < frame.rows; ++row) {
        for (int column = 0; column < frame.columns; ++column) {
            // Borders lie on cell borders, so a cell is inside or outside as a whole.
            if (mass.contains({frame.centre_x(column), frame.centre_y(row)})) {
                volume += surface.at(row, column) * 16;
            }
        }
    }
    EXPECT_NEAR(volume / weights, 1, 1e-3);
}

TEST_P(CorrectionOfEachKernel, UniformMakesADenseEvenPatternFlat)
{
    const double bandwidth_m = GetParam() == Kernel::gaussian ? 60 : 200;
    const StudyAreaMass mass(kStudyArea, GetParam(), bandwidth_m);
    KernelPointsBuilder builder(GetParam());
    for (double y = 258'002.5; y < 259'200; y += 5) {
        for (double x = 545'002.5; x < 546'500; x += 5) {
            if (mass.contains({x, y})) {
                builder.add(x, y, bandwidth_m, 25);
            }
        }
    }
    const GridFrame frame = frame_covering({545'000, 258'000, 546'500, 259'200}, 50);
    Raster<double> surface = density_raster(builder.build(), frame);
    Raster<double> again = surface;
    divide_by_mass(surface, mass, 2);
    divide_by_mass(again, mass, 1);
    EXPECT_EQ(surface.values, again.values);
    for (int row = 0; row < frame.rows; ++row) {
        for (int column = 0; column < frame.columns; ++column) {
            if (mass.contains({frame.centre_x(column), frame.centre_y(row)})) {
                EXPECT_NEAR(surface.at(row, column), 1, 5e-3);
            }
        }
    }
}

TEST(EdgeCorrection, FactorsAreOneOverTheMassWhateverTheThreads)
{
    const StudyAreaMass mass(kStudyArea, Kernel::quartic, 300);
    Places places = random_places(mass, 3000);
    places.x[1] = places.x[0];
    places.y[1] = places.y[0];
    const std::vector<double> factors = edge_factors(places.x, places.y, mass, 1);
    EXPECT_EQ(edge_factors(places.x, places.y, mass, 2), factors);
    std::vector<double> bandwidths(3000, 300);
    EXPECT_EQ(edge_factors(places.x, places.y, bandwidths, mass, 2), factors);
    bandwidths[1] = 100;
    const std::vector<double> narrower = edge_factors(places.x, places.y, bandwidths, mass, 2);
    for (std::size_t i = 0; i < factors.size(); ++i) {
        const ProjectedPoint p{places.x[i], places.y[i]};
        EXPECT_EQ(factors[i], 1 / mass.at(p));
        EXPECT_EQ(narrower[i], 1 / mass.at(p, bandwidths[i]));
    }
}

TEST(EdgeCorrection, OutsideNothingIsCorrected)
{
    const StudyAreaMass mass(kStudyArea, Kernel::quartic, 300);
    const std::vector<double> x{500'000};
    const std::vector<double> y{258'000};
    EXPECT_EQ(edge_factors(x, y, mass), std::vector<double>{1});
    EXPECT_THROW(edge_factors(x, {}, mass), DataError);
    EXPECT_THROW(edge_factors(x, y, {}, mass), DataError);

    GridFrame frame = frame_covering({500'000, 258'000, 500'100, 258'050}, 50);
    Raster<double> surface(frame, 3);
    surface.at(0, 1) = kNaN;
    divide_by_mass(surface, mass);
    EXPECT_EQ(surface.at(0, 0), 0);
    EXPECT_TRUE(std::isnan(surface.at(0, 1)));
}

}  // namespace
}  // namespace heatward::density
