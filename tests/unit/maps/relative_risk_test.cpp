#include "heatward/maps/relative_risk.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <random>
#include <vector>

#include <gtest/gtest.h>

#include "heatward/maps/style_catalogue.hpp"
#include "risk_study.hpp"

namespace heatward::maps {
namespace {

constexpr double kWest = 540000;
constexpr double kSouth = 250000;
constexpr double kWidth = 8000;
constexpr double kHeight = 6000;

/// Cases crowd in the north-east, controls in the middle.
Study rectangle_study()
{
    Study study;
    study.study_area = {{{{kWest, kSouth},
                          {kWest + kWidth, kSouth},
                          {kWest + kWidth, kSouth + kHeight},
                          {kWest, kSouth + kHeight}},
                         {}}};
    std::mt19937_64 random(11);
    std::normal_distribution<double> spread(0, 1200);
    const auto crowd = [&](double x, double y, int count, std::uint16_t category) {
        while (count > 0) {
            const ProjectedPoint place{kWest + x + spread(random), kSouth + y + spread(random)};
            if (place.x > kWest && place.x < kWest + kWidth && place.y > kSouth &&
                place.y < kSouth + kHeight) {
                study.add(place, category);
                --count;
            }
        }
    };
    crowd(6000, 4500, 150, 0);
    crowd(3000, 2500, 60, 0);
    crowd(4000, 3000, 700, 1);
    study.incidents.sort_spatially();
    return study;
}

double normal_cdf(double z) { return std::erfc(-z / std::numbers::sqrt2) / 2; }

/// What the rectangle holds of a Gaussian at `u`: the product of two integrals.
double rectangle_mass(ProjectedPoint u, double sigma_m)
{
    const auto side = [&](double low, double high, double at) {
        return normal_cdf((high - at) / sigma_m) - normal_cdf((low - at) / sigma_m);
    };
    return side(kWest, kWest + kWidth, u.x) * side(kSouth, kSouth + kHeight, u.y);
}

/// The definition, sum by sum.
RiskFigures brute_force(const Study& study, EdgeCorrection edge, double sigma_m, ProjectedPoint u)
{
    std::array<double, 2> sum{};
    std::array<double, 2> count{};
    for (std::size_t i = 0; i < study.incidents.size(); ++i) {
        const ProjectedPoint place{study.incidents.x[i], study.incidents.y[i]};
        double value = std::exp(-(std::pow(place.x - u.x, 2) + std::pow(place.y - u.y, 2)) /
                                (2 * sigma_m * sigma_m)) /
                       (2 * std::numbers::pi * sigma_m * sigma_m);
        value /= edge == EdgeCorrection::diggle    ? rectangle_mass(place, sigma_m)
                 : edge == EdgeCorrection::uniform ? rectangle_mass(u, sigma_m)
                                                   : 1;
        sum.at(study.incidents.category[i]) += value;
        ++count.at(study.incidents.category[i]);
    }
    const double log_risk = std::log(sum[0] / count[0]) - std::log(sum[1] / count[1]);
    const bool is_none = edge == EdgeCorrection::none;
    const double q = is_none ? 1 : rectangle_mass(u, sigma_m);
    const double q2 = is_none ? 1 : rectangle_mass(u, sigma_m / std::numbers::sqrt2);
    const double roughness = q2 / (4 * std::numbers::pi * q * q);
    const double pooled = (sum[0] + sum[1]) / (count[0] + count[1]);
    const double variance =
        roughness * (1 / count[0] + 1 / count[1]) / (sigma_m * sigma_m * pooled);
    const double expected = std::min(count[0], count[1]) * pooled * sigma_m * sigma_m / roughness;
    return {log_risk, 1 - normal_cdf(log_risk / std::sqrt(variance)), expected};
}

TEST(RelativeRisk, IsItsDefinitionSumBySum)
{
    Study study = rectangle_study();
    std::mt19937_64 random(12);
    std::uniform_real_distribution<double> share(0, 1);
    for (const EdgeCorrection edge :
         {EdgeCorrection::none, EdgeCorrection::uniform, EdgeCorrection::diggle}) {
        const auto risk = study.risk(edge, 500);
        for (int i = 0; i < 200; ++i) {
            const ProjectedPoint u{kWest + kWidth * share(random),
                                   kSouth + kHeight * share(random)};
            const RiskFigures wanted = brute_force(study, edge, 500, u);
            const RiskFigures found = risk->at(u);
            EXPECT_NEAR(found.log_risk, wanted.log_risk, 1e-5) << u.x << " " << u.y;
            EXPECT_NEAR(found.upper_p, wanted.upper_p, 1e-5) << u.x << " " << u.y;
            EXPECT_NEAR(found.expected, wanted.expected, 1e-5 * wanted.expected);
        }
    }
}

TEST(RelativeRisk, OfTheSameCrowdIsOneAndNowhereSignificant)
{
    Study study;
    study.study_area = rectangle_study().study_area;
    std::mt19937_64 random(13);
    std::uniform_real_distribution<double> share(0, 1);
    for (int i = 0; i < 300; ++i) {
        const ProjectedPoint u{kWest + kWidth * share(random), kSouth + kHeight * share(random)};
        study.add(u, 0);
        study.add(u, 1);
    }
    study.incidents.sort_spatially();
    const RiskFigures found = study.risk(EdgeCorrection::diggle, 600)->at({543000, 253000});
    EXPECT_NEAR(found.log_risk, 0, 1e-9);
    EXPECT_NEAR(found.two_sided_p(), 1, 1e-6);
}

/// What the test promises: where risk is equal everywhere, about 5 % of places are called raised
/// or lowered, whatever the place.
TEST(RelativeRisk, UnderEqualRiskItFlagsAboutOnePlaceInTwenty)
{
    std::mt19937_64 random(14);
    std::uniform_real_distribution<double> share(0, 1);
    int flagged = 0;
    int places = 0;
    for (int map = 0; map < 150; ++map) {
        Study study;
        study.study_area = rectangle_study().study_area;
        for (int i = 0; i < 1200; ++i) {
            study.add({kWest + kWidth * share(random), kSouth + kHeight * share(random)},
                      i % 3 == 0 ? std::uint16_t{0} : std::uint16_t{1});
        }
        const auto risk = study.risk(EdgeCorrection::uniform, 700);
        for (const ProjectedPoint u : {ProjectedPoint{kWest + 4000, kSouth + 3000},
                                       {kWest + 50, kSouth + 3000},
                                       {kWest + 100, kSouth + 100},
                                       {kWest + 6500, kSouth + 1500}}) {
            flagged += risk->at(u).two_sided_p() < 0.05 ? 1 : 0;
            ++places;
        }
    }
    EXPECT_NEAR(static_cast<double>(flagged) / places, 0.05, 0.025);
}

TEST(RelativeRisk, WhereFewAreExpectedItMayBeChance)
{
    EXPECT_FALSE((RiskFigures{2, 0.001, 5}).may_be_chance());
    EXPECT_TRUE((RiskFigures{2, 0.001, 4.9}).may_be_chance());
    EXPECT_FALSE((RiskFigures{-2, 0.98, 5}).may_be_chance());
    EXPECT_TRUE((RiskFigures{-2, 0.97, 5}).may_be_chance());
}

TEST(RelativeRisk, PicturesShowTheFiguresOfTheirPixels)
{
    Study study = rectangle_study();
    const auto risk = study.risk(EdgeCorrection::uniform, 500);
    std::vector<double> breaks(kRiskBounds.begin(), kRiskBounds.end());
    breaks.push_back(100);
    const DensityColours colours(breaks, *find_style("risk"), DensityColours::Pale::each);
    ASSERT_EQ(colours.palette().size(), 15U);
    const GridFrame frame = frame_covering(extent_of(study.study_area), 100);
    const auto classes = risk->classes(frame, true, colours, 2);
    std::array<int, 15> seen{};
    int differing = 0;
    for (int row = 0; row < frame.rows; ++row) {
        for (int column = 0; column < frame.columns; ++column) {
            const RiskFigures figures = risk->at({frame.centre_x(column), frame.centre_y(row)});
            int wanted = colours.classes().class_of(std::exp(figures.log_risk));
            wanted += wanted != 0 && figures.may_be_chance() ? 7 : 0;
            const int found = classes.at(row, column);
            ++seen.at(static_cast<std::size_t>(found));
            differing += found == wanted ? 0 : 1;
        }
    }
    // Masses are interpolated in pictures: a pixel at the edge of significance may fall beside it.
    EXPECT_LE(differing, frame.columns * frame.rows / 200);
    EXPECT_GT(seen[7], 0);   // raised threefold, and no chance
    EXPECT_GT(seen[14], 0);  // as high, and it may be
    EXPECT_GT(seen[1], 0);
    EXPECT_GT(seen[11], 0);
    EXPECT_EQ(seen[0], 0);  // Gaussians reach all of it
}

TEST(RelativeRisk, WindowsOfALatticeMeet)
{
    Study study = rectangle_study();
    const auto risk = study.risk(EdgeCorrection::diggle, 500, Plane::web_mercator);
    std::vector<double> breaks(kRiskBounds.begin(), kRiskBounds.end());
    breaks.push_back(100);
    const DensityColours colours(breaks, *find_style("risk"), DensityColours::Pale::each);
    GridFrame frame;
    frame.cell_width = frame.cell_height = 150;
    const PlaneGeometry geometry(Plane::web_mercator, study.project.crs, study.incidents,
                                 study.study_area);
    const Extent extent = geometry.mask().extent();
    frame = frame_covering(extent, 150);
    const auto whole = risk->classes(frame, true, colours, 2);
    GridFrame part = frame;
    part.first_column += 7;
    part.first_row_north -= 5;
    part.columns = 20;
    part.rows = 16;
    const auto window = risk->classes(part, true, colours, 1);
    for (int row = 0; row < part.rows; ++row) {
        for (int column = 0; column < part.columns; ++column) {
            EXPECT_EQ(window.at(row, column), whole.at(row + 5, column + 7));
        }
    }
}

TEST(RelativeRisk, MassesOfPicturesAreNearThoseWorkedOut)
{
    Study study = rectangle_study();
    const PlaneGeometry geometry(Plane::project, study.project.crs, study.incidents,
                                 study.study_area);
    const RiskTolerance tolerance(study.study_area, EdgeCorrection::uniform, 500, geometry, 2);
    std::mt19937_64 random(15);
    std::uniform_real_distribution<double> share(0, 1);
    for (int i = 0; i < 500; ++i) {
        const ProjectedPoint u{kWest + kWidth * share(random), kSouth + kHeight * share(random)};
        const KernelMasses exact = tolerance.at(u);
        EXPECT_NEAR(exact.of_kernel, rectangle_mass(u, 500), 1e-10);
        EXPECT_NEAR(exact.of_square, rectangle_mass(u, 500 / std::numbers::sqrt2), 1e-10);
        const KernelMasses near = tolerance.near(u.x, u.y);
        EXPECT_NEAR(near.of_kernel, exact.of_kernel, 0.02);
        EXPECT_NEAR(near.of_square, exact.of_square, 0.02);
    }
}

TEST(RelativeRisk, OnlyItsOwnDensitiesGoWithoutTheUniformCorrection)
{
    project::Layer layer = rectangle_study().project.layers.front();
    EXPECT_EQ(risk_densities_layer(layer).edge, EdgeCorrection::none);
    layer.controls.reset();
    EXPECT_EQ(risk_densities_layer(layer).edge, EdgeCorrection::uniform);
}

TEST(RelativeRisk, OutsideTheStudyAreaThereIsNone)
{
    Study study = rectangle_study();
    EXPECT_TRUE(std::isnan(study.risk(EdgeCorrection::none, 500)->at({0, 0}).log_risk));
}

}  // namespace
}  // namespace heatward::maps
