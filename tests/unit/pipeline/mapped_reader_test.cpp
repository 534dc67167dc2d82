#include "heatward/pipeline/mapped_reader.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "heatward/core/error.hpp"
#include "small_county.hpp"

namespace heatward::pipeline {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::Pair;
using ::testing::SizeIs;
using ::testing::UnorderedElementsAre;

constexpr const char* kFields =
    R"(fields = { id = "CAD", time = "TIME", category = "NATURE", location = ["PLACE"], x = "E", y = "N", crs = "EPSG:27700", grid_reference = "GRID", postcode = "PC" }
time_format = "%d/%m/%Y %H:%M")";

constexpr const char* kHeader = "CAD,TIME,NATURE,PLACE,E,N,GRID,PC\n";

/// A project with one mapped source, "ambulance.csv" unless `path` says otherwise.
std::string mapped_project(const std::string& keys, const std::string& kind = "ambulance",
                           const std::string& path = "ambulance.csv")
{
    std::string text = SmallCounty::project_text("unused");
    const std::size_t from = text.find("[[sources]]");
    const std::size_t to = text.find("[[layers]]");
    text.replace(from, to - from,
                 "[[sources]]\nid = \"calls\"\nkind = \"" + kind + "\"\npath = \"" + path + "\"\n" +
                     keys + "\n");
    const std::size_t match = text.find("{ police = [\"Robbery\"] }");
    return text.replace(match, 24, "{ calls = [\"ASSAULT\"] }");
}

class MappedReaderTest : public testing::Test {
protected:
    SourceRows read(const std::string& keys = kFields, const std::string& kind = "ambulance",
                    const std::string& path = "ambulance.csv")
    {
        m_project = m_county.project(mapped_project(keys, kind, path));
        const MappedReader reader(m_project, m_project.sources.at(0));
        SourceContext context;
        context.project = &m_project;
        context.projection = &m_projection;
        context.is_in_study_area = [](ProjectedPoint p) {
            return p.x >= SmallCounty::kWest && p.x < SmallCounty::kWest + 4000 &&
                   p.y >= SmallCounty::kSouth && p.y < SmallCounty::kSouth + 4000;
        };
        context.gazetteer = std::make_shared<const geocode::Gazetteer>(m_builder.build());
        context.first_future_minute = wall_minutes(2026, 1, 2);
        SilentProgress progress;
        return reader.read(context, progress);
    }

    std::vector<std::string> problems(const std::string& keys,
                                      const std::string& kind = "ambulance",
                                      const std::string& path = "ambulance.csv")
    {
        m_project = m_county.project(mapped_project(keys, kind, path));
        std::vector<std::string> texts;
        for (const SourceProblem& problem :
             MappedReader(m_project, m_project.sources.at(0)).problems()) {
            texts.push_back(problem.key + ": " + problem.message);
        }
        return texts;
    }

    /// A row at 100 m east and 200 m north of the county's corner.
    static std::string row(const std::string& id, const std::string& time)
    {
        return id + "," + time + ",Assault,High Street," +
               std::to_string(static_cast<int>(SmallCounty::kWest) + 100) + "," +
               std::to_string(static_cast<int>(SmallCounty::kSouth) + 200) + ",,\n";
    }

    SmallCounty m_county;
    gis::Projection m_projection{"EPSG:27700"};
    geocode::GazetteerBuilder m_builder;
    project::Project m_project;
};

TEST_F(MappedReaderTest, ReadsWhatTheFieldsSay)
{
    m_county.write("ambulance.csv", kHeader + row("1", "03/04/2025 17:05"));
    const SourceRows rows = read();
    ASSERT_THAT(rows.used, SizeIs(1));
    const Incident& incident = rows.used[0];
    EXPECT_EQ(incident.position.x, SmallCounty::kWest + 100);
    EXPECT_EQ(incident.position.y, SmallCounty::kSouth + 200);
    EXPECT_EQ(incident.time, wall_minutes(2025, 4, 3, 17, 5));
    EXPECT_EQ(incident.precision, TimePrecision::minute);
    EXPECT_EQ(incident.level, MatchLevel::coordinate);
    EXPECT_EQ(incident.category, 0);
    EXPECT_TRUE(incident.in_study_area);
    EXPECT_THAT(rows.periods, ElementsAre(Month{2025, 4}));
    EXPECT_THAT(rows.by_words, ElementsAre(Pair("Assault", 1)));
    EXPECT_THAT(rows.warnings, IsEmpty());
}

