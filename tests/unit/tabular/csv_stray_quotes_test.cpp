#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "csv_text.hpp"
#include "heatward/tabular/csv_reader.hpp"

// What quotes that are lost or stray cost.
namespace heatward::tabular {
namespace {

using namespace std::string_literals;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

TEST(CsvReader, StopsLookingAgainAfterManyLostQuotes)
{
    // From whichever line one starts, each line closes the quote before it and opens the next.
    std::string text = "a,b\n";
    for (std::size_t i = 0; i < kMaxCsvQuoteRecoveries + 50; ++i) {
        text += "x\",\"\n";
    }
    auto reader = reader_of(text);
    const auto records = all_records(reader);
    ASSERT_EQ(records.size(), kMaxCsvQuoteRecoveries + 1);
    EXPECT_THAT(records.front().problem, HasSubstr("never closed"));
    EXPECT_THAT(records.back().problem, HasSubstr("rest of the file is left out"));
    EXPECT_EQ(records.back().end_byte, text.size());
}

/// 2,000 rows of three cells, each on its line, two of them replaced.
std::string rows_with(const std::string& row_100, const std::string& row_1500)
{
    std::string text = "a,b,c\n";
    for (int i = 1; i <= 2000; ++i) {
        text += i == 100 ? row_100 : i == 1500 ? row_1500 : std::to_string(i) + ",name,x";
        text += '\n';
    }
    return text;
}

TEST(CsvReader, TwoStrayQuotesDoNotSwallowTheRowsBetween)
{
    auto reader = reader_of(rows_with("100,\"name,x", "1500,\"name,x"));
    const auto records = all_records(reader);
    ASSERT_EQ(records.size(), 2000U);
    EXPECT_EQ(reader.physical_lines(), 2000U);
    EXPECT_THAT(records[99].problem, AllOf(HasSubstr("text follows a closing quote"),
                                           HasSubstr("runs on to line 1501")));
    EXPECT_THAT(records[99].cells, ElementsAre("100,\"name,x"));
    EXPECT_THAT(records[1499].problem, HasSubstr("quote opened on line 1501 is never closed"));
    for (std::size_t i = 0; i < records.size(); ++i) {
        EXPECT_EQ(records[i].line, i + 2);
        if (i != 99 && i != 1499) {
            EXPECT_THAT(records[i].problem, IsEmpty());
            EXPECT_THAT(records[i].cells, ElementsAre(std::to_string(i + 1), "name", "x"));
        }
    }
}

TEST(CsvReader, ARecordOfAnotherWidthCostsOneLineHoweverManyItRunsOver)
{
    auto reader = reader_of(rows_with("\"100,name,x", "1500,name,x\""));
    const auto records = all_records(reader);
    ASSERT_EQ(records.size(), 2000U);
    EXPECT_THAT(records[99].problem, HasSubstr("1 cells where the header has 3"));
    EXPECT_THAT(records[100].cells, ElementsAre("101", "name", "x"));
    EXPECT_THAT(records[1499].cells, ElementsAre("1500", "name", "x\""));
    EXPECT_EQ(std::count_if(records.begin(), records.end(),
                            [](const CsvRecord& record) { return !record.problem.empty(); }),
              1);
}

TEST(CsvReader, AStrayQuoteCostsOneLineWhereTheLastLineHasNoEnd)
{
    auto reader = reader_of("a,b\n1,\"x\n2,\"y");
    const auto records = all_records(reader);
    ASSERT_EQ(records.size(), 2U);
    EXPECT_THAT(records[0].problem, HasSubstr("runs on to line 3"));
    EXPECT_THAT(records[1].problem, HasSubstr("quote opened on line 3 is never closed"));
}

TEST(CsvReader, ReadsOnAfterAnyNumberOfStrayQuotes)
{
    // More than kMaxCsvQuoteRecoveries: each quote is closed by the next, and only the last stays
    // open.
    constexpr std::size_t kStray = 5 * kMaxCsvQuoteRecoveries;
    std::string text = "a,b\n";
    for (std::size_t i = 0; i < kStray; ++i) {
        text += "1,\"x\n2,y\n3,z\n";
    }
    auto reader = reader_of(text);
    const auto records = all_records(reader);
    ASSERT_EQ(records.size(), 3 * kStray);
    for (std::size_t i = 0; i < records.size(); ++i) {
        EXPECT_EQ(records[i].problem.empty(), i % 3 != 0) << i;
    }
}

TEST(CsvReader, SaysHowManyLinesItLeavesOutWhereReadingAgainWouldTakeTooLong)
{
    // Whichever line one starts from, the record runs to the end of its block.
    constexpr std::size_t kLines = 300'000;
    std::string block;
    for (std::size_t i = 0; i < kLines; ++i) {
        block += "x\",\"\n";
    }
    block += "x\"z\n";
    auto reader = reader_of("a,b\n" + block + "1,2\n");
    const auto records = all_records(reader);
    const std::size_t again = kMaxCsvBytesReadAgain / block.size();
    ASSERT_GE(records.size(), again);
    ASSERT_LE(records.size(), 2 * again + 10) << "the time must stay linear";
    const auto& left_out = records[records.size() - 2];
    EXPECT_THAT(left_out.problem,
                HasSubstr(std::to_string(kLines + 3 - left_out.line) + " lines are left out"));
    EXPECT_EQ(records.back().line, kLines + 3);
    EXPECT_THAT(records.back().cells, ElementsAre("1", "2"));
    EXPECT_EQ(reader.physical_lines(), kLines + 2);
}

TEST(CsvReader, CountsARecordAsConvertedOnlyWhereItIsRead)
{
    auto reader = reader_of("a,b\n1,\"x\n2,caf\xE9\n3,\"y\n4,z\n");
    EXPECT_EQ(all_records(reader).size(), 4U);
    EXPECT_EQ(reader.converted_records(), 1U);
}

TEST(CsvReader, CountsPhysicalLinesWhateverTheRecords)
{
    auto two_line_cell = reader_of("\xEF\xBB\xBF\na,b\n\n1,\"x\r\n\r\ny\"\r\r2,z");
    EXPECT_EQ(two_line_cell.physical_lines(), 0U);
    EXPECT_EQ(all_records(two_line_cell).size(), 2U);
    EXPECT_EQ(two_line_cell.physical_lines(), 3U);

    // Two stray quotes that happen to make a sound record: only this count shows it.
    auto sound = reader_of(rows_with("100,\"name,x", "1500,\",x"));
    EXPECT_EQ(all_records(sound).size(), 600U);
    EXPECT_EQ(sound.physical_lines(), 2000U);

    CsvReadOptions options;
    options.columns = {"a"};
    auto no_header = reader_of(
        "\xEF\xBB\xBF"
        "1\n2\n",
        options);
    EXPECT_EQ(all_records(no_header).size(), 2U);
    EXPECT_EQ(no_header.physical_lines(), 2U);
}

CsvReadOptions one_line_records()
{
    CsvReadOptions options;
    options.multi_line_fields = MultiLineFields::refused;
    return options;
}

TEST(CsvReader, StrayQuotesThatMakeASoundRecordSwallowNothingWhereCellsDoNotRunOverLines)
{
    auto reader = reader_of(rows_with("100,\"name,x", "1500,\",x"), one_line_records());
    const auto records = all_records(reader);
    ASSERT_EQ(records.size(), 2000U);
    EXPECT_EQ(reader.physical_lines(), 2000U);
    std::vector<std::uint64_t> broken;
    for (const CsvRecord& record : records) {
        EXPECT_EQ(record.line, record.number + 1);
        if (!record.problem.empty()) {
            EXPECT_THAT(record.problem, HasSubstr("quote is not closed on its line"));
            EXPECT_THAT(record.cells, IsEmpty());
            broken.push_back(record.number);
        }
    }
    EXPECT_EQ(broken.size(), 2U);
}

TEST(CsvReader, ACellOverTwoLinesIsTwoBrokenRecordsWhereItIsRefused)
{
    auto reader = reader_of("a,b,c\r\n1,\"x\r\ny\",3\r\n\r\n4,\"5, 5\",6", one_line_records());
    const auto records = all_records(reader);
    ASSERT_EQ(records.size(), 3U);
    EXPECT_THAT(records[0].problem, HasSubstr("not closed on its line"));
    EXPECT_THAT(records[1].problem, HasSubstr("2 cells where the header has 3"));
    EXPECT_THAT(records[2].problem, IsEmpty());
    EXPECT_THAT(records[2].cells, ElementsAre("4", "5, 5", "6"));
    EXPECT_EQ(records[2].line, 5U);
    EXPECT_EQ(reader.physical_lines(), 3U);
    EXPECT_THAT(message_of("a,\"b\nc\",d\n1,2,3\n", one_line_records()),
                HasSubstr("the header row cannot be read"));
}

TEST(CsvReader, LeavesNothingOutHoweverManyQuotesAreLostWhereCellsDoNotRunOverLines)
{
    std::string text = "a,b\n";
    for (int i = 0; i < 5000; ++i) {
        text += i % 2 == 0 ? "1,\"x\n" : "1,y\n";
    }
    auto reader =
        reader_of(text + std::string(kMaxCsvRecordBytes + 1, 'z') + "\n1,2\n", one_line_records());
    const auto records = all_records(reader);
    ASSERT_EQ(records.size(), 5002U);
    EXPECT_EQ(reader.physical_lines(), 5002U);
    EXPECT_THAT(records[5000].problem, HasSubstr("longer than 4 MiB"));
    EXPECT_THAT(records[5001].cells, ElementsAre("1", "2"));
}

}  // namespace
}  // namespace heatward::tabular
