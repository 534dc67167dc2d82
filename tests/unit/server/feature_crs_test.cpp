#include "heatward/server/feature_crs.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace heatward::server {
namespace {

std::vector<FeatureCrs> served() { return served_crs(gis::Projection("EPSG:27700")); }

TEST(FeatureCrs, IsReadFromEveryWayOfWriting)
{
    for (const char* text :
         {"http://www.opengis.net/def/crs/OGC/1.3/CRS84", "CRS84", "OGC:CRS84", "CRS:84",
          "https://www.opengis.net/def/crs/OGC/0/CRS84", "urn:ogc:def:crs:OGC:1.3:CRS84"}) {
        EXPECT_EQ(parse_crs(text, "crs", served()), FeatureCrs{0}) << text;
    }
    for (const char* text : {"http://www.opengis.net/def/crs/EPSG/0/27700", "EPSG:27700",
                             "urn:ogc:def:crs:EPSG::27700", "epsg:27700",
                             "http://www.opengis.net/def/crs/EPSG/9.9.1/27700"}) {
        EXPECT_EQ(parse_crs(text, "crs", served()), FeatureCrs{27700}) << text;
    }
    for (const char* text :
         {"", "27700", "EPSG:32630", "http://www.opengis.net/def/crs/EPSG/27700",
          "http://www.opengis.net/def/crs/OGC/0/27700", "urn:ogc:def:crs:EPSG:", "EPSG:27700 "}) {
        const auto crs = parse_crs(text, "bbox-crs", served());
        ASSERT_FALSE(crs) << text;
        EXPECT_EQ(crs.error().parameter, "bbox-crs");
        EXPECT_THAT(crs.error().detail, ::testing::HasSubstr("EPSG:27700"));
    }
}

TEST(FeatureCrs, EveryServedOneIsReadFromItsOwnUri)
{
    EXPECT_EQ(served().size(), 4U);
    EXPECT_EQ(served_crs(gis::Projection("EPSG:2157")).size(), 5U);
    for (const auto& crs : served_crs(gis::Projection("EPSG:2157"))) {
        EXPECT_EQ(parse_crs(crs.uri(), "crs", served_crs(gis::Projection("EPSG:2157"))), crs);
    }
}

TEST(FeatureCrs, BoxesAreReadInItsAxisOrder)
{
    EXPECT_EQ(parse_bbox("52,0,53,1", "bbox", FeatureCrs{4326}), (Extent{0, 52, 1, 53}));
    EXPECT_EQ(parse_bbox("0,52,1,53", "bbox", FeatureCrs{0}), (Extent{0, 52, 1, 53}));
    EXPECT_EQ(parse_bbox("0,52,-9,1,53,9", "bbox", FeatureCrs{0}), (Extent{0, 52, 1, 53}));
    EXPECT_EQ(parse_bbox("5e5,2e5,6e5,3e5", "bbox", FeatureCrs{27700}),
              (Extent{5e5, 2e5, 6e5, 3e5}));
    EXPECT_FALSE(parse_bbox("0,100,1,120", "bbox", FeatureCrs{0}));
    EXPECT_FALSE(parse_bbox("100,0,120,1", "bbox", FeatureCrs{4326}));
}

TEST(CrsFrame, GoesThereAndBack)
{
    // Another zone than the project's takes the way over longitude and latitude.
    const gis::Projection project("EPSG:27700");
    const ProjectedPoint place{545000, 258000};
    for (const FeatureCrs crs : {FeatureCrs{0}, {4326}, {3857}, {27700}}) {
        const CrsFrame frame(crs, project);
        const auto degrees = frame.degrees_of(frame(place));
        ASSERT_TRUE(degrees);
        const LonLat expected = project.to_lonlat(place);
        // Two millimetres, as gis::Projection has it there and back.
        EXPECT_NEAR(degrees->lon, expected.lon, 3e-8) << crs.epsg;
        EXPECT_NEAR(degrees->lat, expected.lat, 3e-8) << crs.epsg;
    }
    const gis::Projection irish("EPSG:2157");
    const CrsFrame grid(FeatureCrs{27700}, irish);
    const auto belfast = irish.from_lonlat({-5.93, 54.6}).value();
    const ProjectedPoint british = grid(belfast);
    const auto direct = gis::Projection("EPSG:27700").from_lonlat({-5.93, 54.6}).value();
    EXPECT_NEAR(british.x, direct.x, 0.01);
    EXPECT_NEAR(british.y, direct.y, 0.01);
}

}  // namespace
}  // namespace heatward::server
