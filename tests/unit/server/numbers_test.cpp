#include "heatward/server/numbers.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "heatward/server/feature_crs.hpp"

namespace heatward::server {
namespace {

using ::testing::ElementsAre;

TEST(Numbers, TakeTheWholeTextOrNothing)
{
    EXPECT_EQ(parse_number("-1.5"), -1.5);
    EXPECT_EQ(parse_number("1e3"), 1000);
    EXPECT_EQ(parse_number(".5"), 0.5);
    for (const char* text : {"", " 1", "1 ", "+1", "1,5", "0x10", "1e999", "inf", "nan", "NaN",
                             "infinity", "--1", "1-", "1e", "١"}) {
        EXPECT_FALSE(parse_number(text).has_value()) << text;
    }
    EXPECT_EQ(parse_integer("10", 0, 10), 10);
    for (const char* text : {"", "11", "-1", "1.0", "1e1", " 1", "+1", "99999999999999999999"}) {
        EXPECT_FALSE(parse_integer(text, 0, 10).has_value()) << text;
    }
}

TEST(Numbers, SplitAtCommas)
{
    EXPECT_THAT(split_at_commas("a,,b"), ElementsAre("a", "", "b"));
    EXPECT_THAT(split_at_commas(""), ElementsAre(""));
}

TEST(LonLatText, StaysOnEarth)
{
    EXPECT_EQ(parse_lonlat("-180", "90").value(), (LonLat{-180, 90}));
    EXPECT_EQ(parse_lonlat("180.1", "0").error().parameter, "lon");
    EXPECT_EQ(parse_lonlat("x", "0").error().parameter, "lon");
    EXPECT_EQ(parse_lonlat("0", "-90.1").error().parameter, "lat");
    EXPECT_EQ(parse_lonlat("0", "").error().parameter, "lat");
}

TEST(BoundingBox, ReadsFourOrSixNumbers)
{
    EXPECT_EQ(parse_bbox("-1,50,2,53", "bbox", FeatureCrs{}).value(), (Extent{-1, 50, 2, 53}));
    EXPECT_EQ(parse_bbox("-1,50,0,2,53,100", "bbox", FeatureCrs{}).value(),
              (Extent{-1, 50, 2, 53}));
    EXPECT_TRUE(parse_bbox("1,1,1,1", "bbox", FeatureCrs{}).has_value());
    for (const char* text : {"", ",,,", "1,2,3", "1,2,3,4,5", "1,2,3,4,5,6,7", "1,2,3,x", "2,1,1,3",
                             "1,3,2,1", "-181,0,0,1", "0,0,1,91", "nan,0,1,1", "1 ,2,3,4"}) {
        const auto bbox = parse_bbox(text, "bbox", FeatureCrs{});
        ASSERT_FALSE(bbox.has_value()) << text;
        EXPECT_EQ(bbox.error().status, 400);
        EXPECT_EQ(bbox.error().parameter, "bbox");
    }
}

}  // namespace
}  // namespace heatward::server
