// libFuzzer target: whatever the bytes, CsvReader ends, loses none of them, and gives UTF-8.

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <string_view>

#include "heatward/core/error.hpp"
#include "heatward/tabular/csv_reader.hpp"
#include "heatward/tabular/text_encoding.hpp"

using heatward::tabular::CsvReader;
using heatward::tabular::CsvRecord;

namespace {

void require(bool holds)
{
    if (!holds) {
        std::abort();
    }
}

void read_all(CsvReader& reader, std::string_view text)
{
    std::uint64_t end = 0;
    std::uint64_t number = 0;
    for (CsvRecord record; reader.next(record);) {
        require(record.number == ++number);
        require(record.first_byte >= end && record.end_byte > record.first_byte);
        for (const auto& cell : record.cells) {
            require(heatward::tabular::is_utf8(cell));
            require(cell.find('\0') == std::string::npos);
        }
        end = record.end_byte;
    }
    require(reader.bytes_read() == text.size());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    if (size == 0) {
        return 0;
    }
    const std::size_t piece = 1 + data[0] % 16U;  // how the bytes arrive must not matter
    std::string_view text(reinterpret_cast<const char*>(data), size);
    text.remove_prefix(1);
    std::size_t at = 0;
    const auto source = [&](std::span<char> bytes) {
        const std::size_t count = std::min({bytes.size(), piece, text.size() - at});
        std::memcpy(bytes.data(), text.data() + at, count);
        at += count;
        return count;
    };
    try {
        heatward::tabular::CsvReadOptions options;
        options.name = "fuzz.csv";
        if ((data[0] & 16U) != 0) {
            options.multi_line_fields = heatward::tabular::MultiLineFields::refused;
        }
        CsvReader reader(source, options);
        read_all(reader, text);
    } catch (const heatward::DataError&) {
        // no header, UTF-16: refused with a reason
    }
    return 0;
}