TEST_F(MappedReaderTest, LooksUpPropertyReferenceNumbers)
{
    m_builder.add(
        geocode::UprnRecord{100012345, {SmallCounty::kWest + 30.5, SmallCounty::kSouth + 40.25}});
    m_county.write("ambulance.csv",
                   "T,C,UPRN\n2025-04-03,ASSAULT,000100012345\n2025-04-03,ASSAULT,7\n");
    const SourceRows rows = read(R"(fields = { time = "T", category = "C", uprn = "UPRN" })");
    ASSERT_THAT(rows.used, SizeIs(1));
    EXPECT_EQ(rows.used[0].level, MatchLevel::uprn);
    EXPECT_EQ(rows.used[0].position.x, SmallCounty::kWest + 30.5);
    EXPECT_EQ(rows.used[0].position.y, SmallCounty::kSouth + 40.25);
    ASSERT_THAT(rows.rejected, SizeIs(1));
    EXPECT_EQ(rows.rejected[0].reason, "UPRN is not in the gazetteer");
    EXPECT_EQ(rows.rejected[0].fields, "UPRN");
}

TEST_F(MappedReaderTest, EachRowIsUsedOrRejectedForAReason)
{
    m_county.write("ambulance.csv",
                   kHeader + row("1", "03/04/2025 17:05") + row("1", "03/04/2025 17:06") +
                       row("2", "31/04/2025 10:00") + row("3", "") + row("4", "30/03/2025 01:30") +
                       row("5", "02/01/2026 00:00") + row("6", "26/10/2025 01:30") +
                       "7,03/04/2025 10:00,ASSAULT,High Street,,,,\n" +
                       "8,03/04/2025 10:00,ASSAULT,,,,,\n" + "9,03/04/2025 10:00,ASSAULT\n" +
                       "10,03/04/2025 10:00,ASSAULT,High Street,,,nonsense,ZZ9 9ZZ\n");
    const SourceRows rows = read();
    EXPECT_EQ(rows.rows_in, 11U);
    EXPECT_EQ(rows.rows_in, rows.used.size() + rows.rejected.size());
    EXPECT_THAT(rows.used, SizeIs(2));
    std::vector<std::pair<std::uint64_t, std::string>> rejected;
    for (const auto& row : rows.rejected) {
        rejected.emplace_back(row.row, row.reason + " | " + row.fields);
    }
    EXPECT_THAT(
        rejected,
        ElementsAre(
            Pair(2, "identifier stands in a used row before | CAD"),
            Pair(3, "the time is not as time_format says, or its date does not exist | TIME"),
            Pair(4, "there is no time | TIME"),
            Pair(5, "time does not exist: the clocks went forward over it | TIME"),
            Pair(6, "time is after the day of the build | TIME"),
            Pair(8, "location names nothing in the gazetteer | PLACE"),
            Pair(9, "no location | PLACE"), Pair(10, HasSubstr("cells")),
            Pair(11, AllOf(HasSubstr("grid reference"), HasSubstr("postcode is not in the"),
                           HasSubstr("| GRID; PC")))));
    EXPECT_THAT(rows.unlocated, SizeIs(3));
    EXPECT_THAT(rows.warnings,
                UnorderedElementsAre(AllOf(HasSubstr("go forward"), HasSubstr("row 5")),
                                     HasSubstr("show twice")));
}

