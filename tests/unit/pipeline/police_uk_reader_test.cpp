#include "heatward/pipeline/police_uk_reader.hpp"

#include <fstream>

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "heatward/geocode/coordinate_locator.hpp"
#include "small_county.hpp"

namespace heatward::pipeline {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Pair;
using ::testing::SizeIs;
using ::testing::UnorderedElementsAre;

class PoliceUkReaderTest : public testing::Test {
protected:
    SourceRows read(const std::string& path)
    {
        const PoliceUkReader reader = reader_of(path);
        SourceContext context;
        context.project = &m_project;
        context.projection = &m_projection;
        context.is_in_study_area = [](ProjectedPoint p) {
            return p.x >= SmallCounty::kWest && p.x < SmallCounty::kWest + 4000 &&
                   p.y >= SmallCounty::kSouth && p.y < SmallCounty::kSouth + 4000;
        };
        SilentProgress progress;
        return reader.read(context, progress);
    }

    PoliceUkReader reader_of(const std::string& path)
    {
        m_project = m_county.project(SmallCounty::project_text(path));
        return {m_project, m_project.sources.at(0)};
    }

    std::string error_of(const std::string& path)
    {
        try {
            static_cast<void>(read(path));
        } catch (const DataError& error) {
            return error.what();
        }
        return "no error";
    }

