#include "heatward/tabular/csv_writer.hpp"

#include <array>
#include <vector>

#include <gtest/gtest.h>

namespace heatward::tabular {
namespace {

std::string cell(std::string_view text)
{
    std::string out;
    append_csv_cell(out, text, {});
    return out;
}

TEST(CsvWriter, QuotesOnlyWhereItMust)
{
    EXPECT_EQ(cell("Abbey"), "Abbey");
    EXPECT_EQ(cell(""), "");
    EXPECT_EQ(cell("a b"), "a b");
    EXPECT_EQ(cell("a,b"), "\"a,b\"");
    EXPECT_EQ(cell("say \"hi\""), "\"say \"\"hi\"\"\"");
    EXPECT_EQ(cell("two\nlines"), "\"two\nlines\"");
    EXPECT_EQ(cell(" edge"), "\" edge\"");
    EXPECT_EQ(cell("\xEF\xBB\xBFmark"), "\"\xEF\xBB\xBFmark\"");
}

TEST(CsvWriter, EscapesFormulas)
{
    EXPECT_EQ(cell("=1+1"), "'=1+1");
    EXPECT_EQ(cell("@SUM(A1)"), "'@SUM(A1)");
    EXPECT_EQ(cell("+44 1223"), "'+44 1223");
    EXPECT_EQ(cell("-cmd|' /C calc'!A0"), "'-cmd|' /C calc'!A0");
    EXPECT_EQ(cell("\t=1"), "\"'\t=1\"");
    EXPECT_EQ(cell("\r=1"), "\"'\r=1\"");
    EXPECT_EQ(cell("=HYPERLINK(\"x\",\"y\")"), "\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\"");
    EXPECT_EQ(cell("-"), "'-");
    EXPECT_EQ(cell("-1e"), "'-1e");
    EXPECT_EQ(cell("+.e5"), "'+.e5");
    EXPECT_EQ(cell("-1-1"), "'-1-1");
}

TEST(CsvWriter, EscapesFormulasThatSpreadsheetsMakeOut)
{
    EXPECT_EQ(cell("\n=1"), "\"'\n=1\"");
    EXPECT_EQ(cell("\uFF1D1+1"), "'\uFF1D1+1");  // full width
    EXPECT_EQ(cell("\uFF0B44"), "'\uFF0B44");
    EXPECT_EQ(cell("\uFF0D1"), "'\uFF0D1");
    EXPECT_EQ(cell("\uFF20SUM(A1)"), "'\uFF20SUM(A1)");
    EXPECT_EQ(cell("\uFF1Ea"), "\uFF1Ea");  // a sign that begins with the same bytes
    EXPECT_EQ(cell("\xEF\xBC"), "\xEF\xBC");
}

TEST(CsvWriter, QuotesWhatAnotherDelimiterWouldPart)
{
    // A spreadsheet that takes ; for the delimiter would make "=1" a cell of its own.
    EXPECT_EQ(cell("a;=1"), "\"a;=1\"");
    EXPECT_EQ(cell("a\t=1"), "\"a\t=1\"");
    CsvWriteOptions options;
    options.delimiter = ';';
    std::string out;
    append_csv_cell(out, "a,=1", options);
    EXPECT_EQ(out, "\"a,=1\"");
}

TEST(CsvWriter, LeavesNumbersAlone)
{
    for (const char* number : {"-1", "+1", "-0.137200", "-.5", "-5.", "+1e5", "-1.5E-07", "12"}) {
        EXPECT_EQ(cell(number), number);
    }
}

TEST(CsvWriter, KeepsFormulasWhereAsked)
{
    CsvWriteOptions options;
    options.formulas = FormulaCells::keep;
    std::string out;
    append_csv_cell(out, "=1", options);
    EXPECT_EQ(out, "=1");
}

TEST(CsvWriter, WritesRecords)
{
    CsvWriteOptions options;
    options.line_end = "\r\n";
    std::string out;
    append_csv_record(out, std::array<std::string, 3>{"1", "", "a,b"}, options);
    append_csv_record(out, std::array<std::string, 1>{""}, options);
    append_csv_record(out, std::vector<std::string>{}, options);
    EXPECT_EQ(out, "1,,\"a,b\"\r\n\"\"\r\n");
}

}  // namespace
}  // namespace heatward::tabular
