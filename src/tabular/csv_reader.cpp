#include "heatward/tabular/csv_reader.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "byte_window.hpp"
#include "csv_scanner.hpp"
#include "heatward/core/nearest_name.hpp"
#include "heatward/tabular/text_encoding.hpp"

namespace heatward::tabular {
namespace {

std::string normalised(std::string_view name) { return ascii_lower(trimmed(name)); }

/// Where the first line end begins, or npos: find_first_of by way of memchr.
std::size_t line_end_in(std::string_view bytes)
{
    const std::size_t feed = bytes.find('\n');
    return std::min(feed, bytes.substr(0, feed).find('\r'));
}

/// The physical line (its end included) as the record's one cell: whoever copies rows loses none.
void keep_line(CsvRecord& record, std::string_view bytes)
{
    const std::string_view text = bytes.substr(0, line_end_in(bytes));
    record.cells.assign(1, is_utf8(text) ? std::string(text) : utf8_from_windows_1252(text));
    std::erase(record.cells.front(), '\0');
}

}  // namespace

struct CsvReader::State {
    State(ByteSource source, CsvReadOptions read_options)
        : options(std::move(read_options)),
          window(std::move(source)),
          scanner(options.delimiter, kMaxCsvColumns)
    {
    }

    void skip_byte_order_mark();
    void read_header();
    bool skip_empty_lines();
    bool next(CsvRecord& record);
    void take_record(CsvRecord& record);
    void take_physical_line(CsvRecord& record);
    void take_rest();
    void take_broken(CsvRecord& record, std::string problem);
    void take_scanned();
    void take_long_broken(CsvRecord& record);
    bool read_cells(CsvRecord& record, std::string_view bytes) const;
    void check_cell_count(CsvRecord& record) const;
    std::size_t first_line_length();