TEST_F(MappedReaderTest, TheNextClueIsTriedWhereTheBetterOneFails)
{
    m_builder.add(geocode::PostcodeRecord{"CB2 1TN",
                                          {SmallCounty::kWest + 10, SmallCounty::kSouth + 20},
                                          100,
                                          MatchLevel::postcode,
                                          false});
    m_county.write("ambulance.csv", std::string(kHeader) +
                                        "1,03/04/2025 10:00,ASSAULT,x,,,TL 455 585,CB2 1TN\n" +
                                        "2,03/04/2025 10:00,ASSAULT,x,0,0,,cb21tn\n");
    const SourceRows rows = read();
    ASSERT_THAT(rows.used, SizeIs(2));
    EXPECT_EQ(rows.used[0].level, MatchLevel::grid_reference);
    EXPECT_EQ(rows.used[0].position.x, 545'550);
    EXPECT_EQ(rows.used[1].level, MatchLevel::postcode);
    EXPECT_EQ(rows.used[1].uncertainty_m, 100);
}

TEST_F(MappedReaderTest, APatientsPostcodeIsNeverUsed)
{
    m_builder.add(geocode::PostcodeRecord{
        "CB2 1TN", {SmallCounty::kWest, SmallCounty::kSouth}, 100, MatchLevel::postcode, false});
    m_county.write("ambulance.csv", "TIME,NATURE,PLACE,PC\n2025-04-03,ASSAULT,x,CB2 1TN\n");
    const SourceRows rows = read(
        R"(fields = { time = "TIME", category = "NATURE", location = ["PLACE"], postcode = "PC" }
postcode_of = "patient")",
        "health");
    EXPECT_THAT(rows.used, IsEmpty());
    EXPECT_EQ(rows.rejected.at(0).fields, "PLACE");
}

TEST_F(MappedReaderTest, TextsWithoutAPositionAreListedFromTheThresholdOn)
{
    std::string text = "T,C,PLACE\n";
    for (int i = 0; i < 5; ++i) {
        text += "2025-04-03,ASSAULT,Five Lanes\n";
        text += i < 4 ? "2025-04-03,ASSAULT,Four Lanes\n" : "";
    }
    m_county.write("ambulance.csv", text);
    const std::string keys = R"(fields = { time = "T", category = "C", location = ["PLACE"] })";
    EXPECT_THAT(read(keys).unmatched_texts, ElementsAre(TextRows{"Five Lanes", 5}));
    EXPECT_EQ(read(keys).unmatched_from_rows, 5U);
    EXPECT_THAT(read(keys + "\nthreshold = 6").unmatched_texts, IsEmpty());
}

TEST_F(MappedReaderTest, TextsOfAHealthSourceAreNeverListed)
{
    std::string text = "T,C,PLACE\n";
    for (int i = 0; i < 100; ++i) {
        text += "2025-04-03,ASSAULT,Nowhere Lane\n";
    }
    m_county.write("ambulance.csv", text);
    const std::string keys = R"(fields = { time = "T", category = "C", location = ["PLACE"] })";
    const SourceRows rows = read(keys + "\npostcode_of = \"patient\"", "health");
    EXPECT_THAT(rows.unlocated, SizeIs(100));
    EXPECT_THAT(rows.unmatched_texts, IsEmpty());
    EXPECT_EQ(rows.unmatched_from_rows, std::nullopt);
}

TEST_F(MappedReaderTest, AMonthDeclaredMissingHoldsNothing)
{
    m_county.write("ambulance.csv", kHeader + row("1", "03/04/2025 17:05") +
                                        row("2", "03/05/2025 17:05") +
                                        row("3", "03/06/2025 17:05"));
    const SourceRows rows = read(std::string(kFields) + "\nmissing_periods = [\"2025-05\"]");
    EXPECT_THAT(rows.periods, ElementsAre(Month{2025, 4}, Month{2025, 6}));
    EXPECT_THAT(rows.by_reason,
                ElementsAre(Pair("month is declared missing (missing_periods)", 1)));
}

TEST_F(MappedReaderTest, ManyMidnightsStandForNoTimeOfDay)
{
    std::string text = kHeader;
    for (int i = 0; i < 97; ++i) {
        text += row(std::to_string(i), "03/04/2025 17:05");
    }
    std::string few = text + row("a", "04/04/2025 00:00") + row("b", "04/04/2025 00:00");
    m_county.write("ambulance.csv", few + row("c", "04/04/2025 00:00"));
    const SourceRows rows = read();
    EXPECT_EQ(rows.used.back().precision, TimePrecision::day);
    EXPECT_EQ(rows.used.front().precision, TimePrecision::minute);
    EXPECT_THAT(rows.warnings, ElementsAre(HasSubstr("3 of 100 times in TIME are midnight")));
    // 2 of 99 are above 2 %, 2 of 100 are not.
    m_county.write("ambulance.csv", few + row("c", "04/04/2025 00:01"));
    EXPECT_EQ(read().used[97].precision, TimePrecision::minute);
}

