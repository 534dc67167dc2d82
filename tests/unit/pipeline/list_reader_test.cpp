#include "list_reader.hpp"

#include <cmath>

#include <gmock/gmock.h>

#include <gtest/gtest.h>

#include "collecting_sink.hpp"
#include "heatward/core/basemap.hpp"
#include "heatward/core/error.hpp"
#include "heatward/gis/geopackage.hpp"
#include "list_table.hpp"
#include "place_radius.hpp"
#include "road_list.hpp"
#include "small_county.hpp"

namespace heatward::pipeline {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

constexpr const char* kRoadsHead =
    R"({"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::27700"}},)";

class ListReaderTest : public testing::Test {
protected:
    void read(const std::string& name, const std::string& text, const std::string& key)
    {
        m_county.write(name, text);
        read_file(name, key);
    }

    void read_file(const std::string& name, const std::string& key)
    {
        const std::string path = m_county.path(name);
        const ListTable table = look_at_list({path, name, path}, key);
        const auto reader = make_list_reader(table.kind, ListColumns(table.shape.columns),
                                             {m_ground, m_sink, m_tally});
        read_list(table, m_projection, m_tally, [&](const ListRow& row) { reader->take(row); });
    }

    [[nodiscard]] std::vector<std::string> left_out() const
    {
        return m_tally.sentences("list", "rows");
    }

    /// A road as GeoJSON of the National Grid.
    static std::string road(const std::string& properties, const std::string& geometry)
    {
        return R"({"type":"Feature","properties":{)" + properties + R"(},"geometry":)" + geometry +
               "}";
    }