    CsvReadOptions options;
    ByteWindow window;
    CsvScanner scanner;
    std::vector<std::string> header;
    std::vector<std::string> header_as_written;
    std::uint64_t line = 1;
    std::uint64_t records = 0;
    std::uint64_t converted = 0;
    std::uint64_t empty_lines = 0;
    std::size_t recoveries = 0;
    std::uint64_t read_again = 0;  ///< bytes, behind the first lines of broken records
};

void CsvReader::State::skip_byte_order_mark()
{
    window.fill_to(3);
    switch (byte_order_mark(window.bytes())) {
        case ByteOrderMark::utf8:
            window.consume(3);
            break;
        case ByteOrderMark::utf16:
            throw DataError(fmt::format(
                "{}: is UTF-16 text; save it as \"CSV UTF-8\" and try again", options.name));
        case ByteOrderMark::none:
            break;
    }
}

void CsvReader::State::read_header()
{
    skip_byte_order_mark();
    window.count_lines_from_here();
    if (!options.columns.empty()) {
        header = options.columns;
        header_as_written = options.columns;
        return;
    }
    CsvRecord record;
    if (!next(record)) {
        throw DataError(
            fmt::format("{}: is empty; a header row with column names is needed", options.name));
    }
    records = 0;
    converted = 0;
    window.count_lines_from_here();
    if (!record.problem.empty()) {
        throw DataError(fmt::format("{}:{}: the header row cannot be read: {}", options.name,
                                    record.line, record.problem));
    }
    for (const std::string& cell : record.cells) {
        header.emplace_back(trimmed(cell));
    }
    header_as_written = record.cells;
    if (!options.expected_columns.empty() && !looks_like_header(header, options.expected_columns)) {
        throw DataError(fmt::format(
            "{}:{}: the first row does not hold the expected column names ({}); either the "
            "header row is missing or the columns have other names",
            options.name, record.line, fmt::join(options.expected_columns, ", ")));
    }
}

/// False where nothing but empty lines is left.
bool CsvReader::State::skip_empty_lines()
{
    while (true) {
        window.fill_to(2);
        const std::string_view bytes = window.bytes();
        if (bytes.empty()) {
            return false;
        }
        if (bytes[0] != '\n' && bytes[0] != '\r') {
            return true;
        }
        window.consume(bytes.substr(0, 2) == "\r\n" ? 2 : 1);
        ++line;
        ++empty_lines;
    }
}

bool CsvReader::State::next(CsvRecord& record)
{
    if (!skip_empty_lines()) {
        return false;
    }
    record.number = ++records;
    record.line = line;
    record.first_byte = window.offset();
    record.problem.clear();
    if (options.multi_line_fields == MultiLineFields::refused) {
        take_physical_line(record);
    } else {
        take_record(record);
    }
    record.end_byte = window.offset();
    return true;
}

void CsvReader::State::take_record(CsvRecord& record)
{
    scanner.restart();
    auto result = scanner.scan(window.bytes(), window.at_end());
    while (result == CsvScanner::Result::need_more && window.bytes().size() <= kMaxCsvRecordBytes) {
        window.fill();
        result = scanner.scan(window.bytes(), window.at_end());
    }
    if (result == CsvScanner::Result::open_quote) {
        take_broken(record, fmt::format("the quote opened on line {} is never closed",
                                        line + scanner.line_ends_before_quote()));
        return;
    }
    if (result == CsvScanner::Result::need_more || scanner.end() > kMaxCsvRecordBytes) {
        take_broken(record, fmt::format("it is longer than {} MiB, or a quote on its first line is "
                                        "not closed",
                                        kMaxCsvRecordBytes >> 20));
        return;
    }
    const std::size_t length = scanner.end();
    const bool converts = read_cells(record, window.bytes().substr(0, length));
    if (!record.problem.empty() && first_line_length() < length) {
        take_long_broken(record);
        return;
    }
    converted += converts ? 1 : 0;
    take_scanned();
}

void CsvReader::State::take_physical_line(CsvRecord& record)
{
    const std::size_t length = first_line_length();
    const bool was_cut = window.offset() != record.first_byte;
    if (was_cut || length > kMaxCsvRecordBytes) {
        record.cells.clear();
        record.problem = fmt::format("it is longer than {} MiB", kMaxCsvRecordBytes >> 20);
    } else {
        scanner.restart();
        const std::string_view bytes = window.bytes().substr(0, length);
        if (scanner.scan(bytes, true) == CsvScanner::Result::open_quote) {
            record.cells.clear();
            record.problem =
                "a quote is not closed on its line; cells of this format do not run over lines";
        } else {
            converted += read_cells(record, bytes) ? 1U : 0U;
        }
    }
    window.consume(length);
    ++line;
}

/// Consumes what the scanner found.
void CsvReader::State::take_scanned()
{
    window.consume(scanner.end());
    line += scanner.line_ends();
}

/// A broken record of several physical lines: most likely a stray quote on the first, closed by
/// one of another row. The others are read again while that keeps the time linear.
void CsvReader::State::take_long_broken(CsvRecord& record)
{
    const std::size_t length = scanner.end();
    const char last = window.bytes()[length - 1];
    const bool has_end = last == '\n' || last == '\r';
    const std::uint64_t lines = scanner.line_ends() + (has_end ? 0U : 1U);
    record.cells.clear();
    record.problem += fmt::format(
        "; the record runs on to line {}, so a quote may be missing or too many", line + lines - 1);
    const std::size_t first = first_line_length();
    const std::size_t others = length - first;
    if (read_again + others > kMaxCsvBytesReadAgain + window.offset()) {
        record.problem += fmt::format(
            "; its {} lines are left out, as the file has too many such records", lines);
        take_scanned();
        return;
    }
    read_again += others;
    keep_line(record, window.bytes().substr(0, first));
    window.consume(first);
    ++line;
}

/// What cannot be read as a record costs its first physical line only.
void CsvReader::State::take_broken(CsvRecord& record, std::string problem)
{
    record.cells.clear();
    record.problem = std::move(problem);
    const std::uint64_t looked_at = window.offset() + scanner.end();
    const std::size_t length = first_line_length();
    const bool looks_again = window.offset() + length < looked_at;
    if (looks_again && ++recoveries > kMaxCsvQuoteRecoveries) {
        record.problem += fmt::format("; after {} such records the rest of the file is left out",
                                      kMaxCsvQuoteRecoveries);
        take_rest();
        return;
    }
    const bool was_cut = window.offset() != record.first_byte;
    if (!was_cut && length <= kMaxCsvRecordBytes) {
        keep_line(record, window.bytes().substr(0, length));
    }
    window.consume(length);
    ++line;
}

/// Bytes of the physical line at the front, its end included. A line longer than a record may be
/// is consumed but for its last piece.
std::size_t CsvReader::State::first_line_length()
{
    while (true) {
        const std::string_view bytes = window.bytes();
        const std::size_t end = line_end_in(bytes);
        if (end == std::string_view::npos && !window.at_end()) {
            if (bytes.size() > kMaxCsvRecordBytes) {
                window.consume(bytes.size());
            }
            window.fill();
        } else if (end == std::string_view::npos) {
            return bytes.size();
        } else if (bytes[end] == '\r' && end + 1 == bytes.size() && !window.at_end()) {
            window.fill();
        } else {
            return end + (bytes.substr(end, 2) == "\r\n" ? 2 : 1);
        }
    }
}

void CsvReader::State::take_rest()
{
    while (true) {
        const std::string_view bytes = window.bytes();
        line += static_cast<std::uint64_t>(std::count(bytes.begin(), bytes.end(), '\n'));
        window.consume(bytes.size());
        if (window.at_end()) {
            return;
        }
        window.fill();
    }
}

/// True where the bytes were taken for Windows-1252.
bool CsvReader::State::read_cells(CsvRecord& record, std::string_view bytes) const
{
    const bool as_windows_1252 = !is_utf8(bytes);
    const bool has_nul = bytes.find('\0') != std::string_view::npos;
    const auto& spans = scanner.cells();
    record.cells.resize(spans.size());
    bool text_after_quote = false;
    for (std::size_t i = 0; i < spans.size(); ++i) {
        std::string& cell = record.cells[i];
        CsvScanner::read(bytes, spans[i], cell);
        text_after_quote |= spans[i].form == CsvCellSpan::Form::text_after_quote;
        if (has_nul) {
            std::erase(cell, '\0');
        }
        if (as_windows_1252) {
            cell = utf8_from_windows_1252(cell);
        }
    }
    if (has_nul) {
        record.problem = "NUL characters stand in it; the file may be UTF-16 or damaged";
    } else if (text_after_quote) {
        record.problem = "text follows a closing quote; quotes inside a quoted cell are doubled";
    } else if (scanner.has_too_many_cells()) {
        keep_line(record, bytes);
        record.problem = fmt::format("it has more than {} cells", kMaxCsvColumns);
    } else {
        check_cell_count(record);
    }
    return as_windows_1252;
}

void CsvReader::State::check_cell_count(CsvRecord& record) const
{
    if (!header.empty() && record.cells.size() != header.size()) {
        record.problem = fmt::format(
            "it has {} cells where the header has {}; a delimiter or quote may be missing or too "
            "many",
            record.cells.size(), header.size());
    }
}

CsvReader::CsvReader(ByteSource source, CsvReadOptions options)
    : m_state(std::make_unique<State>(std::move(source), std::move(options)))
{
    m_state->read_header();
}

CsvReader::~CsvReader() = default;
CsvReader::CsvReader(CsvReader&&) noexcept = default;
CsvReader& CsvReader::operator=(CsvReader&&) noexcept = default;

const std::vector<std::string>& CsvReader::header() const { return m_state->header; }
const std::vector<std::string>& CsvReader::header_as_written() const
{
    return m_state->header_as_written;
}
bool CsvReader::next(CsvRecord& record) { return m_state->next(record); }
std::uint64_t CsvReader::converted_records() const { return m_state->converted; }
std::uint64_t CsvReader::empty_lines() const { return m_state->empty_lines; }
std::uint64_t CsvReader::physical_lines() const { return m_state->window.lines(); }
std::uint64_t CsvReader::bytes_read() const { return m_state->window.offset(); }

expected<std::size_t> CsvReader::column(std::string_view column_name) const
{
    const std::vector<std::string>& header = m_state->header;
    const auto place_of = [&](auto&& matches) {
        std::vector<std::size_t> places;
        for (std::size_t i = 0; i < header.size(); ++i) {
            if (matches(header[i])) {
                places.push_back(i);
            }
        }
        return places;
    };
    auto places = place_of([&](const std::string& name) { return name == column_name; });
    if (places.empty()) {
        const std::string wanted = normalised(column_name);
        places = place_of([&](const std::string& name) { return normalised(name) == wanted; });
    }
    if (places.size() == 1) {
        return places.front();
    }
    const std::string& file = m_state->options.name;
    if (!places.empty()) {
        return fail(fmt::format("{}: {} columns are named \"{}\"; rename all but one", file,
                                places.size(), column_name));
    }
    const std::string nearest = nearest_name(column_name, header);
    return fail(nearest.empty() ? fmt::format("{}: there is no column \"{}\"; there are: {}", file,
                                              column_name, fmt::join(header, ", "))
                                : fmt::format("{}: there is no column \"{}\"; did you mean \"{}\"?",
                                              file, column_name, nearest));
}

std::optional<std::size_t> CsvReader::find_column(std::string_view column_name) const
{
    const auto place = column(column_name);
    return place ? std::optional(*place) : std::nullopt;
}

bool looks_like_header(std::span<const std::string> cells, std::span<const std::string> expected)
{
    std::vector<std::string> names;
    names.reserve(cells.size());
    for (const std::string& cell : cells) {
        names.push_back(normalised(cell));
    }
    const auto found = std::count_if(expected.begin(), expected.end(), [&](const auto& name) {
        return std::find(names.begin(), names.end(), normalised(name)) != names.end();
    });
    return static_cast<std::size_t>(found) * 2 >= expected.size();
}

}  // namespace heatward::tabular