TEST_F(MappedReaderTest, MidnightIsThatOfTheSourcesOwnClock)
{
    std::string text = "T,C,X,Y\n";
    for (int i = 0; i < 10; ++i) {
        text += "2025-07-15T00:00:00Z,ASSAULT,545000,258000\n";
    }
    m_county.write("ambulance.csv", text);
    const SourceRows rows =
        read(R"(fields = { time = "T", category = "C", x = "X", y = "Y", crs = "EPSG:27700" })");
    EXPECT_EQ(rows.used.at(0).precision, TimePrecision::day);
    EXPECT_EQ(rows.used.at(0).time, wall_minutes(2025, 7, 15));
}

TEST_F(MappedReaderTest, AMonthWithoutAPlaceIsSupplied)
{
    m_county.write("ambulance.csv", kHeader + row("1", "03/04/2025 17:05") +
                                        "2,03/05/2025 10:00,ASSAULT,High Street,,,,\n");
    const SourceRows rows = read();
    EXPECT_THAT(rows.periods, ElementsAre(Month{2025, 4}, Month{2025, 5}));
    EXPECT_THAT(rows.warnings, ElementsAre(HasSubstr("no row of 2025-05 could be located")));
}

TEST_F(MappedReaderTest, AnInstantIsShownByTheProjectsClocks)
{
    m_county.write("ambulance.csv",
                   "T,C,X,Y\n2025-07-15T23:30Z,ASSAULT,545000,258000\n"
                   "2025-07-15 23:30,ASSAULT,545000,258000\n");
    const std::string fields =
        R"(fields = { time = "T", category = "C", x = "X", y = "Y", crs = "EPSG:27700" })";
    const SourceRows rows = read(fields);
    EXPECT_EQ(rows.used.at(0).time, wall_minutes(2025, 7, 16, 0, 30));
    EXPECT_EQ(rows.used.at(1).time, wall_minutes(2025, 7, 15, 23, 30));
    EXPECT_EQ(read(fields + "\ntimezone = \"UTC\"").used.at(1).time,
              wall_minutes(2025, 7, 16, 0, 30));
}

TEST_F(MappedReaderTest, ReadsSemicolonsAndGeoJsonWithItsOwnPoints)
{
    m_county.write("p/one.csv", "T;C;X;Y\n2025-04-03;ASSAULT;545000;258000\n");
    m_county.write("p/readme.md", "not a table");
    const std::string fields =
        R"(fields = { time = "T", category = "C", x = "X", y = "Y", crs = "EPSG:27700" })";
    EXPECT_THAT(read(fields, "council", "p").used, SizeIs(1));
    m_county.write("calls.geojson",
                   R"({"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"T":"2025-04-03T10:00:00","C":"ASSAULT"},"geometry":{"type":"Point","coordinates":[0.12,52.2]}},
{"type":"Feature","properties":{"T":"2025-04-03T11:00:00","C":"ASSAULT"},"geometry":null}]})");
    const SourceRows rows =
        read(R"(fields = { time = "T", category = "C" })", "council", "calls.geojson");
    ASSERT_THAT(rows.used, SizeIs(1));
    EXPECT_EQ(rows.used[0].time, wall_minutes(2025, 4, 3, 10, 0));
    EXPECT_NEAR(rows.used[0].position.x, 544'977, 100);
    EXPECT_THAT(rows.rejected, SizeIs(1));
}

TEST_F(MappedReaderTest, SaysWhichColumnIsNotThere)
{
    m_county.write("ambulance.csv", "CAD,TIMES,NATURE,PLACE,E,N,GRID,PC\n");
    EXPECT_THAT(problems(std::string(kFields) + "\ndrop = [\"PATIENT\"]"),
                ElementsAre(AllOf(HasSubstr("fields: "), HasSubstr("\"TIME\""),
                                  HasSubstr("did you mean \"TIMES\"?")),
                            AllOf(HasSubstr("drop: "), HasSubstr("\"PATIENT\""))));
}

TEST_F(MappedReaderTest, RefusesAHealthSourceThatNamesPatients)
{
    m_county.write("ambulance.csv",
                   "T,C,LON,LAT,NHS Number,Home Postcode\n2025-04-03,ASSAULT,0.1,52.2,1,2\n");
    const std::string fields =
        R"(fields = { time = "T", category = "C", lon = "LON", lat = "LAT" }
postcode_of = "incident")";
    EXPECT_THAT(problems(fields, "health"),
                ElementsAre(HasSubstr("NHS Number"), HasSubstr("Home Postcode")));
    EXPECT_THAT(problems(fields + "\ndrop = [\"NHS Number\", \"home postcode\"]", "health"),
                IsEmpty());
    EXPECT_THAT(problems(fields, "council"), IsEmpty());
}

