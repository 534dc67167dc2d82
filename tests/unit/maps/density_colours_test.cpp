#include "heatward/maps/density_colours.hpp"

#include <gtest/gtest.h>

#include "heatward/core/error.hpp"
#include "heatward/maps/style_catalogue.hpp"

namespace heatward::maps {
namespace {

render::Style style() { return find_style("density").value(); }

TEST(DensityColours, SevenClassesHaveTheSevenColours)
{
    const std::vector<double> breaks{1, 2, 4, 8, 16, 32, 64, 100};
    const DensityColours colours(breaks, style());
    ASSERT_EQ(colours.palette().size(), 8U);
    EXPECT_EQ(colours.palette()[0], render::kTransparent);
    for (std::size_t i = 0; i < 7; ++i) {
        EXPECT_EQ(colours.palette()[i + 1], style().classes[i]);
    }
    EXPECT_EQ(colours.classes().class_of(64), 7);
    EXPECT_EQ(colours.classes().class_of(0.5), 0);
}

TEST(DensityColours, FewerClassesAreSpreadOverTheRamp)
{
    const DensityColours three(std::vector<double>{1, 2, 4, 8}, style());
    ASSERT_EQ(three.palette().size(), 4U);
    EXPECT_EQ(three.palette()[1], style().classes[0]);
    EXPECT_EQ(three.palette()[2], style().classes[3]);
    EXPECT_EQ(three.palette()[3], style().classes[6]);
    const DensityColours one(std::vector<double>{1, 2}, style());
    ASSERT_EQ(one.palette().size(), 2U);
    EXPECT_EQ(one.palette()[1], style().classes[3]);
}

TEST(DensityColours, WithoutBreaksNothingShows)
{
    const DensityColours none(std::vector<double>{}, style());
    EXPECT_EQ(none.palette().size(), 1U);
    EXPECT_EQ(none.classes().class_of(1e9), 0);
}

TEST(DensityColours, RefusesMoreClassesThanColours)
{
    EXPECT_THROW(DensityColours(std::vector<double>{1, 2, 3, 4, 5, 6, 7, 8, 9}, style()),
                 DataError);
    EXPECT_THROW(DensityColours(std::vector<double>{2, 1, 3}, style()), DataError);
}

}  // namespace
}  // namespace heatward::maps
