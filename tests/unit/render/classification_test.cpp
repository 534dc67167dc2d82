#include "heatward/render/classification.hpp"

#include <cmath>
#include <limits>
#include <random>
#include <vector>

#include <gtest/gtest.h>

#include "heatward/core/error.hpp"

namespace heatward::render {
namespace {

TEST(Classification, BoundsBelongToTheClassAboveThem)
{
    const std::vector<double> bounds{1, 2, 4};
    const Classification classes(bounds);
    EXPECT_EQ(classes.class_count(), 3U);
    EXPECT_EQ(classes.class_of(0.999999), 0);
    EXPECT_EQ(classes.class_of(1), 1);
    EXPECT_EQ(classes.class_of(std::nextafter(2.0, 0.0)), 1);
    EXPECT_EQ(classes.class_of(2), 2);
    EXPECT_EQ(classes.class_of(4), 3);
    EXPECT_EQ(classes.class_of(1e300), 3);
    EXPECT_EQ(classes.class_of(std::numeric_limits<double>::infinity()), 3);
}

TEST(Classification, NothingHasNoClass)
{
    const std::vector<double> bounds{0};
    const Classification classes(bounds);
    EXPECT_EQ(classes.class_of(std::numeric_limits<double>::quiet_NaN()), 0);
    EXPECT_EQ(classes.class_of(-1e-300), 0);
    EXPECT_EQ(classes.class_of(0), 1);
}

TEST(Classification, TheLastBreakIsTheMaximumAndBoundsNothing)
{
    const std::vector<double> breaks{1, 2, 4, 8};
    const auto classes = Classification::from_breaks(breaks);
    EXPECT_EQ(classes.class_count(), 3U);
    EXPECT_EQ(classes.class_of(9), 3);
    EXPECT_EQ(Classification::from_breaks({}).class_of(9), 0);
    EXPECT_EQ(Classification::from_breaks(std::vector<double>{3}).class_of(9), 0);
}

TEST(Classification, RefusesBoundsThatDoNotAscend)
{
    EXPECT_THROW(Classification(std::vector<double>{1, 1}), DataError);
    EXPECT_THROW(Classification(std::vector<double>{2, 1}), DataError);
    EXPECT_THROW(Classification(std::vector<double>{1, std::nan("")}), DataError);
    EXPECT_THROW(Classification(std::vector<double>{1, std::numeric_limits<double>::infinity()}),
                 DataError);
    std::vector<double> many(256);
    for (std::size_t i = 0; i < many.size(); ++i) {
        many[i] = static_cast<double>(i);
    }
    EXPECT_THROW(Classification{many}, DataError);
    many.pop_back();
    EXPECT_EQ(Classification(many).class_of(254.5), 255);
}

TEST(Classification, ARasterIsClassifiedCellByCell)
{
    const std::vector<double> bounds{0.1, 0.35, 0.7, 0.95};
    const Classification classes(bounds);
    GridFrame frame;
    frame.columns = 37;
    frame.rows = 11;
    Raster<double> values(frame);
    std::mt19937_64 random(7);
    std::uniform_real_distribution<double> share(0, 1);
    for (double& value : values.values) {
        value = share(random);
    }
    const auto raster = classes.classify(values);
    ASSERT_EQ(raster.values.size(), values.values.size());
    EXPECT_EQ(raster.frame, frame);
    for (std::size_t i = 0; i < values.values.size(); ++i) {
        std::uint8_t wanted = 0;
        while (wanted < bounds.size() && values.values[i] >= bounds[wanted]) {
            ++wanted;
        }
        ASSERT_EQ(raster.values[i], wanted);
    }
}

}  // namespace
}  // namespace heatward::render
