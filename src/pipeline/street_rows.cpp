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

void StreetRows::reject(std::string reason, std::string fields)
{
    ++m_rows.by_reason[reason];
    m_rows.rejected.push_back({row_in_file(), m_file, std::move(reason), std::move(fields)});
}

bool StreetRows::is_supplied(Month month) const
{
    return !m_supplied || std::binary_search(m_supplied->begin(), m_supplied->end(), month);
}

void StreetRows::take(const tabular::CsvRecord& record, const StreetColumns& columns)
{
    ++m_rows.rows_in;
    if (!record.problem.empty()) {
        reject(record.problem, "");
        return;
    }
    ++m_rows.by_words[std::string(tabular::trimmed(record.cells[columns.crime_type]))];
    const auto month = parse_month(tabular::trimmed(record.cells[columns.month]));
    if (!month) {
        reject("month is not YYYY-MM", "Month");
        return;
    }
    ++m_rows.by_month[*month].rows_in;
    if (m_file_month && *month != *m_file_month) {
        reject("month is not that of the file's name", "Month");
        return;
    }
    if (!is_supplied(*month)) {
        reject("month is not supplied by every force of the source", "Month");
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
    if (!match.position) {
        reject(match.reason, joined_columns(match.fields));
        const std::uint16_t category = m_categories.find(record.cells[columns.crime_type]);
        m_rows.unlocated.push_back({category, start_of(month), TimePrecision::month});
        return;
    }
    const std::string crime_id(tabular::trimmed(record.cells[columns.crime_id]));
    if (!crime_id.empty() && !m_crime_ids.insert(crime_id).second) {
        reject("Crime ID stands in a used row before", "Crime ID");
        return;
    }
    use(record, columns, month, match);
}

void StreetRows::use(const tabular::CsvRecord& record, const StreetColumns& columns, Month month,
                     const geocode::Match& match)
{
    Incident incident;
    incident.row = static_cast<std::uint32_t>(row_in_file());
    incident.file = static_cast<std::uint32_t>(m_rows.files.size());
    incident.source = m_context.source_index;
    incident.category = m_categories.find(record.cells[columns.crime_type]);
    incident.position = *match.position;
    incident.time = start_of(month);
    incident.precision = TimePrecision::month;
    incident.level = match.level;
    incident.uncertainty_m = static_cast<float>(match.uncertainty_m);
    incident.in_study_area = !match.is_outside_study_area;
    m_rows.used.push_back(incident);
    ++m_rows.by_month[month].rows_used;
    if (match.is_swapped && ++m_rows.swapped == 1) {
        m_first_swapped = fmt::format("row {} of {}", row_in_file(), m_file);
    }
    m_rows.outside_study_area += match.is_outside_study_area ? 1 : 0;
    if (incident.category == kNoCategory) {
        ++m_rows.uncategorised[std::string(tabular::trimmed(record.cells[columns.crime_type]))];
    }
}

void StreetRows::read_file(const InputFile& file, Progress& progress)
{
    m_file = file.name;
    const auto file_name = street_file_name(file.name);
    m_file_month = file_name ? std::optional(file_name->month) : std::nullopt;
    tabular::CsvReader csv = open_csv(file);
    const StreetColumns columns = find_columns(csv);
    m_rows_before_file = m_rows.rows_in;
    std::uint64_t bytes_said = 0;
    const auto say_bytes = [&] {
        progress.advance(csv.bytes_read() - bytes_said);
        bytes_said = csv.bytes_read();
    };
    tabular::CsvRecord record;
    while (csv.next(record)) {
        take(record, columns);
        if (m_rows.rows_in % kRowsPerStep == 0) {
            say_bytes();
        }
    }
    say_bytes();
    const std::uint64_t rows = row_in_file();
    m_rows.files.push_back({file.name, rows, csv.physical_lines()});
    if (rows == 0) {
        m_rows.warnings.push_back(fmt::format(
            "{}: holds no row below its header{}", file.name,
            m_file_month && is_supplied(*m_file_month) ? "; its month counts as supplied" : ""));
    }
    if (csv.converted_records() > 0) {
        m_rows.warnings.push_back(fmt::format(
            "{}: {} not UTF-8 and read as Windows-1252", file.name,
            csv.converted_records() == 1 ? "1 row is"
                                         : fmt::format("{} rows are", csv.converted_records())));
    }
}

/// Of a file whose name says no month.
void StreetRows::take_periods_from_rows()
{
    for (const auto& [month, figures] : m_rows.by_month) {
        if (figures.rows_used > 0) {
            m_rows.periods.push_back(month);
        }
    }
    if (m_rows.by_month.empty()) {
        return;
    }
    const auto missing = months_not_supplied(
        m_rows.periods, {start_of(m_rows.by_month.begin()->first),
                         start_of(m_rows.by_month.rbegin()->first.next()), TimePrecision::month});
    if (!missing.empty()) {
        m_rows.warnings.push_back(
            fmt::format("{}: holds no usable row of {}, among the months of its rows; these count "
                        "as not supplied",
                        m_file, month_runs(missing)));
    }
}

SourceRows StreetRows::finish()
{
    if (m_supplied) {
        m_rows.periods = *m_supplied;
    } else {
        take_periods_from_rows();
    }
    if (m_rows.swapped > 0) {
        m_rows.warnings.push_back(
            m_rows.swapped == 1
                ? fmt::format("1 row has longitude and latitude in each other's place, {}; it was "
                              "read so",
                              m_first_swapped)
                : fmt::format("{} rows have longitude and latitude in each other's place, the "
                              "first of them {}; they were read so",
                              m_rows.swapped, m_first_swapped));
    }
    return std::move(m_rows);
}

}  // namespace heatward::pipeline