    SmallCounty m_county;
    gis::Projection m_projection{"EPSG:27700"};
    project::Project m_project;
};

constexpr const char* kJanuary = "p/2025-01/2025-01-force-street.csv";
constexpr const char* kMarch = "p/2025-03/2025-03-force-street.csv";

TEST_F(PoliceUkReaderTest, UsedRowsAreMaskedMonthsAtTheirPlace)
{
    m_county.write_street_file(kJanuary, {SmallCounty::row_at(100, 200)});
    const SourceRows rows = read("p");
    ASSERT_THAT(rows.used, SizeIs(1));
    const Incident& incident = rows.used[0];
    EXPECT_NEAR(incident.position.x, SmallCounty::kWest + 100, 1e-3);
    EXPECT_NEAR(incident.position.y, SmallCounty::kSouth + 200, 1e-3);
    EXPECT_EQ(incident.row, 1U);
    EXPECT_EQ(incident.time, start_of({2025, 1}));
    EXPECT_EQ(incident.precision, TimePrecision::month);
    EXPECT_EQ(incident.level, MatchLevel::masked);
    EXPECT_EQ(incident.uncertainty_m, geocode::kStreetMaskUncertainty_m);
    EXPECT_EQ(incident.category, 0);
    EXPECT_TRUE(incident.in_study_area);
}

TEST_F(PoliceUkReaderTest, EveryRowLeavesThroughOneDoor)
{
    StreetRow first = SmallCounty::row_at(100, 100);
    first.crime_id = "a1";
    StreetRow unlocated = first;
    unlocated.crime_id = "b2";
    unlocated.longitude = unlocated.latitude = "";
    StreetRow abroad = SmallCounty::row_at(100, 100);
    abroad.longitude = "12.5";
    StreetRow wrong_month = SmallCounty::row_at(100, 100, "2025-02");
    StreetRow no_month = SmallCounty::row_at(100, 100, "Jan 2025");
    StreetRow burglary = SmallCounty::row_at(100, 100);
    burglary.crime_type = "Burglary";
    const StreetRow outside = SmallCounty::row_at(-500, 100);
    m_county.write_street_file(
        kJanuary, {first, first, unlocated, abroad, wrong_month, no_month, burglary, outside});
    const SourceRows rows = read("p");
    EXPECT_EQ(rows.rows_in, 8U);
    EXPECT_EQ(rows.used.size() + rows.rejected.size(), rows.rows_in);
    EXPECT_THAT(rows.by_reason,
                UnorderedElementsAre(Pair("Crime ID stands in a used row before", 1),
                                     Pair("no location", 1),
                                     Pair("coordinates lie outside Great Britain", 1),
                                     Pair("month is not that of the file's name", 1),
                                     Pair("month is not YYYY-MM", 1)));
    ASSERT_THAT(rows.rejected, SizeIs(5));
    EXPECT_EQ(rows.rejected[0].row, 2U);
    EXPECT_EQ(rows.rejected[0].fields, "Crime ID");
    EXPECT_EQ(rows.rejected[1].fields, "Longitude; Latitude");
    EXPECT_EQ(rows.rejected[1].file, "2025-01/2025-01-force-street.csv");
    EXPECT_EQ(rows.outside_study_area, 1U);
    EXPECT_THAT(rows.uncategorised, ElementsAre(Pair("Burglary", 1)));
    EXPECT_THAT(rows.unlocated, SizeIs(2));
    EXPECT_EQ(rows.by_month.at({2025, 1}).rows_in, 6U);
    EXPECT_EQ(rows.by_month.at({2025, 1}).rows_used, 3U);
}

TEST_F(PoliceUkReaderTest, BlankCrimeIdsAndEqualRowsAreNoDuplicates)
{
    const StreetRow row = SmallCounty::row_at(100, 100);
    m_county.write_street_file(kJanuary, {row, row, row});
    EXPECT_THAT(read("p").used, SizeIs(3));
}

TEST_F(PoliceUkReaderTest, RepeatedCrimeIdWhoseFirstRowWasRejectedIsUsed)
{
    StreetRow located = SmallCounty::row_at(100, 100);
    located.crime_id = "a1";
    StreetRow unlocated = located;
    unlocated.longitude = unlocated.latitude = "";
    m_county.write_street_file(kJanuary, {unlocated, located});
    EXPECT_THAT(read("p").used, ElementsAre(testing::Field(&Incident::row, 2)));
}

TEST_F(PoliceUkReaderTest, OnlyStreetFilesAreRead)
{
    m_county.write_street_file(kMarch, {SmallCounty::row_at(100, 100, "2025-03")});
    m_county.write_street_file(kJanuary, {SmallCounty::row_at(1, 1), SmallCounty::row_at(2, 2)});
    m_county.write("p/2025-01/2025-01-force-outcomes.csv", "a,b\n1,2\n");
    m_county.write("p/2025-01/2025-01-force-stop-and-search.csv", "Type,Date\n");
    const SourceRows rows = read("p");
    EXPECT_EQ(rows.rows_in, 3U);
    EXPECT_THAT(rows.periods, ElementsAre(Month{2025, 1}, Month{2025, 3}));
    ASSERT_THAT(rows.files, SizeIs(2));
    EXPECT_EQ(rows.files[0].rows, 2U);
    EXPECT_EQ(rows.files[0].lines, 2U);
    EXPECT_EQ(rows.used[1].row, 2U);
    EXPECT_EQ(rows.used[1].file, 0U);
    EXPECT_EQ(rows.used[2].row, 1U) << "rows are numbered within their file";
    EXPECT_EQ(rows.used[2].file, 1U);
}

TEST_F(PoliceUkReaderTest, PlainFileOfAnyNameIsReadAndItsRowsSayTheMonths)
{
    m_county.write_street_file("extract.csv", {SmallCounty::row_at(1, 1, "2025-02"),
                                               SmallCounty::row_at(1, 1, "2025-04")});
    const SourceRows rows = read("extract.csv");
    EXPECT_THAT(rows.used, SizeIs(2));
    EXPECT_THAT(rows.periods, ElementsAre(Month{2025, 2}, Month{2025, 4}));
    EXPECT_THAT(rows.warnings, ElementsAre(HasSubstr("extract.csv: holds no usable row of 2025-03,"
                                                     " among the months of its rows")));
    EXPECT_EQ(reader_of("extract.csv").announced_periods(), std::nullopt);
}

TEST_F(PoliceUkReaderTest, MonthsOfRejectedRowsOfAPlainFileAreNotSupplied)
{
    StreetRow unlocated = SmallCounty::row_at(1, 1, "2025-01");
    unlocated.longitude = unlocated.latitude = "";
    StreetRow abroad = SmallCounty::row_at(1, 1, "2025-05");
    abroad.longitude = "12.5";
    m_county.write_street_file("extract.csv", {unlocated, SmallCounty::row_at(1, 1, "2025-02"),
                                               SmallCounty::row_at(1, 1, "2025-03"), abroad});
    const SourceRows rows = read("extract.csv");
    EXPECT_THAT(rows.periods, ElementsAre(Month{2025, 2}, Month{2025, 3}));
    EXPECT_THAT(rows.warnings, ElementsAre(HasSubstr("2025-01, 2025-04 to 2025-05")));
}

TEST_F(PoliceUkReaderTest, PlainFileWithTheArchivesNameSuppliesItsMonth)
{
    m_county.write_street_file("2025-04-force-street.csv", {SmallCounty::row_at(1, 1, "2025-04")});
    EXPECT_THAT(read("2025-04-force-street.csv").periods, ElementsAre(Month{2025, 4}));
}

TEST_F(PoliceUkReaderTest, AMonthThatOneForceLacksIsNotSupplied)
{
    for (const char* month : {"2025-01", "2025-02", "2025-03", "2025-04", "2025-06"}) {
        m_county.write_street_file(fmt::format("p/{0}/{0}-north-street.csv", month),
                                   {SmallCounty::row_at(100, 100, month)});
    }
    for (const char* month : {"2025-01", "2025-04", "2025-05"}) {
        m_county.write_street_file(fmt::format("p/{0}/{0}-btp-street.csv", month),
                                   {SmallCounty::row_at(900, 900, month)});
    }
    const SourceRows rows = read("p");
    EXPECT_THAT(rows.periods, ElementsAre(Month{2025, 1}, Month{2025, 4}));
    EXPECT_THAT(reader_of("p").announced_periods(), testing::Optional(rows.periods));
    const auto problems = reader_of("p").problems();
    ASSERT_THAT(problems, SizeIs(1));
    EXPECT_EQ(problems[0].key, "path");
    EXPECT_THAT(problems[0].message,
                AllOf(HasSubstr("force \"btp\" has no file for 2025-02 to 2025-03, 2025-06; force "
                                "\"north\" has no file for 2025-05, which another force has"),
                      HasSubstr("remove stray files"), HasSubstr("as a source of its own"),
                      HasSubstr("missing_periods")));
    m_project.sources[0].missing_periods = {{2025, 2}, {2025, 3}, {2025, 6}};
    EXPECT_THAT(PoliceUkReader(m_project, m_project.sources[0]).problems().at(0).message,
                testing::StartsWith("force \"north\" has no file for 2025-05, which"));
    m_project.sources[0].missing_periods.push_back({2025, 5});
    EXPECT_THAT(PoliceUkReader(m_project, m_project.sources[0]).problems(), IsEmpty());
    // Rows of an incomplete month leave by the same door as all others.
    EXPECT_EQ(rows.rows_in, 8U);
    EXPECT_THAT(rows.used, SizeIs(4));
    EXPECT_THAT(rows.by_reason,
                ElementsAre(Pair("month is not supplied by every force of the source", 4)));
    EXPECT_EQ(rows.by_month.at({2025, 2}).rows_in, 1U);
    EXPECT_EQ(rows.by_month.at({2025, 2}).rows_used, 0U);
    EXPECT_THAT(rows.unlocated, IsEmpty()) << "they have a place";

    // Each force by itself keeps its own months.
    EXPECT_THAT(read("p/*/*-north-street.csv").periods, SizeIs(5));
    EXPECT_THAT(read("p/*/*-btp-street.csv").periods, SizeIs(3));
    EXPECT_THAT(reader_of("p/*/*-btp-street.csv").problems(), IsEmpty());
}

TEST_F(PoliceUkReaderTest, StrayQuotesCostTheirOwnRowsOnly)
{
    std::vector<StreetRow> rows(6, SmallCounty::row_at(100, 100));
    m_county.write_street_file(kJanuary, rows);
    std::ifstream file(m_county.path(kJanuary));
    std::string text{std::istreambuf_iterator<char>(file), {}};
    // Rows 2 and 4 would together make one record of twelve cells that swallows row 3.
    const std::string place = ",On or near High Street,";
    std::size_t at = 0;
    for (int row = 1; row <= 4; ++row) {
        at = text.find(place, at + 1);
        if (row == 2) {
            text.replace(at, place.size(), ",\"On or near High Street,");
        }
    }
    text.replace(at, place.size(), ",On or near High Street\",");
    m_county.write(kJanuary, text);
    const SourceRows read_rows = read("p");
    EXPECT_EQ(read_rows.rows_in, 6U);
    EXPECT_EQ(read_rows.files.at(0).lines, 6U);
    EXPECT_THAT(read_rows.used, SizeIs(5)) << "row 4 is whole but for a quote in its place's name";
    ASSERT_THAT(read_rows.rejected, SizeIs(1));
    EXPECT_EQ(read_rows.rejected[0].row, 2U);
    EXPECT_THAT(read_rows.rejected[0].reason, HasSubstr("quote is not closed on its line"));
}

TEST_F(PoliceUkReaderTest, ColumnsAreFoundByNameAfterAByteOrderMark)
{
    const StreetRow row = SmallCounty::row_at(100, 100);
    m_county.write(kJanuary,
                   "\xEF\xBB\xBFLatitude,Longitude,Month,Crime type,Crime ID,Location\r\n" +
                       row.latitude + "," + row.longitude + ",2025-01,Robbery,,Caf\xE9 Lane\r\n");
    const SourceRows rows = read("p");
    ASSERT_THAT(rows.used, SizeIs(1));
    EXPECT_NEAR(rows.used[0].position.x, SmallCounty::kWest + 100, 1e-3);
    EXPECT_THAT(rows.warnings, ElementsAre(HasSubstr("Windows-1252")));
}

TEST_F(PoliceUkReaderTest, MissingHeaderNamesFileAndExpectedColumns)
{
    m_county.write("bare.csv", "abc,2025-01,F,F,0.1,52.2,On or near X,E01,P,Robbery,U,\n");
    EXPECT_THAT(error_of("bare.csv"),
                testing::AllOf(HasSubstr("bare.csv"), HasSubstr("Crime ID"), HasSubstr("Month")));
    const PoliceUkReader reader(m_project, m_project.sources.at(0));
    EXPECT_THAT(reader.problems(), SizeIs(1));
}

TEST_F(PoliceUkReaderTest, SourceWithoutRowsOrFilesIsAnError)
{
    m_county.write_street_file(kJanuary, {});
    EXPECT_THAT(error_of("p"), HasSubstr("holds no rows"));
    m_county.write("q/readme.txt", "nothing");
    EXPECT_THAT(error_of("q"), HasSubstr("holds no street-level file"));
    EXPECT_THAT(error_of("nowhere"), HasSubstr("there is no such file"));
}

TEST_F(PoliceUkReaderTest, MonthWithoutRowsIsSuppliedAndSaid)
{
    m_county.write_street_file(kJanuary, {SmallCounty::row_at(1, 1)});
    m_county.write_street_file(kMarch, {});
    const SourceRows rows = read("p");
    EXPECT_THAT(rows.periods, ElementsAre(Month{2025, 1}, Month{2025, 3}));
    EXPECT_THAT(rows.warnings, ElementsAre(HasSubstr("holds no row")));
}

TEST_F(PoliceUkReaderTest, SameMonthTwiceIsReadOnceAndDifferingMonthsAreRefused)
{
    const StreetRow row = SmallCounty::row_at(1, 1);
    m_county.write_street_file("p/a/2025-01-force-street.csv", {row});
    m_county.write_street_file("p/b/2025-01-force-street.csv", {row});
    EXPECT_THAT(read("p").used, SizeIs(1));
    EXPECT_THAT(reader_of("p").warnings(),
                ElementsAre(HasSubstr("equals a/2025-01-force-street.csv")));
    m_county.write_street_file("p/b/2025-01-force-street.csv", {row, row});
    EXPECT_THAT(error_of("p"), HasSubstr("two different files of one month and force"));
}

TEST_F(PoliceUkReaderTest, NamesThatDifferInCaseAreOneFile)
{
    const StreetRow row = SmallCounty::row_at(1, 1);
    m_county.write_street_file("p/a/2025-01-force-street.csv", {row});
    m_county.write_street_file("p/b/2025-01-Force-Street.CSV", {row});
    EXPECT_THAT(read("p").used, SizeIs(1));
    EXPECT_THAT(reader_of("p").warnings(),
                ElementsAre("b/2025-01-Force-Street.CSV: equals a/2025-01-force-street.csv and was "
                            "not read again"));
    m_county.write_street_file("p/b/2025-01-Force-Street.CSV", {row, row});
    EXPECT_THAT(error_of("p"), HasSubstr("two different files of one month and force"));
}

TEST_F(PoliceUkReaderTest, FilesThatLookLikeStreetFilesAndAreNotTakenAreSaid)
{
    m_county.write_street_file(kJanuary, {SmallCounty::row_at(1, 1)});
    m_county.write("p/2025-01/2025-01-force-outcomes.csv", "a,b\n1,2\n");
    m_county.write("p/__MACOSX/._2025-01-force-street.csv", "x");
    EXPECT_THAT(reader_of("p").warnings(), IsEmpty());
    m_county.write("p/2025-02/2025-02-force-Street.csv.gz", "x");
    EXPECT_THAT(
        reader_of("p").warnings(),
        ElementsAre(testing::StartsWith("2025-02/2025-02-force-Street.csv.gz was not read")));
    m_county.write("p/2025-02/2025-02-force-street (1).csv", "x");
    EXPECT_THAT(reader_of("p").warnings(), ElementsAre(HasSubstr("and 1 more were not read")));
}

TEST_F(PoliceUkReaderTest, SwappedCoordinatesAreReadAndSaid)
{
    StreetRow row = SmallCounty::row_at(100, 100);
    std::swap(row.longitude, row.latitude);
    m_county.write_street_file(kJanuary, {row});
    const SourceRows rows = read("p");
    EXPECT_THAT(rows.used, SizeIs(1));
    EXPECT_EQ(rows.swapped, 1U);
    EXPECT_THAT(rows.warnings,
                ElementsAre("1 row has longitude and latitude in each other's place, row 1 of "
                            "2025-01/2025-01-force-street.csv; it was read so"));
}

TEST_F(PoliceUkReaderTest, SeveralSwappedRowsNameTheFirstByItsFile)
{
    StreetRow row = SmallCounty::row_at(100, 100, "2025-03");
    std::swap(row.longitude, row.latitude);
    m_county.write_street_file(kJanuary, {SmallCounty::row_at(1, 1), SmallCounty::row_at(2, 2)});
    m_county.write_street_file(kMarch, {SmallCounty::row_at(3, 3, "2025-03"), row, row});
    EXPECT_THAT(read("p").warnings,
                ElementsAre("2 rows have longitude and latitude in each other's place, the first "
                            "of them row 2 of 2025-03/2025-03-force-street.csv; they were read "
                            "so"));
}

TEST_F(PoliceUkReaderTest, RejectedRowsAreNumberedWithinTheirFile)
{
    StreetRow unlocated = SmallCounty::row_at(1, 1, "2025-03");
    unlocated.longitude = unlocated.latitude = "";
    m_county.write_street_file(kJanuary, {SmallCounty::row_at(1, 1), SmallCounty::row_at(2, 2)});
    m_county.write_street_file(kMarch, {SmallCounty::row_at(3, 3, "2025-03"), unlocated});
    const SourceRows rows = read("p");
    ASSERT_THAT(rows.rejected, SizeIs(1));
    EXPECT_EQ(rows.rejected[0].row, 2U);
    EXPECT_EQ(rows.rejected[0].file, "2025-03/2025-03-force-street.csv");
}

TEST_F(PoliceUkReaderTest, RejectedRowsHoldNothingOfTheirContents)
{
    StreetRow row = SmallCounty::row_at(1, 1);
    row.longitude = "12 Secret Street";
    row.crime_id = "secret-id";
    m_county.write_street_file(kJanuary, {row});
    const SourceRows rows = read("p");
    ASSERT_THAT(rows.rejected, SizeIs(1));
    EXPECT_EQ(rows.rejected[0].reason.find("ecret"), std::string::npos);
    EXPECT_EQ(rows.rejected[0].fields, "Longitude");
}

TEST_F(PoliceUkReaderTest, ReadsTheRealCounty)
{
    const char* const shared = std::getenv("HEATWARD_SHARED");
    if (shared == nullptr) {
        GTEST_SKIP() << "HEATWARD_SHARED is not set";
    }
    const std::string data = std::string(shared) + "/data/cambridgeshire/";
    const SourceRows rows = read(data + "police-uk-cambridgeshire.zip");
    EXPECT_EQ(rows.rows_in, 144'127U);
    EXPECT_THAT(rows.periods, SizeIs(21));
    EXPECT_THAT(rows.by_reason, ElementsAre(Pair("no location", 4593)));
    EXPECT_EQ(rows.used.size(), 139'534U);
    EXPECT_THAT(rows.warnings, IsEmpty());
    EXPECT_THAT(error_of(data + "2021-01-no-header.csv"), HasSubstr("2021-01-no-header.csv"));
}

}  // namespace
}  // namespace heatward::pipeline
