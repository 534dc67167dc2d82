#pragma once

#include <algorithm>
#include <cstring>
#include <string>
#include <utility>
#include <vector>

#include "heatward/tabular/csv_reader.hpp"

namespace heatward::tabular {

/// A source that gives `text` in pieces of at most `piece` bytes.
inline ByteSource source_of(std::string text, std::size_t piece = SIZE_MAX)
{
    return [text = std::move(text), piece, at = std::size_t{0}](std::span<char> bytes) mutable {
        const std::size_t count = std::min({bytes.size(), piece, text.size() - at});
        std::memcpy(bytes.data(), text.data() + at, count);
        at += count;
        return count;
    };
}

inline CsvReader reader_of(std::string text, CsvReadOptions options = {})
{
    options.name = "test.csv";
    return {source_of(std::move(text)), std::move(options)};
}

inline std::vector<CsvRecord> all_records(CsvReader& reader)
{
    std::vector<CsvRecord> records;
    for (CsvRecord record; reader.next(record);) {
        records.push_back(record);
    }
    return records;
}

/// What reading the text is refused with.
inline std::string message_of(const std::string& text, CsvReadOptions options = {})
{
    try {
        reader_of(text, std::move(options));
    } catch (const DataError& error) {
        return error.what();
    }
    return "no error";
}

}  // namespace heatward::tabular
