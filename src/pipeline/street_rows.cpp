#include "street_rows.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "heatward/gis/virtual_file.hpp"
#include "heatward/pipeline/source_supply.hpp"
#include "heatward/pipeline/street_files.hpp"
#include "heatward/tabular/text_encoding.hpp"

namespace heatward::pipeline {
namespace {

constexpr std::uint64_t kRowsPerStep = 4096;

const std::vector<std::string>& street_columns()
{
    static const std::vector<std::string> columns{"Crime ID",
                                                  "Month",
                                                  "Reported by",
                                                  "Falls within",
                                                  "Longitude",
                                                  "Latitude",
                                                  "Location",
                                                  "LSOA code",
                                                  "LSOA name",
                                                  "Crime type",
                                                  "Last outcome category",
                                                  "Context"};
    return columns;
}

tabular::CsvReader open_csv(const InputFile& file)
{
    auto stream = std::make_shared<gis::VirtualFile>(file.path);
    tabular::CsvReadOptions options;
    options.name = file.name;
    options.expected_columns = street_columns();
    options.multi_line_fields = tabular::MultiLineFields::refused;
    return tabular::CsvReader([stream](std::span<char> bytes) { return stream->read(bytes); },
                              options);
}

std::size_t column_of(const tabular::CsvReader& csv, std::string_view name)
{
    const auto column = csv.column(name);
    if (!column) {
        throw DataError(column.error().message);
    }
    return *column;
}

StreetColumns find_columns(const tabular::CsvReader& csv)
{
    return {column_of(csv, "Crime ID"), column_of(csv, "Month"), column_of(csv, "Longitude"),
            column_of(csv, "Latitude"), column_of(csv, "Crime type")};
}

/// The publisher's column for a failed clue.
std::string column_name(const std::string& clue)
{
    return clue == "lon" ? "Longitude" : clue == "lat" ? "Latitude" : clue;
}

std::string joined_columns(const std::vector<std::string>& clues)
{
    std::string joined;
    for (const std::string& clue : clues) {
        joined += (joined.empty() ? "" : "; ") + column_name(clue);
    }
    return joined;
}

geocode::CoordinateLocatorOptions locator_options(const SourceContext& context)
{
    geocode::CoordinateLocatorOptions options;
    options.project = [projection = context.projection](LonLat place) {
        return projection->from_lonlat(place);
    };
    options.is_in_study_area = context.is_in_study_area;
    options.level = MatchLevel::masked;
    options.uncertainty_m = geocode::kStreetMaskUncertainty_m;
    return options;
}

}  // namespace

void require_street_columns(const InputFile& file)
{
    static_cast<void>(find_columns(open_csv(file)));
}

StreetRows::StreetRows(const SourceContext& context,
                       const std::optional<std::vector<Month>>& supplied)
    : m_context(context),
      m_supplied(supplied),
      m_categories(*context.project, context.project->sources.at(context.source_index)),
      m_locator(locator_options(context))
{
}

bool StreetRows::is_supplied(Month month) const
{
    return !m_supplied || std::binary_search(m_supplied->begin(), m_supplied->end(), month);
}

void StreetRows::take(const tabular::CsvRecord& record, const StreetColumns& columns)
{
    m_ledger.begin_row();
    if (!record.problem.empty()) {
        m_ledger.reject(record.problem, "");
        return;
    }
    m_ledger.note_words(std::string(tabular::trimmed(record.cells[columns.crime_type])));
    const auto month = parse_month(tabular::trimmed(record.cells[columns.month]));
    if (!month) {
        m_ledger.reject("month is not YYYY-MM", "Month");
        return;
    }
    m_ledger.note_month(*month);
    if (m_file_month && *month != *m_file_month) {
        m_ledger.reject("month is not that of the file's name", "Month");
        return;
    }
    if (!is_supplied(*month)) {
        m_ledger.reject("month is not supplied by every force of the source", "Month");
        return;
    }
    locate(record, columns, *month);
}

void StreetRows::locate(const tabular::CsvRecord& record, const StreetColumns& columns, Month month)
{
    geocode::LocationClues clues;
    clues.lon = record.cells[columns.longitude];
    clues.lat = record.cells[columns.latitude];
    const geocode::Match match = m_locator.locate(clues);
    const std::string words(tabular::trimmed(record.cells[columns.crime_type]));
    Incident incident;
    incident.source = m_context.source_index;
    incident.category = m_categories.find(words);
    incident.time = start_of(month);
    incident.precision = TimePrecision::month;
    if (!match.position) {
        m_ledger.reject_unlocated({incident.category, incident.time, incident.precision},
                                  match.reason, joined_columns(match.fields));
        return;
    }
    const std::string crime_id(tabular::trimmed(record.cells[columns.crime_id]));
    if (!m_ledger.is_new(crime_id)) {
        m_ledger.reject("Crime ID stands in a used row before", "Crime ID");
        return;
    }
    m_ledger.use(incident, match, crime_id, words);
}

void StreetRows::read_file(const InputFile& file, Progress& progress)
{
    m_ledger.begin_file(file.name);
    const auto file_name = street_file_name(file.name);
    m_file_month = file_name ? std::optional(file_name->month) : std::nullopt;
    tabular::CsvReader csv = open_csv(file);
    const StreetColumns columns = find_columns(csv);
    std::uint64_t bytes_said = 0;
    const auto say_bytes = [&] {
        progress.advance(csv.bytes_read() - bytes_said);
        bytes_said = csv.bytes_read();
    };
    tabular::CsvRecord record;
    while (csv.next(record)) {
        take(record, columns);
        if (m_ledger.rows_in() % kRowsPerStep == 0) {
            say_bytes();
        }
    }
    say_bytes();
    if (m_ledger.rows_in_file() == 0) {
        m_ledger.warn(fmt::format(
            "{}: holds no row below its header{}", file.name,
            m_file_month && is_supplied(*m_file_month) ? "; its month counts as supplied" : ""));
    }
    m_ledger.end_file(csv.physical_lines(), csv.converted_records());
}

/// Of a file whose name says no month: those of its used rows.
std::vector<Month> StreetRows::periods_of_rows()
{
    const auto& by_month = m_ledger.rows().by_month;
    std::vector<Month> periods;
    for (const auto& [month, figures] : by_month) {
        if (figures.rows_used > 0) {
            periods.push_back(month);
        }
    }
    if (by_month.empty()) {
        return periods;
    }
    const auto missing = months_not_supplied(
        periods, {start_of(by_month.begin()->first), start_of(by_month.rbegin()->first.next()),
                  TimePrecision::month});
    if (!missing.empty()) {
        m_ledger.warn(
            fmt::format("{}: holds no usable row of {}, among the months of its rows; these count "
                        "as not supplied",
                        m_ledger.file(), month_runs(missing)));
    }
    return periods;
}

SourceRows StreetRows::finish()
{
    std::vector<Month> periods = m_supplied ? *m_supplied : periods_of_rows();
    return m_ledger.finish(std::move(periods), "longitude and latitude");
}

}  // namespace heatward::pipeline