TEST_F(MappedReaderTest, TimesWithoutAFormatAreShownByTheirShape)
{
    m_county.write("ambulance.csv", kHeader + row("1", "03/04/2025 17:05"));
    const std::string fields = std::string(kFields).substr(0, std::string(kFields).find('\n'));
    EXPECT_THAT(problems(fields),
                ElementsAre(AllOf(HasSubstr("time_format: "), HasSubstr("\"00/00/0000 00:00\""),
                                  HasSubstr("%d/%m/%Y %H:%M"), Not(HasSubstr("03/04")))));
    EXPECT_THAT(problems(fields + "\ntime_format = \"%d/%q\""), Contains(HasSubstr("\"%q\"")));
}

TEST_F(MappedReaderTest, AnOrderOfDayAndMonthThatMostTimesContradictIsRefused)
{
    std::string text = kHeader;
    for (int day = 10; day < 29; ++day) {
        text += row(std::to_string(day), std::to_string(day) + "/04/2025 17:05");
    }
    m_county.write("ambulance.csv", text);
    std::string fields = kFields;
    fields.replace(fields.find("%d/%m"), 5, "%m/%d");
    EXPECT_THAT(problems(fields),
                ElementsAre(AllOf(HasSubstr("16 of the first 19 times"),
                                  HasSubstr("did you mean \"%d/%m/%Y %H:%M\"?"))));
    EXPECT_THAT(problems(kFields), IsEmpty());
}

TEST_F(MappedReaderTest, ACoarserClueThatStandsInForABadOneIsSaid)
{
    m_builder.add(geocode::PostcodeRecord{
        "CB2 1TN", {SmallCounty::kWest, SmallCounty::kSouth}, 100, MatchLevel::postcode, false});
    m_county.write(
        "ambulance.csv",
        std::string(kHeader) + "1,03/04/2025 10:00,ASSAULT,x,\"545,100\",258200,,CB2 1TN\n");
    EXPECT_THAT(read().warnings, ElementsAre(AllOf(HasSubstr("1 row is located by a coarser clue"),
                                                   HasSubstr("comma"))));
}

TEST_F(MappedReaderTest, AMonthOfFarFewerRowsIsSaid)
{
    std::string text = kHeader + row("stray", "03/06/2025 17:05");
    for (int i = 0; i < 11; ++i) {
        text += row(fmt::format("a{}", i), "03/04/2025 17:05");
        text += row(fmt::format("b{}", i), "03/05/2025 17:05");
    }
    m_county.write("ambulance.csv", text);
    EXPECT_THAT(read().warnings, ElementsAre(HasSubstr("2025-06: fewer than a tenth")));
}

TEST_F(MappedReaderTest, DatesOfASpreadsheetNeedNoFormat)
{
    m_county.write("calls.geojson",
                   R"({"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"T":"2025-04-03T10:00:00","C":"ASSAULT"},"geometry":{"type":"Point","coordinates":[0.12,52.2]}}]})");
    const std::string fields =
        "fields = { time = \"T\", category = \"C\" }\ntime_format = \"%d/%m/%Y\"";
    EXPECT_THAT(problems(fields, "council", "calls.geojson"), IsEmpty());
    EXPECT_THAT(read(fields, "council", "calls.geojson").used, SizeIs(1));
}

TEST_F(MappedReaderTest, SaysWhereNothingTellsThePlace)
{
    m_county.write("ambulance.csv", "T,C\n2025-04-03,ASSAULT\n");
    EXPECT_THAT(problems(R"(fields = { time = "T", category = "C" })"),
                ElementsAre(HasSubstr("no column says where")));
}

TEST_F(MappedReaderTest, AFolderWithoutTablesIsRefused)
{
    m_county.write("p/readme.md", "not a table");
    try {
        static_cast<void>(read(kFields, "ambulance", "p"));
        FAIL();
    } catch (const DataError& error) {
        EXPECT_THAT(error.what(), HasSubstr("holds no table"));
    }
}

}  // namespace
}  // namespace heatward::pipeline
