#include "heatward/server/picture_places.hpp"

#include <gtest/gtest.h>

#include "heatward/gis/crs_transform.hpp"

namespace heatward::server {
namespace {

TEST(PicturePlaces, GoThereAndBackInEverySystem)
{
    for (const char* crs : {"EPSG:27700", "EPSG:25831"}) {
        const gis::Projection projection(crs);
        // Cambridge, thereabouts.
        const auto point = projection.from_lonlat({0.12, 52.2}).value();
        for (const PictureCrs system : kPictureCrs) {
            const PicturePlaces places(projection, system);
            const auto place = places.from_project()(point);
            ASSERT_TRUE(place) << crs << " " << short_name(system);
            const auto back = places.to_project()(*place);
            ASSERT_TRUE(back);
            EXPECT_NEAR(back->x, point.x, 0.005) << crs << " " << short_name(system);
            EXPECT_NEAR(back->y, point.y, 0.005) << crs << " " << short_name(system);
        }
    }
}

TEST(PicturePlaces, DegreesAreLongitudeFirstAndTheGridIsEastingFirst)
{
    const gis::Projection projection("EPSG:25831");
    const auto point = projection.from_lonlat({0.12, 52.2}).value();
    for (const PictureCrs system : {PictureCrs::epsg_4326, PictureCrs::crs_84}) {
        const auto place = PicturePlaces(projection, system).from_project()(point).value();
        EXPECT_NEAR(place.x, 0.12, 1e-7);
        EXPECT_NEAR(place.y, 52.2, 1e-7);
    }
    const auto grid = PicturePlaces(projection, PictureCrs::epsg_27700).from_project()(point);
    const auto expected = gis::CrsTransform("EPSG:25831", "EPSG:27700")(point.x, point.y);
    EXPECT_EQ(grid->x, expected->x);
    EXPECT_EQ(grid->y, expected->y);
    EXPECT_NEAR(grid->x, 545000, 3000);
    EXPECT_NEAR(grid->y, 258000, 3000);
}

TEST(PicturePlaces, OnlyAnotherProjectsBritishGridIsResampled)
{
    const gis::Projection british("EPSG:27700");
    const gis::Projection other("EPSG:25831");
    for (const PictureCrs system : kPictureCrs) {
        EXPECT_FALSE(is_resampled(system, british));
        EXPECT_EQ(is_resampled(system, other), system == PictureCrs::epsg_27700);
    }
}

}  // namespace
}  // namespace heatward::server
