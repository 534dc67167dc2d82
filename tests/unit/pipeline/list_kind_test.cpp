#include "list_kind.hpp"

#include <gmock/gmock.h>

#include <gtest/gtest.h>

namespace heatward::pipeline {
namespace {

using gis::LayerGeometry;
using testing::HasSubstr;
using testing::SizeIs;

ListKind kind_of(std::vector<std::string> columns, std::string_view key,
                 LayerGeometry geometry = LayerGeometry::none)
{
    const auto kind = kind_of_list({std::move(columns), geometry}, key);
    EXPECT_TRUE(kind) << (kind ? "" : kind.error().message);
    return kind.value_or(ListKind::places);
}

std::string refusal_of(std::vector<std::string> columns, std::string_view key,
                       LayerGeometry geometry = LayerGeometry::none)
{
    const auto kind = kind_of_list({std::move(columns), geometry}, key);
    return kind ? "taken as " + std::string(to_string(*kind)) : kind.error().message;
}

TEST(ListKindTest, ListsAreKnownByTheirColumnsInAnyCase)
{
    EXPECT_EQ(
        kind_of({"pcd", "doterm", "oseast1m", "osnrth1m", "osgrdind", "lat", "long"}, "postcodes"),
        ListKind::postcodes);
    EXPECT_EQ(kind_of({"PCD7", "PCDS", "EAST1M", "NORTH1M", "LAD25CD", "WD25CD"}, "postcodes"),
              ListKind::postcodes);
    EXPECT_EQ(kind_of({"Postcode", "lat", "long"}, "postcodes"), ListKind::postcodes);
    for (const char* key : {"postcodes", "premises"}) {
        EXPECT_EQ(kind_of({"UPRN", "X_COORDINATE", "Y_COORDINATE", "LATITUDE", "LONGITUDE"}, key),
                  ListKind::uprns);
    }
    for (const char* key : {"postcodes", "roads", "places", "premises"}) {
        EXPECT_EQ(
            kind_of({"ID", "NAMES_URI", "NAME1", "TYPE", "LOCAL_TYPE", "GEOMETRY_X", "GEOMETRY_Y"},
                    key),
            ListKind::open_names);
    }
    EXPECT_EQ(kind_of({"id", "name_1", "name_2"}, "roads", LayerGeometry::line), ListKind::roads);
    EXPECT_EQ(kind_of({"NAME"}, "roads", LayerGeometry::mixed), ListKind::roads);
    EXPECT_EQ(kind_of({"name", "kind", "x", "y", "population"}, "places"), ListKind::places);
    EXPECT_EQ(kind_of({"name", "kind", "town", "x", "y", "alias"}, "premises"), ListKind::premises);
}

TEST(ListKindTest, TheKeyDecidesWhereTheColumnsDoNot)
{
    EXPECT_EQ(kind_of({"name", "lon", "lat"}, "places"), ListKind::places);
    EXPECT_EQ(kind_of({"name", "lon", "lat"}, "premises"), ListKind::premises);
    EXPECT_EQ(kind_of({"name", "postcode", "lon", "lat"}, "premises"), ListKind::premises);
    EXPECT_EQ(kind_of({"name", "postcode", "lon", "lat"}, "postcodes"), ListKind::postcodes);
}

TEST(ListKindTest, AListUnderAnotherKeyIsToldWhereItBelongs)
{
    EXPECT_EQ(refusal_of({"pcds", "x", "y"}, "roads"),
              "holds postcodes; name it in gazetteer.postcodes");
    EXPECT_EQ(refusal_of({"uprn", "x", "y"}, "places"),
              "holds properties; name it in gazetteer.premises or gazetteer.postcodes");
    EXPECT_EQ(refusal_of({"name"}, "places", LayerGeometry::line),
              "holds roads; name it in gazetteer.roads");
    EXPECT_EQ(refusal_of({"name", "x", "y", "population"}, "premises"),
              "holds places; name it in gazetteer.places");
    EXPECT_EQ(refusal_of({"name", "x", "y"}, "roads"),
              "holds premises or places; name it in gazetteer.premises or gazetteer.places");
    EXPECT_THAT(refusal_of({"a", "b"}, "premises"), HasSubstr("is no list of premises"));
    EXPECT_THAT(refusal_of({"name"}, "places"), HasSubstr("is no list of places"));
    EXPECT_THAT(refusal_of({"postcode", "lat"}, "postcodes"), HasSubstr("is no list of postcodes"));
    EXPECT_THAT(refusal_of({"length"}, "roads", LayerGeometry::line),
                HasSubstr("is no list of roads"));
}

TEST(ListKindTest, TablesThatBeginWithDataAreKnownByTheirFirstRow)
{
    const std::vector<std::string> code_point{"CB1 0AH", "10", "546881", "258966", "E92000001",
                                              "",        "",   "",       "",       ""};
    ASSERT_TRUE(columns_of_headless(code_point));
    EXPECT_EQ(columns_of_headless(code_point)->at(2), "Eastings");

    std::vector<std::string> open_names(34);
    open_names[1] = "http://data.ordnancesurvey.co.uk/id/4000000074552436";
    open_names[2] = "Mill Road";
    open_names[6] = "transportNetwork";
    open_names[7] = "Named Road";
    open_names[8] = "546000";
    open_names[9] = "257000";
    ASSERT_TRUE(columns_of_headless(open_names));
    EXPECT_THAT(*columns_of_headless(open_names), SizeIs(34));
    EXPECT_EQ(columns_of_headless(open_names)->at(24), "COUNTY_UNITARY");

    open_names[1] = "NAMES_URI";
    EXPECT_FALSE(columns_of_headless(open_names));
    const std::vector<std::string> header{"Postcode", "q", "E", "N", "C", "", "", "", "", ""};
    EXPECT_FALSE(columns_of_headless(header));
    const std::vector<std::string> short_row{"CB1 0AH", "10", "546881", "258966"};
    EXPECT_FALSE(columns_of_headless(short_row));
}

}  // namespace
}  // namespace heatward::pipeline
