#include <random>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "csv_text.hpp"
#include "heatward/tabular/csv_writer.hpp"
#include "heatward/tabular/text_encoding.hpp"

namespace heatward::tabular {
namespace {

/// Cells made of what CSV finds hardest.
std::string random_cell(std::mt19937& random)
{
    static const std::vector<std::string> kParts{",",
                                                 "\"",
                                                 "\"\"",
                                                 "\r",
                                                 "\n",
                                                 "\r\n",
                                                 " ",
                                                 "\t",
                                                 "=",
                                                 "-1.5",
                                                 "a",
                                                 "Abbey",
                                                 "\xC3\xA9",
                                                 "\xEF\xBB\xBF",
                                                 "'",
                                                 ";",
                                                 "\xF0\x9F\x94\xA5",
                                                 "0"};
    std::string cell;
    for (auto parts = random() % 6; parts > 0; --parts) {
        cell += kParts[random() % kParts.size()];
    }
    return cell;
}

TEST(CsvRoundTrip, GivesBackWhatWasWritten)
{
    std::mt19937 random(20250101);  // NOLINT(cert-msc51-cpp): the same cells every time
    for (int table = 0; table < 300; ++table) {
        CsvWriteOptions options;
        options.formulas = FormulaCells::keep;
        options.delimiter = table % 3 == 0 ? ';' : ',';
        options.line_end = table % 2 == 0 ? "\n" : "\r\n";
        const std::size_t columns = 1 + random() % 6;
        std::vector<std::vector<std::string>> rows(2 + random() % 20);
        std::string text;
        for (auto& row : rows) {
            std::generate_n(std::back_inserter(row), columns, [&] { return random_cell(random); });
            append_csv_record(text, row, options);
        }
        CsvReadOptions read_options;
        read_options.delimiter = options.delimiter;
        read_options.columns.assign(columns, "column");
        CsvReader reader(source_of(text, 1 + random() % 40), read_options);
        const auto records = all_records(reader);
        ASSERT_EQ(records.size(), rows.size()) << testing::PrintToString(text);
        for (std::size_t i = 0; i < rows.size(); ++i) {
            EXPECT_EQ(records[i].cells, rows[i]) << testing::PrintToString(text);
            EXPECT_EQ(records[i].problem, "");
        }
        EXPECT_EQ(reader.bytes_read(), text.size());
    }
}

/// Lines that hold a byte at least.
std::size_t non_empty_lines(const std::string& text)
{
    std::size_t lines = 0;
    std::size_t at = text.find_first_not_of("\r\n");
    while (at != std::string::npos) {
        ++lines;
        at = text.find_first_not_of("\r\n", text.find_first_of("\r\n", at));
    }
    return lines;
}

/// Every byte lies in the header, in one record or in an empty line.
void expect_every_byte_accounted(const std::string& text, const std::vector<CsvRecord>& records,
                                 std::uint64_t begin)
{
    std::uint64_t at = begin;
    for (const CsvRecord& record : records) {
        ASSERT_GE(record.first_byte, at);
        ASSERT_GT(record.end_byte, record.first_byte);
        const std::string gap = text.substr(at, record.first_byte - at);
        EXPECT_EQ(gap.find_first_not_of("\r\n"), std::string::npos);
        if (record.problem.empty()) {
            for (const std::string& cell : record.cells) {
                EXPECT_TRUE(is_utf8(cell));
            }
        } else {
            const std::string bytes =
                text.substr(record.first_byte, record.end_byte - record.first_byte);
            EXPECT_EQ(non_empty_lines(bytes), 1U)
                << "a problem costs one line: " << testing::PrintToString(bytes);
        }
        at = record.end_byte;
    }
    EXPECT_EQ(text.find_first_not_of("\r\n", at), std::string::npos);
}

TEST(CsvRoundTrip, CorruptionLosesNoByte)
{
    std::mt19937 random(7);  // NOLINT(cert-msc51-cpp)
    for (int file = 0; file < 2000; ++file) {
        std::string text;
        for (auto rows = 1 + random() % 12; rows > 0; --rows) {
            std::vector<std::string> row;
            std::generate_n(std::back_inserter(row), 3, [&] { return random_cell(random); });
            append_csv_record(text, row, {});
        }
        for (auto changes = random() % 8; changes > 0; --changes) {
            const std::size_t at = random() % text.size();
            switch (random() % 3) {
                case 0:
                    text[at] = static_cast<char>(random());
                    break;
                case 1:
                    text.erase(at, 1 + random() % 5);
                    break;
                default:
                    text.insert(at, 1, "\"\n\r,\0\xFF"[random() % 6]);
            }
            text += "x";
        }
        CsvReadOptions options;
        options.columns = {"a", "b", "c"};
        if (byte_order_mark(text) != ByteOrderMark::none) {
            continue;
        }
        CsvReader whole(source_of(text), options);
        const auto records = all_records(whole);
        expect_every_byte_accounted(text, records, 0);
        EXPECT_EQ(whole.physical_lines(), non_empty_lines(text));

        options.multi_line_fields = MultiLineFields::refused;
        CsvReader by_line(source_of(text, 1 + random() % 40), options);
        const auto lines = all_records(by_line);
        expect_every_byte_accounted(text, lines, 0);
        EXPECT_EQ(lines.size(), non_empty_lines(text)) << testing::PrintToString(text);
        EXPECT_EQ(by_line.physical_lines(), lines.size());
        EXPECT_EQ(by_line.bytes_read(), text.size());
        options.multi_line_fields = MultiLineFields::allowed;

        CsvReader pieces(source_of(text, 1 + random() % 3), options);
        const auto again = all_records(pieces);
        ASSERT_EQ(again.size(), records.size());
        EXPECT_EQ(pieces.physical_lines(), whole.physical_lines());
        for (std::size_t i = 0; i < records.size(); ++i) {
            EXPECT_EQ(again[i].cells, records[i].cells);
            EXPECT_EQ(again[i].line, records[i].line);
            EXPECT_EQ(again[i].problem, records[i].problem);
            EXPECT_EQ(again[i].end_byte, records[i].end_byte);
        }
    }
}

}  // namespace
}  // namespace heatward::tabular
