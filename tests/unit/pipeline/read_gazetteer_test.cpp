#include "heatward/pipeline/read_gazetteer.hpp"

#include <cstdlib>

#include <gmock/gmock.h>

#include <gtest/gtest.h>

#include "heatward/core/error.hpp"
#include "heatward/geocode/name_key.hpp"
#include "small_county.hpp"

namespace heatward::pipeline {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

constexpr GazetteerUse kAll{true, true, true};

class ReadGazetteerTest : public testing::Test {
protected:
    GazetteerContents read(const std::string& gazetteer, const GazetteerUse& use = kAll)
    {
        const project::Project project = m_county.project(SmallCounty::project_text("unused") +
                                                          "[gazetteer]\n" + gazetteer + "\n");
        m_area_sets.clear();
        for (const project::AreaSet& set : project.areas) {
            m_area_sets.push_back(read_area_set(project, set, m_projection));
        }
        SilentProgress progress;
        return read_gazetteer({project, m_projection, m_area_sets, use}, progress);
    }

    std::string refusal(const std::string& gazetteer)
    {
        try {
            read(gazetteer);
            return "read";
        } catch (const DataError& error) {
            return error.what();
        }
    }

    static ProjectedPoint place_of(const GazetteerContents& contents, const char* postcode)
    {
        const auto* const place =
            contents.gazetteer.postcodes.find(*geocode::parse_postcode(postcode));
        return place == nullptr ? ProjectedPoint{} : place->position;
    }

