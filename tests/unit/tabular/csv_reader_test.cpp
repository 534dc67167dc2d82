#include "heatward/tabular/csv_reader.hpp"

#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "csv_text.hpp"

namespace heatward::tabular {
namespace {

using namespace std::string_literals;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

TEST(CsvReader, ReadsPlainCells)
{
    auto reader = reader_of("id,name\n1,Abbey\n2,\n");
    EXPECT_THAT(reader.header(), ElementsAre("id", "name"));
    const auto records = all_records(reader);
    ASSERT_EQ(records.size(), 2U);
    EXPECT_THAT(records[0].cells, ElementsAre("1", "Abbey"));
    EXPECT_EQ(records[0].number, 1U);
    EXPECT_EQ(records[0].line, 2U);
    EXPECT_THAT(records[1].cells, ElementsAre("2", ""));
    EXPECT_EQ(records[1].number, 2U);
    EXPECT_THAT(records[1].problem, IsEmpty());
    EXPECT_EQ(reader.bytes_read(), 19U);
}

TEST(CsvReader, ReadsQuotedCells)
{
    auto reader =
        reader_of("a,b\n\"x, y\",\"say \"\"hi\"\"\"\n\"two\r\nlines\nthree\",z\n\"\",\"\"\"\"\n");
    const auto records = all_records(reader);
    ASSERT_EQ(records.size(), 3U);
    EXPECT_THAT(records[0].cells, ElementsAre("x, y", "say \"hi\""));
    EXPECT_THAT(records[1].cells, ElementsAre("two\r\nlines\nthree", "z"));
    EXPECT_EQ(records[1].line, 3U);
    EXPECT_THAT(records[2].cells, ElementsAre("", "\""));
    EXPECT_EQ(records[2].line, 6U) << "the line ends inside the quotes count";
}

TEST(CsvReader, TakesEveryLineEnd)
{
    for (const std::string& end : {"\n"s, "\r\n"s, "\r"s}) {
        for (const std::string& last : {end, ""s}) {
            auto reader = reader_of("a,b" + end + "1,2" + end + "3,4" + last);
            const auto records = all_records(reader);
            ASSERT_EQ(records.size(), 2U) << testing::PrintToString(end + last);
            EXPECT_THAT(records[1].cells, ElementsAre("3", "4"));
            EXPECT_EQ(records[1].line, 3U);
        }
    }
}

TEST(CsvReader, SkipsAndCountsEmptyLines)
{
    auto reader = reader_of("\n\r\na\n\n1\n\r\r\n2\n\n");
    const auto records = all_records(reader);
    ASSERT_EQ(records.size(), 2U);
    EXPECT_EQ(records[0].line, 5U);
    EXPECT_EQ(records[1].number, 2U);
    EXPECT_EQ(records[1].line, 8U);
    EXPECT_EQ(reader.empty_lines(), 6U);
}

TEST(CsvReader, KeepsALoneQuotedEmptyCell)
{
    auto reader = reader_of("a\n\"\"\n");
    const auto records = all_records(reader);
    ASSERT_EQ(records.size(), 1U);
    EXPECT_THAT(records[0].cells, ElementsAre(""));
}

TEST(CsvReader, TakesAQuoteInsideAnUnquotedCellAsItStands)
{
    auto reader = reader_of("a,b\n5\" pipe,it's \"so\"\n");
    const auto records = all_records(reader);
    EXPECT_THAT(records.at(0).cells, ElementsAre("5\" pipe", "it's \"so\""));
    EXPECT_THAT(records.at(0).problem, IsEmpty());
}

TEST(CsvReader, DropsSpacesAfterAClosingQuoteAndReportsOtherText)
{
    auto reader = reader_of("a,b\n\"x\" ,1\n\"x\"y,1\n");
    const auto records = all_records(reader);
    EXPECT_THAT(records.at(0).cells, ElementsAre("x", "1"));
    EXPECT_THAT(records.at(0).problem, IsEmpty());
    EXPECT_THAT(records.at(1).cells, ElementsAre("\"x\"y", "1"));
    EXPECT_THAT(records.at(1).problem, HasSubstr("closing quote"));
}

TEST(CsvReader, ReportsRecordsOfAnotherWidthAndGoesOn)
{
    auto reader = reader_of("a,b,c\n1,2\n1,2,3,4\n1,2,3\n");
    const auto records = all_records(reader);
    ASSERT_EQ(records.size(), 3U);
    EXPECT_THAT(records[0].problem, HasSubstr("2 cells where the header has 3"));
    EXPECT_THAT(records[0].cells, ElementsAre("1", "2"));
    EXPECT_THAT(records[1].problem, HasSubstr("4 cells where the header has 3"));
    EXPECT_THAT(records[2].problem, IsEmpty());
}

TEST(CsvReader, ALostQuoteCostsOneLine)
{
    auto reader = reader_of("a,b\n1,2\n3,\"lost\n4,5\n6,7\n");
    const auto records = all_records(reader);
    ASSERT_EQ(records.size(), 4U);
    EXPECT_THAT(records[1].problem, HasSubstr("quote opened on line 3 is never closed"));
    EXPECT_THAT(records[1].cells, ElementsAre("3,\"lost"));  // the line, of which none is lost
    EXPECT_THAT(records[2].cells, ElementsAre("4", "5"));
    EXPECT_EQ(records[2].number, 3U);
    EXPECT_EQ(records[2].line, 4U);
}

TEST(CsvReader, ALineThatIsNoRecordIsItsOneCell)
{
    auto reader = reader_of("a,b\r\n1,\"caf\xE9\0\r\n2,3\r\n"s);
    const auto records = all_records(reader);
    ASSERT_EQ(records.size(), 2U);
    EXPECT_THAT(records[0].cells, ElementsAre("1,\"café"));
    EXPECT_THAT(records[1].cells, ElementsAre("2", "3"));
    EXPECT_EQ(reader.converted_records(), 0U);
    auto wide = reader_of("a\n" + std::string(kMaxCsvColumns, ',') + "\n1\n");
    EXPECT_THAT(all_records(wide).at(0).cells, ElementsAre(std::string(kMaxCsvColumns, ',')));
    auto at_the_end = reader_of("a,b\n\"2,CB1");
    EXPECT_THAT(all_records(at_the_end).at(0).cells, ElementsAre("\"2,CB1"));
}

TEST(CsvReader, GivesTheHeaderAsItIsWritten)
{
    auto reader = reader_of("\xEF\xBB\xBF id ,\"a \"\"b\"\" \",c\n1,2,3\n");
    EXPECT_THAT(reader.header(), ElementsAre("id", "a \"b\"", "c"));
    EXPECT_THAT(reader.header_as_written(), ElementsAre(" id ", "a \"b\" ", "c"));
}

TEST(CsvReader, NamesTheLineOfTheQuoteNotOfTheRecord)
{
    auto reader = reader_of("a,b\n\"x\ny\",\"lost\n");
    EXPECT_THAT(all_records(reader).at(0).problem, HasSubstr("quote opened on line 3"));
}

TEST(CsvReader, ReportsAnOverlongRecordAndGoesOn)
{
    const std::string longest(kMaxCsvRecordBytes - 1, 'x');
    auto reader = reader_of("a\n" + longest + "\n" + longest + "x\n" + longest + longest + "\n1\n");
    const auto records = all_records(reader);
    ASSERT_EQ(records.size(), 4U);
    EXPECT_EQ(records[0].cells.at(0).size(), longest.size());
    EXPECT_THAT(records[1].problem, HasSubstr("longer than 4 MiB"));
    EXPECT_THAT(records[1].cells, IsEmpty());
    EXPECT_THAT(records[2].problem, HasSubstr("longer than 4 MiB"));
    EXPECT_THAT(records[3].cells, ElementsAre("1"));
    EXPECT_EQ(records[3].line, 5U);
}

TEST(CsvReader, AQuoteThatClosesTooLateCostsOneLine)
{
    const std::string filler(kMaxCsvRecordBytes, 'x');
    auto reader = reader_of("a,b\n1,\"lost\n2,3\n" + filler + ",y\n\"\n4,5\n");
    const auto records = all_records(reader);
    ASSERT_GE(records.size(), 2U);
    EXPECT_THAT(records[0].problem, HasSubstr("a quote on its first line is not closed"));
    EXPECT_THAT(records[1].cells, ElementsAre("2", "3"));
}

TEST(CsvReader, ReportsTooManyCells)
{
    auto reader = reader_of("a\n" + std::string(kMaxCsvColumns, ',') + "\n1\n");
    const auto records = all_records(reader);
    EXPECT_THAT(records.at(0).problem, HasSubstr("more than 10000 cells"));
    EXPECT_THAT(records.at(1).cells, ElementsAre("1"));
}

TEST(CsvReader, TakesNulCharactersOutAndSaysSo)
{
    auto reader = reader_of("a,b\nx\0y,1\n2,3\n"s);
    const auto records = all_records(reader);
    EXPECT_THAT(records.at(0).cells, ElementsAre("xy", "1"));
    EXPECT_THAT(records.at(0).problem, HasSubstr("NUL"));
    EXPECT_THAT(records.at(1).problem, IsEmpty());
}

TEST(CsvReader, ReadsWindows1252RecordByRecord)
{
    auto reader = reader_of("a,b\ncaf\xE9,1\ncaf\xC3\xA9,2\n");
    const auto records = all_records(reader);
    EXPECT_EQ(records.at(0).cells.at(0), "caf\xC3\xA9");
    EXPECT_EQ(records.at(1).cells.at(0), "caf\xC3\xA9");
    EXPECT_EQ(reader.converted_records(), 1U);
}

TEST(CsvReader, DropsAByteOrderMark)
{
    auto reader = reader_of("\xEF\xBB\xBFUPRN,X\n1,2\n");
    EXPECT_THAT(reader.header(), ElementsAre("UPRN", "X"));
    EXPECT_EQ(all_records(reader).at(0).first_byte, 10U);
}

TEST(CsvReader, RefusesUtf16WithARemedy)
{
    EXPECT_THAT(message_of("\xFF\xFE"s + "a\0,\0b\0"s),
                AllOf(HasSubstr("test.csv"), HasSubstr("UTF-16"), HasSubstr("CSV UTF-8")));
    EXPECT_THAT(message_of("a\0,\0b\0\n\0"s), AllOf(HasSubstr("test.csv"), HasSubstr("UTF-16")));
}

TEST(CsvReader, RefusesAnEmptyFile)
{
    EXPECT_THAT(message_of(""), AllOf(HasSubstr("test.csv"), HasSubstr("empty")));
    EXPECT_THAT(message_of("\n\r\n"), HasSubstr("empty"));
    EXPECT_THAT(message_of("\xEF\xBB\xBF"), HasSubstr("empty"));
}

TEST(CsvReader, SaysThatTheHeaderIsMissingWithoutShowingTheRow)
{
    CsvReadOptions options;
    options.expected_columns = {"Month", "Longitude", "Crime type"};
    EXPECT_THAT(message_of("5bec,2021-01,Jo Bloggs\n", options),
                AllOf(HasSubstr("test.csv"), HasSubstr("Month, Longitude, Crime type"),
                      HasSubstr("header row is missing"), Not(HasSubstr("Bloggs"))));
    EXPECT_EQ(message_of("month ,LONGITUDE,Kind\n", options), "no error");
}

TEST(CsvReader, ReadsFilesWithoutHeaderByGivenNames)
{
    CsvReadOptions options;
    options.columns = {"Postcode", "Quality"};
    auto reader = reader_of("CB1 0AA,10\nCB1 0AB\n", options);
    EXPECT_EQ(reader.column("quality").value(), 1U);
    const auto records = all_records(reader);
    EXPECT_EQ(records.at(0).number, 1U);
    EXPECT_EQ(records.at(0).line, 1U);
    EXPECT_THAT(records.at(1).problem, HasSubstr("1 cells where the header has 2"));
}

TEST(CsvReader, FindsColumnsExactlyThenLoosely)
{
    const auto reader = reader_of(" Call_Time ,call_time,NATURE,x,x\n");
    EXPECT_EQ(reader.column("Call_Time").value(), 0U);
    EXPECT_EQ(reader.column("call_time").value(), 1U);
    EXPECT_EQ(reader.column(" nature").value(), 2U);
    EXPECT_FALSE(reader.find_column("CALL_TIME")) << "two columns fit";
    EXPECT_THAT(reader.column("x").error().message,
                AllOf(HasSubstr("test.csv"), HasSubstr("2 columns")));
    EXPECT_THAT(reader.column("NATUR").error().message, HasSubstr("did you mean \"NATURE\""));
    EXPECT_THAT(reader.column("postcode").error().message, HasSubstr("there are: Call_Time"));
}

TEST(CsvReader, TakesOtherDelimiters)
{
    CsvReadOptions options;
    options.delimiter = ';';
    auto reader = reader_of("a;b\n1,5;\"2;3\"\n", options);
    EXPECT_THAT(all_records(reader).at(0).cells, ElementsAre("1,5", "2;3"));
}

TEST(CsvReader, PassesOnWhatItsSourceThrows)
{
    const auto broken = [](std::span<char>) -> std::size_t { throw EnvironmentError("disk"); };
    EXPECT_THROW(CsvReader(broken, {}), EnvironmentError);
}

}  // namespace
}  // namespace heatward::tabular
