#include "heatward/pipeline/geocode_table.hpp"

#include <algorithm>
#include <mutex>
#include <numeric>
#include <optional>
#include <thread>
#include <utility>

#include <fmt/format.h>

#include "clue_columns.hpp"
#include "continued_lines.hpp"
#include "heatward/core/error.hpp"
#include "heatward/tabular/csv_writer.hpp"
#include "heatward/tabular/delimiter.hpp"
#include "heatward/tabular/text_encoding.hpp"
#include "located_row.hpp"
#include "ordered_batches.hpp"

namespace heatward::pipeline {
namespace {

constexpr std::size_t kBatchRows = 4096;
/// A batch ends with the row that reaches this: rows of megabytes are held a few at a time.
constexpr std::uint64_t kBatchBytes = std::uint64_t{4} << 20;
/// The memory of longer cells is not used again, as each row of a batch may have had one.
constexpr std::size_t kKeptCellBytes = 4096;
/// The first bytes, which say what parts the cells.
constexpr std::size_t kLookedAt = 65'536;
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

/// The bytes of a table as CsvReader wants them, and what their beginning says.
class TableBytes {
public:
    explicit TableBytes(tabular::ByteSource source) : m_source(std::move(source))
    {
        m_begin.resize(kLookedAt);
        std::size_t size = 0;
        for (std::size_t more = 1; more > 0 && size < m_begin.size(); size += more) {
            more = m_source(std::span(m_begin).subspan(size));
        }
        m_begin.resize(size);
    }

    [[nodiscard]] std::string_view begin() const { return {m_begin.data(), m_begin.size()}; }
    /// Known once the first line was read.
    [[nodiscard]] bool has_crlf() const { return m_has_crlf; }

    std::size_t read(std::span<char> bytes)
    {
        std::size_t count = 0;
        if (m_given < m_begin.size()) {
            count = std::min(bytes.size(), m_begin.size() - m_given);
            std::copy_n(m_begin.begin() + static_cast<std::ptrdiff_t>(m_given), count,
                        bytes.begin());
            m_given += count;
        } else {
            count = m_source(bytes);
        }
        look_for_line_end({bytes.data(), count});
        return count;
    }

private:
    void look_for_line_end(std::string_view bytes)
    {
        if (m_has_line_end || bytes.empty()) {
            return;
        }
        const std::size_t feed = bytes.find('\n');
        m_has_line_end = feed != std::string_view::npos;
        m_has_crlf = m_has_line_end && (feed > 0 ? bytes[feed - 1] : m_last) == '\r';
        m_last = bytes.back();
    }

    tabular::ByteSource m_source;
    std::vector<char> m_begin;
    std::size_t m_given = 0;
    char m_last = 0;
    bool m_has_line_end = false;
    bool m_has_crlf = false;
};

/// Rows that one thread has in hand.
struct Batch {
    std::vector<tabular::CsvRecord> records;  ///< `size` of them; the others are memory
    std::size_t size = 0;
    std::uint64_t end_byte = 0;
    std::string text;  ///< what becomes of them
    GeocodeSummary summary;
    std::uint64_t continued_lines = 0;
    std::string location;
};

/// Gives a broken record the header's width and loses none of its cells.
void fit_to_width(std::vector<std::string>& cells, std::size_t width, char delimiter)
{
    for (std::size_t i = width; i < cells.size(); ++i) {
        cells[width - 1] += delimiter;
        cells[width - 1] += cells[i];
    }
    cells.resize(width);
}

}  // namespace

std::uint64_t GeocodeSummary::located() const
{
    std::uint64_t count = 0;
    for (std::size_t i = 0; i < by_level.size(); ++i) {
        count += is_located(static_cast<MatchLevel>(i)) ? by_level[i] : 0;
    }
    return count;
}

double GeocodeSummary::hit_rate() const
{
    return rows == 0 ? 0 : static_cast<double>(located()) / static_cast<double>(rows);
}

struct GeocodeTable::State {
    State(tabular::ByteSource source, std::string table_name, const GeocodeColumns& wanted);

    void refuse_taken_names() const;
    void write_header(const Sink& sink) const;
    bool read(Batch& batch);
    void work(const TableLocator& locator, Batch& batch) const;
    void write(Batch& batch, const Sink& sink);
    void require_every_line() const;

