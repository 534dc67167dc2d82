#include <algorithm>
#include <cmath>
#include <random>

#include <gtest/gtest.h>

#include "heatward/core/tile_id.hpp"
#include "heatward/density/study_area_mass.hpp"
#include "heatward/gis/projection.hpp"
#include "heatward/maps/density_layer.hpp"
#include "support/synthetic_county.hpp"

namespace heatward::maps {
namespace {

const run_store::RunData& county()
{
    static const run_store::RunData run = test::synthetic_county();
    return run;
}

/// The county's "violence" under another correction.
DensityLayer layer_with(project::Layer& layer, EdgeCorrection edge, Plane plane)
{
    layer = test::layer_of(county(), "violence");
    layer.edge = edge;
    return DensityLayer(layer_input(county(), layer), plane);
}

TEST(UniformEdge, DividesByTheMassAtEveryCentre)
{
    const gis::Projection projection("EPSG:27700");
    const density::StudyAreaMass mass(county().study_area, Kernel::quartic, 1500);
    project::Layer layer;
    const auto plain = layer_with(layer, EdgeCorrection::none, Plane::web_mercator);
    project::Layer corrected_layer;
    const auto corrected =
        layer_with(corrected_layer, EdgeCorrection::uniform, Plane::web_mercator);
    const GridFrame frame = mercator_frame_of({9, 256, 168});  // the county's border runs through
    const auto before = plain.evaluate(frame, true, 1);
    const auto after = corrected.evaluate(frame, true, 1);
    std::size_t near_border = 0;
    for (int row = 0; row < frame.rows; row += 3) {
        for (int column = 0; column < frame.columns; column += 3) {
            const double value = after.at(row, column);
            if (!(value > 0)) {
                continue;
            }
            const double inside =
                mass.at(projection.from_mercator({frame.centre_x(column), frame.centre_y(row)}));
            near_border += inside < 0.99 ? 1U : 0U;
            ASSERT_NEAR(value * inside, before.at(row, column), 1e-9 * value);
        }
    }
    EXPECT_GT(near_border, 30U);
}

/// Cuts a window at random from a picture and expects every cell to be the same to the bit.
void expect_same_however_cut(const DensityLayer& layer, int z, std::int64_t x, std::int64_t y,
                             bool mask)
{
    constexpr int kSide = 300;
    const auto whole = layer.evaluate(mercator_frame(z, x, y, kSide, kSide), mask, 1);
    const auto threaded = layer.evaluate(mercator_frame(z, x, y, kSide, kSide), mask, 3);
    std::mt19937 random(static_cast<unsigned>(z));
    for (int cut = 0; cut < 12; ++cut) {
        const int column = static_cast<int>(random() % 250);
        const int row = static_cast<int>(random() % 250);
        const GridFrame frame =
            mercator_frame(z, x + column, y + row, 1 + static_cast<int>(random() % 50),
                           1 + static_cast<int>(random() % 50));
        const auto part = layer.evaluate(frame, mask, 1);
        for (int r = 0; r < frame.rows; ++r) {
            for (int c = 0; c < frame.columns; ++c) {
                const double wanted = whole.at(row + r, column + c);
                const double value = part.at(r, c);
                ASSERT_TRUE(value == wanted || (std::isnan(value) && std::isnan(wanted)))
                    << row + r << " " << column + c << ": " << value << " " << wanted;
                const double other = threaded.at(row + r, column + c);
                ASSERT_TRUE(other == wanted || (std::isnan(other) && std::isnan(wanted)));
            }
        }
    }
}

TEST(UniformEdge, SameCellsHoweverTheWindowIsCut)
{
    // "harm" is uniform and widened, so that incidents reach beyond where the mass is 0.
    const auto& harm = test::layer_of(county(), "harm");
    const DensityLayer layer(layer_input(county(), harm), Plane::web_mercator);
    for (const bool mask : {true, false}) {
        expect_same_however_cut(layer, 8, 32700, 21440, mask);
        expect_same_however_cut(layer, 11, 263000, 172600, mask);
    }
}

TEST(DiggleEdge, SameCellsHoweverTheWindowIsCut)
{
    const auto& violence = test::layer_of(county(), "violence");
    const DensityLayer layer(layer_input(county(), violence), Plane::web_mercator);
    expect_same_however_cut(layer, 8, 32710, 21450, true);
    expect_same_however_cut(layer, 12, 525300, 345250, true);
}

TEST(UniformEdge, OneCellIsThePlaceAsked)
{
    const auto& harm = test::layer_of(county(), "harm");
    const DensityLayer layer(layer_input(county(), harm), Plane::project);
    const GridFrame frame = frame_covering(extent_of(county().study_area), 700);
    const auto surface = layer.evaluate(frame, true, 1);
    double maximum = 0;
    for (const double value : surface.values) {
        maximum = std::isnan(value) ? maximum : std::max(maximum, value);
    }
    ASSERT_GT(maximum, 0);
    for (int row = 0; row < frame.rows; ++row) {
        for (int column = 0; column < frame.columns; ++column) {
            const double value = layer.evaluate_at({frame.centre_x(column), frame.centre_y(row)});
            const double drawn = surface.at(row, column);
            ASSERT_EQ(std::isnan(value), std::isnan(drawn)) << row << " " << column;
            if (!std::isnan(value)) {
                ASSERT_LE(std::abs(value - drawn), 2e-6 * value + 1e-7 * maximum)
                    << row << " " << column;
            }
        }
    }
}

}  // namespace
}  // namespace heatward::maps
