#include "heatward/server/picture_crs.hpp"

#include <gtest/gtest.h>

namespace heatward::server {
namespace {

TEST(PictureCrs, EveryFormOfEverySystemIsRead)
{
    for (const auto& [text, crs] : {
             std::pair{"EPSG:3857", PictureCrs::epsg_3857},
             {"epsg:4326", PictureCrs::epsg_4326},
             {"EPSG:27700", PictureCrs::epsg_27700},
             {"http://www.opengis.net/def/crs/EPSG/0/27700", PictureCrs::epsg_27700},
             {"https://www.opengis.net/def/crs/EPSG/0/3857", PictureCrs::epsg_3857},
             {"http://www.opengis.net/def/crs/EPSG/9.9.1/4326", PictureCrs::epsg_4326},
             {"urn:ogc:def:crs:EPSG::3857", PictureCrs::epsg_3857},
             {"urn:ogc:def:crs:EPSG:6.18.3:4326", PictureCrs::epsg_4326},
             {"CRS:84", PictureCrs::crs_84},
             {"OGC:CRS84", PictureCrs::crs_84},
             {"http://www.opengis.net/def/crs/OGC/1.3/CRS84", PictureCrs::crs_84},
             {"urn:ogc:def:crs:OGC:1.3:CRS84", PictureCrs::crs_84},
             {"urn:ogc:def:crs:OGC::CRS84", PictureCrs::crs_84},
         }) {
        EXPECT_EQ(parse_picture_crs(text), crs) << text;
    }
    for (const PictureCrs crs : kPictureCrs) {
        EXPECT_EQ(parse_picture_crs(short_name(crs)), crs);
    }
}

TEST(PictureCrs, OthersAreNone)
{
    for (const char* text :
         {"", "3857", "EPSG:", "EPSG:900913", "EPSG:38570", "ESRI:3857", "CRS:4326", "OGC:84",
          "EPSG:4326,EPSG:3857", "http://www.opengis.net/def/crs/EPSG/3857",
          "http://example.org/def/crs/EPSG/0/3857", "urn:ogc:def:crs:EPSG:1:2:3857",
          "urn:ogc:def:crs:EPSG", "AUTO:42001,1,0,52"}) {
        EXPECT_FALSE(parse_picture_crs(text)) << text;
    }
}

}  // namespace
}  // namespace heatward::server