    std::string name;
    std::shared_ptr<TableBytes> bytes;
    tabular::CsvWriteOptions format;
    tabular::CsvReader reader;
    ClueColumns columns;
    GeocodeSummary summary;
    std::uint64_t continued = 0;  ///< lines within cells
    std::uint64_t bytes_done = 0;
};

namespace {

tabular::CsvReader open_table(const std::shared_ptr<TableBytes>& bytes, const std::string& name,
                              char delimiter)
{
    tabular::CsvReadOptions options;
    options.name = name;
    options.delimiter = delimiter;
    return {[bytes](std::span<char> out) { return bytes->read(out); }, options};
}

}  // namespace

GeocodeTable::State::State(tabular::ByteSource source, std::string table_name,
                           const GeocodeColumns& wanted)
    : name(std::move(table_name)),
      bytes(std::make_shared<TableBytes>(std::move(source))),
      format{tabular::detect_delimiter(bytes->begin()), "\n", tabular::FormulaCells::escape},
      reader(open_table(bytes, name, format.delimiter)),
      columns(reader, name, wanted)
{
    format.line_end = bytes->has_crlf() ? "\r\n" : "\n";
    refuse_taken_names();
}

void GeocodeTable::State::refuse_taken_names() const
{
    for (const std::string& column : reader.header()) {
        const auto taken =
            std::find(kGeocodeColumns.begin(), kGeocodeColumns.end(), tabular::ascii_lower(column));
        if (taken != kGeocodeColumns.end()) {
            throw DataError(
                fmt::format("{}: has a column \"{}\" already, which would be appended; rename it "
                            "or take it out",
                            name, column));
        }
    }
}

void GeocodeTable::State::write_header(const Sink& sink) const
{
    std::string text(bytes->begin().starts_with(kByteOrderMark) ? kByteOrderMark : "");
    std::vector<std::string> names = reader.header_as_written();
    names.insert(names.end(), kGeocodeColumns.begin(), kGeocodeColumns.end());
    tabular::append_csv_record(text, names, format);
    sink(text);
}

bool GeocodeTable::State::read(Batch& batch)
{
    batch.size = 0;
    const std::uint64_t begin = reader.bytes_read();
    while (batch.size < kBatchRows && reader.bytes_read() - begin < kBatchBytes) {
        if (batch.size == batch.records.size()) {
            batch.records.emplace_back();
        }
        if (!reader.next(batch.records[batch.size])) {
            break;
        }
        ++batch.size;
    }
    batch.end_byte = reader.bytes_read();
    return batch.size > 0;
}

void GeocodeTable::State::work(const TableLocator& locator, Batch& batch) const
{
    batch.text.clear();
    batch.summary = {};
    batch.continued_lines = 0;
    for (std::size_t i = 0; i < batch.size; ++i) {
        tabular::CsvRecord& record = batch.records[i];
        geocode::Match match;
        if (record.problem.empty()) {
            batch.continued_lines += continued_lines(record.cells);
            match = locator.locator->locate(columns.clues(record.cells, batch.location));
        } else {
            if (batch.summary.broken++ == 0) {
                batch.summary.first_broken_line = record.line;
                batch.summary.first_problem = record.problem;
            }
            fit_to_width(record.cells, reader.header().size(), format.delimiter);
        }
        ++batch.summary.by_level[static_cast<std::size_t>(match.level)];
        batch.summary.swapped += match.is_swapped ? 1U : 0U;
        batch.summary.outside_study_area += match.is_outside_study_area ? 1U : 0U;
        for (std::size_t k = 0; k < record.cells.size(); ++k) {
            if (k > 0) {
                batch.text += format.delimiter;
            }
            tabular::append_csv_cell(batch.text, record.cells[k], format);
            if (record.cells[k].capacity() > kKeptCellBytes) {
                std::string().swap(record.cells[k]);  // assigning keeps the memory
            }
        }
        append_match(batch.text, match, locator.to_lonlat, format);
        batch.text += format.line_end;
    }
}

void GeocodeTable::State::write(Batch& batch, const Sink& sink)
{
    sink(batch.text);
    for (std::size_t i = 0; i < summary.by_level.size(); ++i) {
        summary.by_level[i] += batch.summary.by_level[i];
    }
    if (summary.broken == 0) {
        summary.first_broken_line = batch.summary.first_broken_line;
        summary.first_problem = batch.summary.first_problem;
    }
    summary.rows += batch.size;
    summary.broken += batch.summary.broken;
    summary.swapped += batch.summary.swapped;
    summary.outside_study_area += batch.summary.outside_study_area;
    continued += batch.continued_lines;
    bytes_done = batch.end_byte;
}

/// Where the reader gave up on quotes, rows would be missing.
void GeocodeTable::State::require_every_line() const
{
    const std::uint64_t held = reader.physical_lines() - continued;
    if (held != summary.rows) {
        throw DataError(fmt::format(
            "{}: holds {} rows, but only {} can be told apart (the first that cannot be read is on "
            "line {}: {}); look for quotes that are opened and not closed. No output file is "
            "written; "
            "what went to standard output is not the whole table",
            name, held, summary.rows, summary.first_broken_line, summary.first_problem));
    }
}

GeocodeTable::GeocodeTable(tabular::ByteSource source, std::string name,
                           const GeocodeColumns& wanted)
    : m_state(std::make_unique<State>(std::move(source), std::move(name), wanted))
{
}

GeocodeTable::~GeocodeTable() = default;

const GeocodeColumns& GeocodeTable::columns() const { return m_state->columns.names(); }

GeocodeSummary GeocodeTable::run(const std::vector<TableLocator>& locators, const Sink& sink,
                                 Progress& progress)
{
    State& state = *m_state;
    state.write_header(sink);
    const std::thread::id caller = std::this_thread::get_id();
    std::uint64_t bytes_said = 0;
    const auto say = [&] {
        progress.advance(state.bytes_done - std::exchange(bytes_said, state.bytes_done));
    };
    BatchSteps<Batch> steps;
    steps.read = [&](Batch& batch) { return state.read(batch); };
    steps.work = [&](std::size_t worker, Batch& batch) { state.work(locators.at(worker), batch); };
    steps.write = [&](Batch& batch) {
        state.write(batch, sink);
        if (std::this_thread::get_id() == caller) {
            say();
        }
    };
    work_in_batches(locators.size(), steps);
    say();
    state.require_every_line();
    state.summary.converted = state.reader.converted_records();
    return state.summary;
}

}  // namespace heatward::pipeline
