#include "heatward/pipeline/basemap.hpp"

#include <filesystem>
#include <fstream>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <gmock/gmock.h>

#include "heatward/core/error.hpp"
#include "heatward/core/sha256.hpp"
#include "heatward/pipeline/build_project.hpp"
#include "heatward/pipeline/check_project.hpp"
#include "heatward/run_store/view.hpp"
#include "small_county.hpp"

namespace heatward::pipeline {
namespace {

namespace fs = std::filesystem;
using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class SilentProgress final : public Progress {
public:
    void begin(std::string_view, std::uint64_t, std::string_view) override {}
    void advance(std::uint64_t) override {}
    void end() override {}
    void warn(std::string_view) override {}
};

std::string place(double east, double north)
{
    return fmt::format("[{},{}]", SmallCounty::kWest + east, SmallCounty::kSouth + north);
}

/// Coordinates of a line whose vertices are metres from the county's south-west corner.
std::string line(const std::vector<ProjectedPoint>& metres)
{
    std::vector<std::string> places;
    for (const ProjectedPoint& point : metres) {
        places.push_back(place(point.x, point.y));
    }
    return fmt::format("[{}]", fmt::join(places, ","));
}

std::string polygon(const std::vector<ProjectedPoint>& metres)
{
    return fmt::format("[{}]", line(metres));
}

std::string feature(const std::string& properties, const std::string& type,
                    const std::string& coordinates)
{
    const std::string geometry =
        type.empty() ? "null"
                     : fmt::format(R"({{"type":"{}","coordinates":{}}})", type, coordinates);
    return fmt::format(R"({{"type":"Feature","properties":{{{}}},"geometry":{}}})", properties,
                       geometry);
}

class BasemapTest : public testing::Test {
protected:
    BasemapTest()
    {
        m_county.write_street_file("p/2025-01-force-street.csv", {SmallCounty::row_at(1000, 1000)});
    }

    void write(const std::string& name, const std::vector<std::string>& features) const
    {
        m_county.write(
            name,
            fmt::format(
                R"({{"type":"FeatureCollection","crs":{{"type":"name","properties":{{"name":"urn:ogc:def:crs:EPSG::27700"}}}},"features":[{}]}})",
                fmt::join(features, ",\n")));
    }

    [[nodiscard]] BasemapSourceData read(const std::string& name,
                                         const std::string& feature_class) const
    {
        const Extent window =
            basemap_window({{{{SmallCounty::kWest, SmallCounty::kSouth},
                              {SmallCounty::kWest + 4000, SmallCounty::kSouth},
                              {SmallCounty::kWest + 4000, SmallCounty::kSouth + 4000}},
                             {}}});
        return read_basemap_source(m_county.project(text({})), {name, feature_class}, window,
                                   gis::Projection("EPSG:27700"));
    }

    /// The county's project with basemap sources of {path, class}.
    [[nodiscard]] static std::string text(
        const std::vector<std::pair<std::string, std::string>>& sources)
    {
        std::string text = SmallCounty::project_text("p");
        for (const auto& [path, feature_class] : sources) {
            text +=
                fmt::format("[[basemap]]\npath = \"{}\"\nclass = \"{}\"\n", path, feature_class);
        }
        return text;
    }

    std::string build(const std::string& project_text, const std::string& output)
    {
        BuildOptions options;
        options.output = m_county.path(output);
        options.threads = 1;
        return build_project(m_county.project(project_text), options, m_progress);
    }

    [[nodiscard]] std::string basemap_bytes(const std::string& output) const
    {
        std::ifstream file(fs::path(m_county.path(output)) / "current/analyst/basemap.gpkg",
                           std::ios::binary);
        return {std::istreambuf_iterator<char>(file), {}};
    }

