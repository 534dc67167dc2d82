#include "heatward/maps/map_extent.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "heatward/gis/projection.hpp"
#include "support/synthetic_county.hpp"

namespace heatward::maps {
namespace {

using testing::HasSubstr;

const run_store::RunData& county()
{
    static const run_store::RunData run = test::synthetic_county();
    return run;
}

TEST(MapExtent, TheWholeIsTheStudyArea)
{
    const MapExtent whole = whole_extent(county());
    EXPECT_EQ(whole.project_m, extent_of(county().study_area));
    EXPECT_EQ(whole.area_code, "");
}

TEST(MapExtent, AreasAreFoundInEverySet)
{
    const auto district = extent_of_area(county(), "D3");
    ASSERT_TRUE(district);
    EXPECT_EQ(district->area_set, "districts");
    EXPECT_EQ(district->area_name, "Midton");
    EXPECT_EQ(district->project_m, extent_of(county().area_sets[0].geometry[2]));
    const auto ward = extent_of_area(county(), "W60");
    ASSERT_TRUE(ward);
    EXPECT_EQ(ward->area_set, "wards");
    const auto unknown = extent_of_area(county(), "W61");
    ASSERT_FALSE(unknown);
    EXPECT_THAT(unknown.error().message, HasSubstr("W61"));
    EXPECT_THAT(unknown.error().message, HasSubstr("did you mean"));
    EXPECT_FALSE(extent_of_area(county(), ""));
}

TEST(MapExtent, ACellIsNamedWithItsWard)
{
    run_store::RunData run = county();
    FeatureTable cells;
    cells.name = "cells";
    cells.columns = {
        {"code", ColumnType::text}, {"name", ColumnType::text}, {"lies_in", ColumnType::text}};
    cells.rows = {{"E1N1", "E1N1", "Old Foreshore"}, {"E2N1", "E2N1", std::monostate()}};
    cells.geometry = {run.area_sets[0].geometry[0], run.area_sets[0].geometry[1]};
    run.area_sets.push_back(cells);
    EXPECT_EQ(extent_of_area(run, "E1N1")->area_name, "E1N1 (in Old Foreshore)");
    EXPECT_EQ(extent_of_area(run, "E1N1")->area_code, "E1N1");
    EXPECT_EQ(extent_of_area(run, "E2N1")->area_name, "E2N1");
}

TEST(MapExtent, ARectangleInDegreesIsShownWhole)
{
    const gis::Projection projection("EPSG:27700");
    const Extent degrees{0.0, 52.0, 0.5, 52.4};
    const auto extent = extent_of_rectangle(county(), degrees, projection);
    ASSERT_TRUE(extent);
    for (double lon = degrees.min_x; lon <= degrees.max_x; lon += 0.01) {
        for (const double lat : {degrees.min_y, degrees.max_y}) {
            const auto place = projection.from_lonlat({lon, lat});
            ASSERT_TRUE(place);
            EXPECT_TRUE(extent->project_m.grown(1).contains(place->x, place->y)) << lon;
        }
    }
    EXPECT_FALSE(extent_of_rectangle(county(), {0.5, 52.0, 0.0, 52.4}, projection));
    EXPECT_FALSE(extent_of_rectangle(county(), {0, 52.0, 0.5, 252.4}, projection));
}

TEST(MapExtent, ARectangleOffTheStudyAreaIsAnError)
{
    const gis::Projection projection("EPSG:27700");
    EXPECT_TRUE(extent_of_rectangle(county(), {0.0, 52.0, 0.1, 52.2}, projection));
    const auto sea = extent_of_rectangle(county(), {-3.1, 54.0, -3.0, 54.1}, projection);
    ASSERT_FALSE(sea);
    EXPECT_THAT(sea.error().message, HasSubstr("-3.1,54,-3,54.1 does not meet the study area"));
    EXPECT_THAT(sea.error().message, testing::Not(HasSubstr("swapped")));
    const auto swapped = extent_of_rectangle(county(), {52.0, 0.0, 52.2, 0.1}, projection);
    ASSERT_FALSE(swapped);
    EXPECT_THAT(swapped.error().message, HasSubstr("swapped"));
    EXPECT_THAT(swapped.error().message, HasSubstr("0,52,0.1,52.2"));
}

}  // namespace
}  // namespace heatward::maps