    SmallCounty m_county;
    gis::Projection m_projection{"EPSG:27700"};
    std::vector<AreaSetData> m_area_sets;
};

TEST_F(ReadGazetteerTest, OfTwoListsThatDisagreeTheEarlierStands)
{
    m_county.write("a.csv", "postcode,x,y\nCB2 1TN,545000,258000\nCB2 1TP,545100,258000\n");
    m_county.write("b.csv",
                   "postcode,x,y\nCB2 1TN,545000,258501\nCB2 1TP,545100,258500\n"
                   "CB2 1TQ,545200,258000\n");
    const auto contents = read(R"(postcodes = ["a.csv", "b.csv"])");
    EXPECT_EQ(contents.gazetteer.postcodes.size(), 3U);
    EXPECT_EQ(place_of(contents, "CB2 1TN"), (ProjectedPoint{545000, 258000}));
    EXPECT_THAT(contents.warnings,
                ElementsAre("gazetteer.postcodes: 1 postcode lies more than 500 m from where an "
                            "earlier list has it; the earlier stands"));
}

TEST_F(ReadGazetteerTest, APostcodeWithoutAPositionIsCounted)
{
    m_county.write("p.csv",
                   "Postcode,lat,long\nCB2 1TN,52.2,0.12\nCB2 1TP,,\nCB2 1TQ,99.999999,0\n");
    const auto contents = read(R"(postcodes = ["p.csv"])");
    EXPECT_EQ(contents.gazetteer.postcodes.size(), 1U);
    EXPECT_THAT(contents.warnings, ElementsAre("gazetteer.postcodes: p.csv: 2 of 3 postcodes have "
                                               "no position and locate nothing"));
}

TEST_F(ReadGazetteerTest, AFolderAndAZipGiveTheirListsAndLeaveTheRest)
{
    m_county.write("codepoint/Data/CSV/cb.csv",
                   "\"CB1 0AH\",10,546881,258966,\"\",\"\",\"\",\"\",\"\",\"\"\n");
    m_county.write("codepoint/Data/CSV/pe.csv",
                   "\"PE1 1AB\",10,518995,298644,\"\",\"\",\"\",\"\",\"\",\"\"\n");
    m_county.write("codepoint/Doc/headers.csv", "PC,PQ,EA\nPostcode,Quality,Eastings\n");
    m_county.write("codepoint/Doc/licence.txt", "Open Government Licence\n");
    const std::string command =
        "cd '" + m_county.path("codepoint") + "' && zip -q -r ../codepoint.zip .";
    ASSERT_EQ(std::system(command.c_str()), 0);
    for (const char* path : {"codepoint", "codepoint.zip"}) {
        const auto contents = read(std::string("postcodes = [\"") + path + "\"]");
        EXPECT_EQ(contents.gazetteer.postcodes.size(), 2U);
        EXPECT_EQ(place_of(contents, "PE1 1AB"), (ProjectedPoint{518995, 298644}));
        EXPECT_THAT(contents.warnings,
                    ElementsAre(AllOf(HasSubstr("1 of its files are no list for this key"),
                                      HasSubstr("Doc/headers.csv"))));
    }
    const auto sheets = read(R"(postcodes = ["codepoint/Data/CSV/*.csv"])");
    EXPECT_EQ(sheets.gazetteer.postcodes.size(), 2U);
    EXPECT_THAT(sheets.warnings, IsEmpty());
}

TEST_F(ReadGazetteerTest, ErrorsNameKeyAndFile)
{
    m_county.write("premises.csv", "name,town,x,y\nCrown,,545000,258000\n");
    m_county.write("nowhere.csv", "postcode,x,y\nCB2 1TN,0,0\n");
    m_county.write("none.csv", "name,x,y\n");
    m_county.write("empty.csv", "");
    m_county.write("folder/licence.txt", "a,b\n");
    m_county.write("broken.zip", "PK");
    EXPECT_EQ(refusal(R"(roads = ["premises.csv"])"),
              "gazetteer.roads: premises.csv: holds premises; name it in gazetteer.premises");
    EXPECT_EQ(refusal(R"(postcodes = ["nowhere.csv"])"),
              "gazetteer.postcodes: nowhere.csv: holds no postcode with a position");
    EXPECT_EQ(refusal(R"(premises = ["none.csv"])"),
              "gazetteer.premises: none.csv: holds no premises that can be used");
    EXPECT_THAT(refusal(R"(places = ["empty.csv"])"),
                AllOf(HasSubstr("gazetteer.places: "), HasSubstr("empty.csv")));
    EXPECT_THAT(refusal(R"(places = ["folder"])"), HasSubstr("holds no list"));
    EXPECT_THAT(refusal(R"(roads = ["broken.zip"])"),
                AllOf(HasSubstr("gazetteer.roads: "), HasSubstr("broken.zip")));
    EXPECT_THAT(refusal(R"(roads = ["PG:host=db password=secret"])"),
                AllOf(HasSubstr("cannot be a database"), testing::Not(HasSubstr("secret"))));
}

TEST_F(ReadGazetteerTest, OnlyListsThatAreUsedAreRead)
{
    m_county.write("p.csv", "postcode,x,y\nCB2 1TN,545000,258000\n");
    const std::string lists = R"(postcodes = ["p.csv"]
roads = ["not-there.gpkg"])";
    EXPECT_EQ(read(lists, {true, false, false}).gazetteer.postcodes.size(), 1U);
    EXPECT_EQ(read(lists, {true, false, false}).gazetteer.localities.names().size(), 0U);
    EXPECT_THAT(refusal(lists), HasSubstr("gazetteer.roads: "));
}

TEST_F(ReadGazetteerTest, AreasWithNamesAreLocalities)
{
    m_county.write("places.csv", "name,x,y,population\nTown,545000,258000,30000\n");
    const auto contents = read(R"(places = ["places.csv"])");
    const auto& names = contents.gazetteer.localities.names();
    std::vector<std::string> found;
    for (std::uint32_t i = 0; i < names.size(); ++i) {
        found.emplace_back(names.name(i));
    }
    EXPECT_THAT(found,
                testing::UnorderedElementsAre("Town", "Name of d1", "Name of d2", "Name of w1",
                                              "Name of w2", "Name of w3", "Name of w4"));
}

TEST_F(ReadGazetteerTest, TheUseOfAProjectIsThatOfItsSources)
{
    project::Project project;
    EXPECT_EQ(gazetteer_use(project), GazetteerUse());
    project.sources.resize(2);
    project.sources[0].fields.postcode = "PC";
    EXPECT_EQ(gazetteer_use(project), (GazetteerUse{true, false, false}));
    project.sources[0].postcode_of = "patient";
    project.sources[1].fields.uprn = "UPRN";
    EXPECT_EQ(gazetteer_use(project), (GazetteerUse{false, false, true}));
    project.sources[1].fields.location = {"ADDRESS"};
    EXPECT_EQ(gazetteer_use(project), (GazetteerUse{false, true, true}));
}

TEST_F(ReadGazetteerTest, RealListsAreReadAsTheyAre)
{
    const char* const shared = std::getenv("HEATWARD_SHARED");
    if (shared == nullptr) {
        GTEST_SKIP() << "needs the real data that HEATWARD_SHARED names";
    }
    const std::string folder = std::string(shared) + "/data/cambridgeshire/";
    const auto contents =
        read("postcodes = [\"" + folder + "postcodes_cb_pe.csv\", \"" + folder +
             "codepoint-open-2014\"]\nroads = [\"" + folder + "cambridge_roads_osm.geojson\"]");
    EXPECT_GE(contents.gazetteer.postcodes.size(), 59'900U);
    EXPECT_GE(contents.gazetteer.streets.size(), 500U);
    const auto& streets = contents.gazetteer.streets.names();
    EXPECT_THAT(streets.find(geocode::name_keys("Hobson Street").front()), SizeIs(1));
    for (std::uint32_t i = 0; i < streets.size(); ++i) {
        EXPECT_EQ(streets.name(i).find_first_of("[]\""), std::string_view::npos) << streets.name(i);
    }
    for (const std::string& warning : contents.warnings) {
        EXPECT_THAT(warning, testing::StartsWith("gazetteer."));
    }
}

}  // namespace
}  // namespace heatward::pipeline