    SmallCounty m_county;
    gis::Projection m_projection{"EPSG:27700"};
    ListGround m_ground{m_projection};
    CollectingSink m_sink;
    ListTally m_tally;
};

TEST_F(ListReaderTest, OnspdSaysHowGoodAPositionIsAndWhatEnded)
{
    read("onspd.csv",
         "pcd,pcd2,pcds,dointr,doterm,oseast1m,osnrth1m,osgrdind,lat,long\n"
         "CB2 1TN,CB2  1TN,CB2 1TN,198001,,545000,258000,1,52.2,0.12\n"
         "CB2 1TP,CB2  1TP,CB2 1TP,198001,201206,545010,258010,4,52.2,0.12\n"
         "CB2 1TQ,CB2  1TQ,CB2 1TQ,198001,,545020,258020,5,52.2,0.12\n"
         "CB2 1TR,CB2  1TR,CB2 1TR,198001,,545030,258030,6,52.2,0.12\n"
         "CB2 1TS,CB2  1TS,CB2 1TS,198001,198101,545040,258040,8,52.2,0.12\n"
         "CB2 1TT,CB2  1TT,CB2 1TT,198001,,,,9,99.999999,0\n",
         "postcodes");
    ASSERT_THAT(m_sink.postcodes, SizeIs(4));
    EXPECT_EQ(m_sink.postcodes[0].position, (ProjectedPoint{545000, 258000}));
    EXPECT_EQ(m_sink.postcodes[0].uncertainty_m, 100);
    EXPECT_FALSE(m_sink.postcodes[0].is_terminated);
    EXPECT_EQ(m_sink.postcodes[1].uncertainty_m, 150);
    EXPECT_TRUE(m_sink.postcodes[1].is_terminated);
    EXPECT_EQ(m_sink.postcodes[2].uncertainty_m, 500);
    EXPECT_EQ(m_sink.postcodes[3].uncertainty_m, 2000);
    EXPECT_EQ(m_sink.postcodes[3].level, MatchLevel::sector);
    EXPECT_THAT(left_out(), ElementsAre("list: 2 of 6 rows have no position and locate nothing"));
}

TEST_F(ListReaderTest, NsplOf2026IsReadByItsNewNames)
{
    read("NSPL_FEB_2026.CSV",
         "\"PCD7\",\"PCD8\",\"PCDS\",\"DOINTR\",\"DOTERM\",\"USRTYPIND\",\"EAST1M\",\"NORTH1M\","
         "\"GRIDIND\",\"OA21CD\",\"LAD26CD\",\"WD26CD\",\"LSOA21CD\",\"LAT\",\"LONG\"\r\n"
         "\"CB2 1TN\",\"CB2  1TN\",\"CB2 1TN\",\"198001\",\"\",\"0\",\"545000\",\"258000\",\"3\","
         "\"E00000001\",\"E07000008\",\"E05013060\",\"E01000001\",\"52.2\",\"0.12\"\r\n",
         "postcodes");
    ASSERT_THAT(m_sink.postcodes, SizeIs(1));
    EXPECT_EQ(m_sink.postcodes[0].position, (ProjectedPoint{545000, 258000}));
    EXPECT_EQ(m_sink.postcodes[0].uncertainty_m, 100);
    EXPECT_THAT(left_out(), IsEmpty());
}

TEST_F(ListReaderTest, HalfAPositionIsNone)
{
    read("p.csv",
         "postcode,easting,northing,lat,long\n"
         "CB2 1TN,5450x0,258000,52.2,0.12\n"   // broken, whatever else stands there
         "CB2 1TP,,258000,52.2,0.12\n"         // half
         "CB2 1TQ,,,52.2,\n"                   // half
         "CB2 1TR,,,0.12,52.2\n"               // off Africa
         "CB2 1TS,0,0,0,0\n"                   // stands for none
         "CB2 1TT,0.12,52.2,,\n"               // degrees for metres
         "CB2 1TU,,,52.2,0.12\n"               // the one pair that is there
         "nonsense,545000,258000,52.2,0.12\n"  // no postcode
         "CB2 1TV,545000\n",
         "postcodes");
    ASSERT_THAT(m_sink.postcodes, SizeIs(1));
    EXPECT_EQ(m_sink.postcodes[0].postcode, "CB2 1TU");
    EXPECT_THAT(left_out(),
                ElementsAre("list: 1 of 9 rows are broken and are left out",
                            "list: 1 of 9 rows are no full postcodes and locate nothing",
                            "list: 6 of 9 rows have no position and locate nothing"));
}

TEST_F(ListReaderTest, NorthernIrelandsGridIsAnother)
{
    read("p.csv", "pcds,oseast1m,osnrth1m,lat,long\nBT1 1AA,333900,374000,54.6,-5.93\n",
         "postcodes");
    ASSERT_THAT(m_sink.postcodes, SizeIs(1));
    const LonLat place = m_projection.to_lonlat(m_sink.postcodes[0].position);
    EXPECT_NEAR(place.lon, -5.93, 1e-6);
    EXPECT_NEAR(place.lat, 54.6, 1e-6);
}

TEST_F(ListReaderTest, CodePointOpenNeedsNoHeader)
{
    read(
        "cb.csv",
        "\"CB1 0AH\",10,546881,258966,\"E92000001\",\"E19000001\",\"E18000006\",\"\",\"E07000008\","
        "\"E05002702\"\n"
        "\"CB1 0AN\",40,546882,258967,\"\",\"\",\"\",\"\",\"\",\"\"\n"
        "\"CB1 0AP\",60,546883,258968,\"\",\"\",\"\",\"\",\"\",\"\"\n"
        "\"CB1 0AQ\",90,0,0,\"\",\"\",\"\",\"\",\"\",\"\"\n",
        "postcodes");
    ASSERT_THAT(m_sink.postcodes, SizeIs(3));
    EXPECT_EQ(m_sink.postcodes[0].position, (ProjectedPoint{546881, 258966}));
    EXPECT_EQ(m_sink.postcodes[0].uncertainty_m, 100);
    EXPECT_EQ(m_sink.postcodes[1].uncertainty_m, 150);
    EXPECT_EQ(m_sink.postcodes[2].uncertainty_m, 2000);
    EXPECT_EQ(m_sink.postcodes[2].level, MatchLevel::sector);
    EXPECT_THAT(left_out(), ElementsAre(HasSubstr("1 of 4 rows have no position")));
}

TEST_F(ListReaderTest, OpenUprnBeginsWithAByteOrderMark)
{
    read("uprn.csv",
         "\xEF\xBB\xBFUPRN,X_COORDINATE,Y_COORDINATE,LATITUDE,LONGITUDE\r\n"
         "10000001,545000.5,258000.25,52.2,0.12\r\n0,545000,258000,52.2,0.12\r\n"
         "1234567890123,545000,258000,52.2,0.12\r\n",
         "premises");
    ASSERT_THAT(m_sink.uprns, SizeIs(1));
    EXPECT_EQ(m_sink.uprns[0].uprn, 10000001U);
    EXPECT_EQ(m_sink.uprns[0].position, (ProjectedPoint{545000.5, 258000.25}));
    EXPECT_THAT(left_out(), ElementsAre(HasSubstr("2 of 3 rows have no property reference")));
}

std::string open_names_row(const std::string& name1, const std::string& name2,
                           const std::string& type, const std::string& local_type,
                           const std::string& rectangle)
{
    return "osgb1,http://data.ordnancesurvey.co.uk/id/1," + name1 + ",," + name2 + ",," + type +
           "," + local_type + ",545000,258000,5000,25000," + rectangle +
           ",CB1,http://x,Cambridge,http://x,City,Cambridge,http://x,District,Cambridgeshire,"
           "http://x,County,Eastern,http://x,England,http://x,,,\n";
}

const std::string kOpenNamesRows =
    open_names_row("Mill Road", "Y Ffordd", "transportNetwork", "Named Road",
                   "544800,257900,545300,258200") +
    open_names_row("A1307", "", "transportNetwork", "Numbered Road", ",,,") +
    open_names_row("Cambridge", "Caergrawnt", "populatedPlace", "City",
                   "542000,254000,548000,261000") +
    open_names_row("Newtown", "", "populatedPlace", "Suburban Area", ",,,") +
    open_names_row("CB2 1TN", "", "other", "Postcode", ",,,") +
    open_names_row("Addenbrooke's Hospital", "", "other", "Hospital",
                   "544900,257900,545100,258100") +
    open_names_row("Cambridge North", "", "transportNetwork", "Railway Station", ",,,") +
    open_names_row("River Cam", "", "hydrography", "Inland Water", ",,,");

TEST_F(ListReaderTest, OpenNamesGivesAllThatItHolds)
{
    read("TL45.csv", kOpenNamesRows, "roads");
    ASSERT_THAT(m_sink.roads, SizeIs(2));
    EXPECT_THAT(m_sink.roads[0].names, ElementsAre("Mill Road", "Y Ffordd"));
    EXPECT_EQ(m_sink.roads[0].extent, (Extent{544800, 257900, 545300, 258200}));
    EXPECT_THAT(m_sink.roads[0].localities, ElementsAre("Cambridge", "Cambridgeshire"));
    EXPECT_THAT(m_sink.roads[0].lines, IsEmpty());
    EXPECT_EQ(m_sink.roads[1].extent, (Extent{545000, 258000, 545000, 258000}));
    ASSERT_THAT(m_sink.places, SizeIs(3));
    EXPECT_EQ(m_sink.places[1].name, "Caergrawnt");
    EXPECT_DOUBLE_EQ(m_sink.places[0].radius_m, 5000);  // 3 km west or east, 4 km south
    EXPECT_EQ(m_sink.places[2].radius_m, 700);
    ASSERT_THAT(m_sink.postcodes, SizeIs(1));
    EXPECT_EQ(m_sink.postcodes[0].uncertainty_m, 150);
    ASSERT_THAT(m_sink.premises, SizeIs(2));
    EXPECT_DOUBLE_EQ(m_sink.premises[0].uncertainty_m, std::hypot(100, 100));
    EXPECT_EQ(m_sink.premises[1].uncertainty_m, 50);
    EXPECT_THAT(left_out(), IsEmpty());
}

TEST_F(ListReaderTest, OpenNamesWithAHeaderIsTheSame)
{
    std::string header =
        "ID,NAMES_URI,NAME1,NAME1_LANG,NAME2,NAME2_LANG,TYPE,LOCAL_TYPE,GEOMETRY_X,"
        "GEOMETRY_Y,MOST_DETAIL_VIEW_RES,LEAST_DETAIL_VIEW_RES,MBR_XMIN,MBR_YMIN,"
        "MBR_XMAX,MBR_YMAX,POSTCODE_DISTRICT,POSTCODE_DISTRICT_URI,POPULATED_PLACE,"
        "POPULATED_PLACE_URI,POPULATED_PLACE_TYPE,DISTRICT_BOROUGH,"
        "DISTRICT_BOROUGH_URI,DISTRICT_BOROUGH_TYPE,COUNTY_UNITARY,"
        "COUNTY_UNITARY_URI,COUNTY_UNITARY_TYPE,REGION,REGION_URI,COUNTRY,"
        "COUNTRY_URI,RELATED_SPATIAL_OBJECT,SAME_AS_DBPEDIA,SAME_AS_GEONAMES\n";
    read("names.csv", header + kOpenNamesRows, "places");
    EXPECT_THAT(m_sink.roads, SizeIs(2));
    EXPECT_THAT(m_sink.places, SizeIs(3));
    EXPECT_THAT(m_sink.postcodes, SizeIs(1));
    EXPECT_THAT(m_sink.premises, SizeIs(2));
}

TEST_F(ListReaderTest, RoadsAreLinesPointsAndRings)
{
    read("roads.geojson",
         std::string(kRoadsHead) + R"("features":[)" +
             road(R"("name":"['Mill Lane', \"Botolph's Lane\"]","ref":null,"town":"Cambridge")",
                  R"({"type":"LineString","coordinates":[[545000,258000],[545010,258000]]})") +
             "," +
             road(R"("name":"Market Square","ref":"B1")",
                  R"({"type":"Polygon","coordinates":[[[545000,258000],[545010,258000],)"
                  R"([545010,258010],[545000,258000]]]})") +
             "," +
             road(R"("name":"Dot","ref":null)",
                  R"({"type":"LineString","coordinates":[[545000,258000]]})") +
             "," +
             road(R"("name":null)",
                  R"({"type":"LineString","coordinates":[[545000,258000],[545010,258000]]})") +
             "," + road(R"("name":"Nowhere")", "null") + "]}",
         "roads");
    ASSERT_GE(m_sink.roads.size(), 2U);
    EXPECT_THAT(m_sink.roads[0].names, ElementsAre("Mill Lane", "Botolph's Lane"));
    EXPECT_THAT(m_sink.roads[0].localities, ElementsAre("Cambridge"));
    EXPECT_THAT(m_sink.roads[0].lines, ElementsAre(ElementsAre(ProjectedPoint{545000, 258000},
                                                               ProjectedPoint{545010, 258000})));
    EXPECT_THAT(m_sink.roads[1].names, ElementsAre("Market Square", "B1"));
    ASSERT_THAT(m_sink.roads[1].lines, SizeIs(1));
    EXPECT_THAT(m_sink.roads[1].lines[0], SizeIs(4));
    EXPECT_EQ(m_sink.roads[1].lines[0].front(), m_sink.roads[1].lines[0].back());
    ASSERT_THAT(m_sink.roads, SizeIs(3));
    EXPECT_THAT(m_sink.roads[2].lines, ElementsAre(ElementsAre(ProjectedPoint{545000, 258000})));
    EXPECT_THAT(left_out(), ElementsAre("list: 1 of 5 rows have no name and locate nothing",
                                        "list: 1 of 5 rows have no position and locate nothing"));
}

TEST_F(ListReaderTest, ARoadWithOneVertexOutsideGreatBritainIsLeftOut)
{
    const auto line = [](const std::string& middle) {
        return R"({"type":"LineString","coordinates":[[545000,258000],)" + middle +
               "[545010,258000]]}";
    };
    read("roads.geojson",
         std::string(kRoadsHead) + R"("features":[)" +
             road(R"("name":"Far")", line("[1e13,258000],")) + "," +
             road(R"("name":"Farther")", line("[545005,-1e300],")) + "," +
             road(R"("name":"Abroad")", line("[545005,258000],[2000000,258000],")) + "," +
             road(R"("name":"Whole")", line("[545005,258000],")) + "," +
             road(R"("name":"Part")",
                  R"({"type":"MultiLineString","coordinates":[[[545000,258000],[545010,258000]],)"
                  R"([[545000,258000],[545000,1e13],[545010,258000]]]})") +
             "]}",
         "roads");
    ASSERT_THAT(m_sink.roads, SizeIs(1));
    EXPECT_THAT(m_sink.roads[0].names, ElementsAre("Whole"));
    EXPECT_THAT(left_out(), ElementsAre("list: 4 of 5 rows have no position and locate nothing"));
}

TEST_F(ListReaderTest, ARoadWithAVertexThatIsNoNumberIsLeftOut)
{
    const std::vector<std::string> columns{"name"};
    RoadList reader(ListColumns(columns), {m_ground, m_sink, m_tally});
    const std::vector<std::string> cells{"Broken Lane"};
    for (const ProjectedPoint& middle :
         {ProjectedPoint{std::nan(""), 258000}, ProjectedPoint{545005, std::nan("")},
          ProjectedPoint{-INFINITY, 258000}}) {
        gis::SourceFeature feature;
        feature.lines = {{{545000, 258000}, middle, {545010, 258000}}};
        reader.take({cells, &feature});
    }
    EXPECT_THAT(m_sink.roads, IsEmpty());
}

TEST_F(ListReaderTest, ARoadAtTheEdgeOfGreatBritainIsKept)
{
    // All vertices lie within, the corners of the rectangle about them do not.
    const gis::Projection projection("EPSG:27700");
    const ProjectedPoint south = *projection.from_lonlat({-8.99, 49.5});
    const ProjectedPoint north = *projection.from_lonlat({-8.99, 60.5});
    const std::vector<std::string> columns{"name"};
    RoadList reader(ListColumns(columns), {m_ground, m_sink, m_tally});
    const std::vector<std::string> cells{"Sea Lane"};
    gis::SourceFeature feature;
    feature.lines = {{south, north, south, north, south}};
    reader.take({cells, &feature});
    EXPECT_THAT(m_sink.roads, SizeIs(1));
}

TEST_F(ListReaderTest, OpenRoadsHasTwoNamesAndANumber)
{
    read("open_roads.geojson",
         std::string(kRoadsHead) + R"("name":"road_link","features":[)" +
             road(R"("name_1":"Hills Road","name_2":"Ffordd","road_classification_number":"A1307")",
                  R"({"type":"LineString","coordinates":[[545000,258000],[545010,258000]]})") +
             "]}",
         "roads");
    ASSERT_THAT(m_sink.roads, SizeIs(1));
    EXPECT_THAT(m_sink.roads[0].names, ElementsAre("Hills Road", "Ffordd", "A1307"));
}

TEST_F(ListReaderTest, OfAGeoPackageTheLayerOfLinesIsTaken)
{
    {
        gis::GeoPackageWriter writer(m_county.path("basemap.gpkg"), 27700);
        BasemapLayer places;
        places.feature_class = BasemapClass::place;
        places.features.push_back({});
        places.features.back().name = "Town";
        places.features.back().points = {{545000, 258000}};
        writer.write_basemap(places);
        BasemapLayer roads;
        roads.feature_class = BasemapClass::road;
        roads.features.push_back({});
        roads.features.back().name = "High Street";
        roads.features.back().lines = {{{545000, 258000}, {545100, 258000}}};
        writer.write_basemap(roads);
        writer.close();
    }
    read_file("basemap.gpkg", "roads");
    ASSERT_THAT(m_sink.roads, SizeIs(1));
    EXPECT_THAT(m_sink.roads[0].names, ElementsAre("High Street"));
    read_file("basemap.gpkg", "places");
    ASSERT_THAT(m_sink.places, SizeIs(1));
    EXPECT_EQ(m_sink.places[0].name, "Town");
}

TEST_F(ListReaderTest, LinesOneAndManyAreNoPremises)
{
    const std::string text =
        std::string(kRoadsHead) + R"("features":[)" +
        road(R"("name":"Hills Road")",
             R"({"type":"LineString","coordinates":[[545000,258000],[545010,258000]]})") +
        "," +
        road(R"("name":"Mill Road")",
             R"({"type":"MultiLineString","coordinates":[[[545000,258000],[545010,258000]]]})") +
        "," + road(R"("name":"Nowhere")", "null") + "]}";
    EXPECT_THAT([&] { read("roads.geojson", text, "premises"); },
                testing::ThrowsMessage<DataError>(
                    "roads.geojson: holds roads; name it in gazetteer.roads"));
    read("roads.geojson", text, "roads");
    EXPECT_THAT(m_sink.roads, SizeIs(2));
}

TEST_F(ListReaderTest, LinesOfOpenStreetMapThatAreNoHighwaysAreLeftOut)
{
    const std::string line =
        R"({"type":"LineString","coordinates":[[545000,258000],[545010,258000]]})";
    read("osm.geojson",
         std::string(kRoadsHead) + R"("features":[)" +
             road(R"("osm_id":"1","name":"River Cam","highway":null)", line) + "," +
             road(R"("osm_id":"2","name":"King Street","highway":"residential")", line) + "]}",
         "roads");
    ASSERT_THAT(m_sink.roads, SizeIs(1));
    EXPECT_THAT(m_sink.roads[0].names, ElementsAre("King Street"));
    EXPECT_THAT(left_out(), ElementsAre("list: 1 of 2 rows are no roads and are left out"));
}

TEST_F(ListReaderTest, PremisesHaveAliasesATownAndAnUncertainty)
{
    read("premises.csv",
         "NAME,Kind,Town,X,Y,Alias,Uncertainty\n"
         "Amber Arcade,shop,Amber Sands,545000,258000,The Arcade;Arcade,\n"
         "Grand Park,park,,545000,258000,,400\n"
         "\"The\r\nCrown\",pub,,545000,258000,,-5\n"
         ",pub,,545000,258000,,\n",
         "premises");
    ASSERT_THAT(m_sink.premises, SizeIs(3));
    EXPECT_THAT(m_sink.premises[0].names, ElementsAre("Amber Arcade", "The Arcade", "Arcade"));
    EXPECT_THAT(m_sink.premises[0].localities, ElementsAre("Amber Sands"));
    EXPECT_EQ(m_sink.premises[0].uncertainty_m, 50);
    EXPECT_EQ(m_sink.premises[1].uncertainty_m, 400);
    EXPECT_THAT(m_sink.premises[2].names, ElementsAre("The Crown"));
    EXPECT_EQ(m_sink.premises[2].uncertainty_m, 50);
    EXPECT_THAT(left_out(), ElementsAre(HasSubstr("1 of 4 rows have no name")));
}

TEST_F(ListReaderTest, PlacesAreAsWideAsTheirResidentsOrTheirKind)
{
    read("places.csv",
         "name,kind,lon,lat,population\nMaglemose,city,0.12,52.2,\"158,000\"\n"
         "Hamlet,hamlet,0.12,52.2,\nTiny,city,0.12,52.2,20\nOther,,0.12,52.2,none\n",
         "places");
    ASSERT_THAT(m_sink.places, SizeIs(4));
    EXPECT_NEAR(m_sink.places[0].radius_m, 4373.1, 0.1);  // 0.975 √(158000/2500/π) km
    EXPECT_EQ(m_sink.places[1].radius_m, 700);
    EXPECT_EQ(m_sink.places[2].radius_m, 500);
    EXPECT_EQ(m_sink.places[3].radius_m, 1000);
    EXPECT_EQ(radius_of_kind_m("City"), 5000);
    EXPECT_EQ(radius_of_kind_m("Town "), 2000);
    EXPECT_EQ(radius_of_kind_m("village"), 1000);
    EXPECT_EQ(radius_of_kind_m("Suburban Area"), 700);
}

TEST_F(ListReaderTest, AMegabyteControlCharactersAndAHundredColumnsDoNoHarm)
{
    std::string header = "name,lon,lat";
    std::string cells = "High\x01 Street\tHouse,0.12,52.2";
    for (int i = 0; i < 97; ++i) {
        header += ",column" + std::to_string(i);
        cells += ",x";
    }
    const std::string long_row = std::string(1U << 20U, 'x') + ",0.12,52.2" + std::string(97, ',');
    read("premises.csv", header + "\r\n" + cells + "\r\n" + long_row + "\r\n", "premises");
    ASSERT_THAT(m_sink.premises, SizeIs(1));
    EXPECT_THAT(m_sink.premises[0].names, ElementsAre("High Street House"));
    EXPECT_THAT(left_out(), ElementsAre(HasSubstr("1 of 2 rows have no name")));
}

TEST_F(ListReaderTest, WhatIsNoListIsRefusedByName)
{
    const auto refusal = [&](const std::string& name, const std::string& text) -> std::string {
        try {
            read(name, text, "premises");
            return "read";
        } catch (const DataError& error) {
            return error.what();
        }
    };
    EXPECT_THAT(refusal("empty.csv", ""), HasSubstr("empty.csv"));
    EXPECT_THAT(refusal("a.csv", "a,b\n1,2\n"), HasSubstr("a.csv: is no list of premises"));
    EXPECT_THAT(refusal("empty.geojson", ""), HasSubstr("empty.geojson"));
    EXPECT_THAT(refusal("onspd.csv", "pcds,lat,long\nCB2 1TN,52.2,0.12\n"),
                HasSubstr("onspd.csv: holds postcodes; name it in gazetteer.postcodes"));
}

}  // namespace
}  // namespace heatward::pipeline