    SmallCounty m_county;
    SilentProgress m_progress;
};

TEST_F(BasemapTest, NamesComeFromTheFirstNameColumnThatIsFilled)
{
    write("places.geojson",
          {feature(R"("NAME1":"Ickleton","kind":"village")", "Point", place(10, 20)),
           feature(R"("Name":"Duxford","NAME1":"Other")", "Point", place(30, 40)),
           feature(R"("kind":"hamlet")", "Point", place(50, 60))});
    const BasemapSourceData data = read("places.geojson", "place");
    ASSERT_EQ(data.features.size(), 3U);
    EXPECT_EQ(data.features[0].name, "Ickleton");
    EXPECT_EQ(data.features[1].name, "Duxford");
    EXPECT_EQ(data.features[2].name, "");
    EXPECT_THAT(data.features[1].points,
                ElementsAre(ProjectedPoint{SmallCounty::kWest + 30, SmallCounty::kSouth + 40}));
    EXPECT_THAT(data.warnings, IsEmpty());
}

TEST_F(BasemapTest, CoordinatesAreKeptToADecimetreAndRepeatedOnesOnce)
{
    write("roads.geojson",
          {feature("", "LineString", line({{0.04, 0.06}, {0.02, 0.08}, {10.26, 7}}))});
    const BasemapSourceData data = read("roads.geojson", "road");
    ASSERT_EQ(data.features.size(), 1U);
    EXPECT_THAT(data.features[0].lines, ElementsAre(ElementsAre(ProjectedPoint{540000, 250000.1},
                                                                ProjectedPoint{540010.3, 250007})));
}

TEST_F(BasemapTest, WhatLiesBeyondTheMarginIsCutOff)
{
    // The window is the county's 4 km square and half as much again on every side.
    const auto square = [](double west, double south, double side) {
        return polygon({{west, south},
                        {west + side, south},
                        {west + side, south + side},
                        {west, south + side},
                        {west, south}});
    };
    write("land.geojson", {feature("", "Polygon", square(-50000, -50000, 100000)),
                           feature("", "Polygon", square(20000, 0, 100))});
    const BasemapSourceData land = read("land.geojson", "land");
    ASSERT_EQ(land.features.size(), 1U);
    EXPECT_DOUBLE_EQ(area_m2(land.features[0].polygons), 8000.0 * 8000);
    EXPECT_THAT(land.warnings, IsEmpty());

    write("roads.geojson", {feature("", "LineString",
                                    line({{-9000, 0}, {-8000, 0}, {0, 0}, {8000, 0}, {9000, 0}}))});
    const BasemapSourceData roads = read("roads.geojson", "road");
    ASSERT_EQ(roads.features.size(), 1U);
    // Whole segments that reach the window stay; the first and the last do not.
    EXPECT_THAT(roads.features[0].lines, ElementsAre(ElementsAre(ProjectedPoint{532000, 250000},
                                                                 ProjectedPoint{540000, 250000},
                                                                 ProjectedPoint{548000, 250000})));
}

TEST_F(BasemapTest, FeaturesThatCannotBeDrawnAreLeftOutAndCounted)
{
    const std::string bow = polygon({{0, 0}, {100, 100}, {100, 0}, {0, 100}, {0, 0}});
    const std::string speck = polygon({{0, 0}, {0.01, 0}, {0, 0.01}, {0, 0}});
    write("water.geojson",
          {feature("", "Point", place(0, 0)), feature("", "LineString", line({{0, 0}, {9, 9}})),
           feature("", "", ""), feature("", "Polygon", bow), feature("", "Polygon", speck)});
    const BasemapSourceData data = read("water.geojson", "water");
    ASSERT_EQ(data.features.size(), 1U) << "the bow, as two triangles";
    EXPECT_NEAR(area_m2(data.features[0].polygons), 5000, 1e-6);
    EXPECT_THAT(
        data.warnings,
        ElementsAre(AllOf(HasSubstr("water.geojson: "),
                          HasSubstr("2 hold no polygons, which class \"water\""),
                          HasSubstr("1 have no geometry"), HasSubstr("1 are smaller than 0.1 m")),
                    HasSubstr("1 invalid polygons were repaired")));
    EXPECT_THAT(read("water.geojson", "place").features, SizeIs(1));
    EXPECT_THAT(read("water.geojson", "rail").features, SizeIs(1));
}

TEST_F(BasemapTest, ASourceThatHoldsNothingHereIsAWarning)
{
    write("roads.geojson", {});
    EXPECT_THAT(read("roads.geojson", "road").warnings,
                ElementsAre(HasSubstr("holds nothing of class \"road\"")));
    write("far.geojson", {feature("", "Point", place(90000, 0))});
    EXPECT_THAT(read("far.geojson", "place").warnings,
                ElementsAre(HasSubstr("in or about the study area")));
}

TEST_F(BasemapTest, BadSourcesAreErrorsThatNameThem)
{
    m_county.write("points.csv", "WKT,name\n\"POINT (540100 250100)\",A\n");
    m_county.write("empty.geojson", "");
    const Findings findings =
        check_project(m_county.project(text({{"points.csv", "place"},
                                             {"empty.geojson", "road"},
                                             {"https://example.org/roads.geojson", "road"},
                                             {"/vsicurl/https://example.org/roads.geojson", "road"},
                                             {"nowhere.gpkg", "land"}})));
    std::vector<std::string> errors;
    for (const auto& error : findings.errors) {
        errors.push_back(error.text());
    }
    EXPECT_THAT(errors,
                AllOf(SizeIs(5),
                      Contains(AllOf(HasSubstr("basemap[1].path"), HasSubstr("points.csv"),
                                     HasSubstr("states no reference system"))),
                      Contains(AllOf(HasSubstr("basemap[2].path"), HasSubstr("empty.geojson"))),
                      Contains(AllOf(HasSubstr("basemap[3].path"), HasSubstr("on a network"))),
                      Contains(HasSubstr("basemap[4].path")),
                      Contains(AllOf(HasSubstr("basemap[5].path"), HasSubstr("nowhere.gpkg")))));
}

TEST_F(BasemapTest, ARunHoldsItsBasemapAndRepeatsItsBytes)
{
    write("roads.geojson",
          {feature(R"("name":"High Street")", "LineString", line({{0, 0}, {600, 0}})),
           feature(R"("name":"High Street")", "LineString", line({{600, 0}, {1000, 0}}))});
    write("places.geojson", {feature(R"("name":"Market")", "Point", place(50, 60))});
    // Places stand before roads in the file, and are drawn over them.
    const std::string with = text({{"places.geojson", "place"}, {"roads.geojson", "road"}});
    build(with, "one");
    build(with, "two");
    const auto run =
        run_store::Run::open(fs::canonical(fs::path(m_county.path("one")) / "current").string());
    const Basemap basemap = run_store::View::of(run, Tier::analyst)->data().basemap;
    ASSERT_EQ(basemap.size(), 2U);
    EXPECT_EQ(basemap[0].feature_class, BasemapClass::road);
    ASSERT_EQ(basemap[0].features.size(), 2U);
    EXPECT_EQ(basemap[0].features[0].name, "High Street");
    EXPECT_EQ(basemap[0].features[1].stroke_m, 1000);
    EXPECT_EQ(basemap[1].feature_class, BasemapClass::place);
    EXPECT_FALSE(basemap_bytes("one").empty());
    EXPECT_EQ(basemap_bytes("one"), basemap_bytes("two"));
}

TEST_F(BasemapTest, TheBasemapsBytesArePartOfTheRunId)
{
    write("roads.geojson", {feature("", "LineString", line({{0, 0}, {9, 0}}))});
    const std::string with = text({{"roads.geojson", "road"}});
    const std::string before = build(with, "out");
    EXPECT_EQ(build(with, "out"), before);
    write("roads.geojson", {feature("", "LineString", line({{0, 0}, {8, 0}}))});
    EXPECT_NE(build(with, "out"), before);
    EXPECT_NE(build(text({}), "out"), before);
    EXPECT_FALSE(fs::exists(fs::path(m_county.path("out")) / "current/analyst/basemap.gpkg"));
}

}  // namespace
}  // namespace heatward::pipeline
