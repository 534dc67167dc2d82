#include "heatward/core/basemap.hpp"

#include <gtest/gtest.h>

namespace heatward {
namespace {

TEST(Basemap, ClassesReadBackFromTheirNames)
{
    for (std::size_t i = 0; i < kBasemapClassNames.size(); ++i) {
        const auto feature_class = static_cast<BasemapClass>(i);
        EXPECT_EQ(parse_basemap_class(to_string(feature_class)), feature_class);
    }
    EXPECT_EQ(parse_basemap_class("rod"), std::nullopt);
    EXPECT_LT(BasemapClass::land, BasemapClass::water);
    EXPECT_LT(BasemapClass::building, BasemapClass::road);
    EXPECT_EQ(geometry_of(BasemapClass::rail), BasemapGeometry::lines);
    EXPECT_EQ(geometry_of(BasemapClass::place), BasemapGeometry::points);
    EXPECT_EQ(geometry_of(BasemapClass::green), BasemapGeometry::polygons);
}

TEST(Basemap, AFeaturesExtentHoldsWhateverItHas)
{
    BasemapFeature feature;
    EXPECT_TRUE(extent_of(feature).is_empty());
    feature.points = {{5, 6}};
    EXPECT_EQ(extent_of(feature), (Extent{5, 6, 5, 6}));
    feature.lines = {{{0, 7}, {1, 8}}};
    feature.polygons = {{{{-1, 0}, {2, 0}, {2, 1}}, {}}};
    EXPECT_EQ(extent_of(feature), (Extent{-1, 0, 5, 8}));
}

}  // namespace
}  // namespace heatward
