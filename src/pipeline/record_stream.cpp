#include "record_stream.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <utility>

#include <fmt/format.h>

#include "continued_lines.hpp"
#include "heatward/core/connection_string.hpp"
#include "heatward/core/error.hpp"
#include "heatward/gis/record_source.hpp"
#include "heatward/tabular/csv_reader.hpp"
#include "heatward/tabular/text_encoding.hpp"
#include "text_table.hpp"

namespace heatward::pipeline {
namespace {

class CsvStream final : public RecordStream {
public:
    explicit CsvStream(const RecordStreamOptions& options)
        : m_csv(open_text_table(options.path, options.name))
    {
        for (const std::string& name : options.columns) {
            const auto column = m_csv.column(name);
            if (!column) {
                throw DataError(column.error().message);
            }
            m_places.push_back(*column);
        }
    }

    bool next(StreamRecord& record) override
    {
        if (!m_csv.next(m_record)) {
            return false;
        }
        record.problem = m_record.problem;
        record.cells.clear();
        if (record.problem.empty()) {
            m_continued_lines += continued_lines(m_record.cells);
            for (const std::size_t place : m_places) {
                record.cells.push_back(m_record.cells[place]);
            }
        }
        return true;
    }

    [[nodiscard]] std::uint64_t bytes_read() const override { return m_csv.bytes_read(); }
    [[nodiscard]] std::optional<std::uint64_t> rows_held() const override
    {
        return m_csv.physical_lines() - m_continued_lines;
    }
    [[nodiscard]] std::uint64_t converted_records() const override
    {
        return m_csv.converted_records();
    }

private:
    tabular::CsvReader m_csv;
    std::vector<std::size_t> m_places;
    tabular::CsvRecord m_record;
    std::uint64_t m_continued_lines = 0;
};

class GdalStream final : public RecordStream {
public:
    explicit GdalStream(const RecordStreamOptions& options)
        : m_source(options.path, {options.layer, options.columns, options.projection}),
          m_rows_held(m_source.known_size())
    {
        for (std::size_t i = 0; i < options.columns.size(); ++i) {
            m_is_date.push_back(m_source.is_date(i));
        }
    }

    bool next(StreamRecord& record) override
    {
        if (!m_source.next(m_record)) {
            return false;
        }
        record.problem.clear();
        record.is_of_gdal = true;
        record.is_date = m_is_date;
        record.cells = m_record.cells;
        record.point = m_record.point;
        return true;
    }

    [[nodiscard]] std::uint64_t bytes_read() const override { return 0; }
    [[nodiscard]] std::optional<std::uint64_t> rows_held() const override { return m_rows_held; }

private:
    gis::RecordSource m_source;
    std::optional<std::uint64_t> m_rows_held;
    std::vector<bool> m_is_date;
    gis::AttributeRecord m_record;
};

/// A database gives its rows in whatever order it likes: sorted by their cells they are the same
/// rows, and have the same numbers, each time.
class SortedStream final : public RecordStream {
public:
    explicit SortedStream(RecordStream& stream)
    {
        StreamRecord record;
        while (stream.next(record)) {
            m_records.push_back(record);
        }
        m_rows_held = stream.rows_held();
        std::sort(m_records.begin(), m_records.end(),
                  [](const StreamRecord& a, const StreamRecord& b) {
                      return a.cells != b.cells ? a.cells < b.cells : place_of(a) < place_of(b);
                  });
    }

    bool next(StreamRecord& record) override
    {
        if (m_next == m_records.size()) {
            return false;
        }
        record = m_records[m_next++];
        return true;
    }

    [[nodiscard]] std::uint64_t bytes_read() const override { return 0; }
    [[nodiscard]] std::optional<std::uint64_t> rows_held() const override { return m_rows_held; }

private:
    static std::pair<double, double> place_of(const StreamRecord& record)
    {
        return record.point ? std::pair{record.point->x, record.point->y} : std::pair{0.0, 0.0};
    }

    std::vector<StreamRecord> m_records;
    std::size_t m_next = 0;
    std::optional<std::uint64_t> m_rows_held;
};

}  // namespace

bool is_text_table(const std::string& name)
{
    constexpr std::array<std::string_view, 3> endings{".csv", ".tsv", ".txt"};
    const std::string end = tabular::ascii_lower(std::filesystem::path(name).extension().string());
    return std::find(endings.begin(), endings.end(), end) != endings.end();
}

RecordHeader read_header(const RecordStreamOptions& options)
{
    if (is_text_table(options.name)) {
        return {open_text_table(options.path, options.name).header(), false};
    }
    gis::RecordColumns columns = gis::record_columns(options.path, options.layer);
    return {std::move(columns.names), columns.has_geometry};
}

std::unique_ptr<RecordStream> open_records(const RecordStreamOptions& options)
{
    if (is_text_table(options.name)) {
        return std::make_unique<CsvStream>(options);
    }
    auto stream = std::make_unique<GdalStream>(options);
    if (is_connection_string(options.path)) {
        return std::make_unique<SortedStream>(*stream);
    }
    return stream;
}

}  // namespace heatward::pipeline
