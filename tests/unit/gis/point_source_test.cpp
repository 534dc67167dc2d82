#include "heatward/gis/point_source.hpp"

#include <cmath>

#include "heatward/gis/feature_source.hpp"
#include "heatward/gis/projection.hpp"
#include "temporary_folder.hpp"
#include "throws_with.hpp"

namespace heatward::gis {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;

class PointSource : public testing::Test {
protected:
    TemporaryFolder folder;
};

TEST_F(PointSource, ReadsColumnsOfACsv)
{
    const std::string path =
        folder.write("p.csv", "name,x,y,w\na,545000.25,258000,2\nb, 1e3 ,+7,0.5\n");
    const PointRecords records = read_points(path, {"x", "y", "w", "EPSG:27700"});
    EXPECT_THAT(records.points,
                ElementsAre(ProjectedPoint{545000.25, 258000}, ProjectedPoint{1000, 7}));
    EXPECT_THAT(records.weight, ElementsAre(2, 0.5));
    EXPECT_EQ(records.crs, "EPSG:27700");
    EXPECT_EQ(records.skipped, 0U);
}

TEST_F(PointSource, FindsUsualColumnsByThemselves)
{
    for (const char* header :
         {"x,y", "Easting,Northing", "Eastings,Northings", "X_COORDINATE,Y_COORDINATE", "X,Y"}) {
        const std::string path = folder.write("p.csv", std::string(header) + "\n1,2\n");
        EXPECT_THAT(read_points(path, {}).points, ElementsAre(ProjectedPoint{1, 2})) << header;
    }
    const std::string path = folder.write("p.csv", "a,b\n1,2\n");
    EXPECT_THAT(message_of<DataError>([&] { read_points(path, {}); }),
                AllOf(HasSubstr("p.csv"), HasSubstr("a, b")));
}

TEST_F(PointSource, CountsWhatItSkips)
{
    const std::string path =
        folder.write("p.csv", "x,y,w\n1,2,1\n,2,1\n3,abc,1\n4,5,none\n6,nan,1\n7,8,\n9,1 2,1\n");
    const PointRecords records = read_points(path, {"x", "y", "w", ""});
    EXPECT_THAT(records.points, ElementsAre(ProjectedPoint{1, 2}));
    EXPECT_EQ(records.weight.size(), 1U);
    EXPECT_EQ(records.skipped, 6U);
    EXPECT_EQ(records.skipped_by_reason.at("there is no position"), 4U);
    EXPECT_EQ(records.skipped_by_reason.at("the weight is no number"), 2U);
}

TEST_F(PointSource, ProjectsGeometryWhereAsked)
{
    const std::string path = folder.write("p.geojson", R"({"type":"FeatureCollection","features":[
        {"type":"Feature","properties":{"w":3},"geometry":{"type":"Point","coordinates":[0.12,52.2]}},
        {"type":"Feature","properties":{"w":1},"geometry":null},
        {"type":"Feature","properties":{"w":4},"geometry":
            {"type":"MultiPoint","coordinates":[[0.13,52.2],[0.14,52.2]]}}]})");
    const PointRecords records = read_points(path, {"", "", "w", "EPSG:27700"});
    const Projection grid("EPSG:27700");
    EXPECT_THAT(records.points, ElementsAre(grid.from_lonlat({0.12, 52.2}).value(),
                                            grid.from_lonlat({0.13, 52.2}).value(),
                                            grid.from_lonlat({0.14, 52.2}).value()));
    EXPECT_THAT(records.weight, ElementsAre(3, 4, 4));
    EXPECT_EQ(records.skipped, 1U);
    EXPECT_THAT(message_of<DataError>([&] { read_points(path, {}); }),
                AllOf(HasSubstr("degrees"), HasSubstr("EPSG:27700")));
}

TEST_F(PointSource, NamesTheSystemOfTheSource)
{
    const std::string path = folder.write("p.geojson", R"({"type":"FeatureCollection",
        "crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::27700"}},"features":[
        {"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[545000.1,258000]}}]})");
    const PointRecords records = read_points(path, {});
    EXPECT_EQ(records.crs, "EPSG:27700");
    EXPECT_THAT(records.points, ElementsAre(ProjectedPoint{545000.1, 258000}));
}

TEST_F(PointSource, RefusesColumnsThatAreNotThere)
{
    const std::string path = folder.write("p.csv", "easting_m,northing_m\n1,2\n");
    EXPECT_THAT(message_of<DataError>([&] {
                    read_points(path, {"easting", "northing_m", "", ""});
                }),
                HasSubstr("did you mean \"easting_m\""));
    EXPECT_THAT(message_of<DataError>([&] {
                    read_points(path, {"easting_m", "", "", ""});
                }),
                HasSubstr("both"));
    EXPECT_THROW(read_points(path, {"easting_m", "northing_m", "", "EPSG:4326"}), DataError);
}

TEST(FeatureSource, ReadsLinesPointsAndPolygonsWithTheirCells)
{
    const TemporaryFolder folder;
    const std::string path =
        folder.write("roads.geojson", R"({"type":"FeatureCollection","features":[
        {"type":"Feature","properties":{"name":"Mill Road","n":3},"geometry":
            {"type":"MultiLineString","coordinates":[[[0.13,52.2],[0.14,52.2]],[[0.15,52.2],[0.16,52.2]]]}},
        {"type":"Feature","properties":{"name":null,"n":4},"geometry":{"type":"Point","coordinates":[0.1,52.1]}},
        {"type":"Feature","properties":{"name":"far"},"geometry":{"type":"Point","coordinates":[0.1,95]}},
        {"type":"Feature","properties":{"name":"none"},"geometry":null}]})");
    const Projection grid("EPSG:27700");
    const auto layers = list_layers(path);
    ASSERT_EQ(layers.size(), 1U);
    EXPECT_THAT(layers[0].columns, ElementsAre("name", "n"));

    std::vector<SourceFeature> features;
    const auto keep = [&](const SourceFeature& feature) { features.push_back(feature); };
    EXPECT_EQ(read_features(path, {}, grid, keep), 1U) << "one cannot be projected";
    ASSERT_EQ(features.size(), 3U);
    EXPECT_THAT(features[0].cells, ElementsAre("Mill Road", "3"));
    ASSERT_EQ(features[0].lines.size(), 2U);
    EXPECT_EQ(features[0].lines[1].at(0), grid.from_lonlat({0.15, 52.2}).value());
    EXPECT_THAT(features[1].cells, ElementsAre("", "4"));
    EXPECT_EQ(features[1].points.size(), 1U);

    features.clear();
    FeatureReadOptions options;
    options.clip.include(545000, 257000);
    options.clip.include(547000, 259000);
    read_features(path, options, grid, keep);
    ASSERT_EQ(features.size(), 2U);
    EXPECT_EQ(features[0].cells.at(0), "Mill Road");
    EXPECT_EQ(features[1].cells.at(0), "none") << "without geometry, it lies not outside";

    options.layer = "road";
    EXPECT_THAT(message_of<DataError>([&] { read_features(path, options, grid, keep); }),
                AllOf(HasSubstr("roads.geojson"), HasSubstr("\"road\"")));
}

}  // namespace
}  // namespace heatward::gis
