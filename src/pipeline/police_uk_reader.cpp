#include "heatward/pipeline/police_uk_reader.hpp"

#include <algorithm>
#include <filesystem>
#include <set>
#include <unordered_set>

#include <fmt/format.h>

#include "heatward/geocode/coordinate_locator.hpp"
#include "heatward/gis/virtual_file.hpp"
#include "heatward/project/category_match.hpp"
#include "heatward/tabular/csv_reader.hpp"
#include "heatward/tabular/text_encoding.hpp"

namespace heatward::pipeline {
namespace {

constexpr std::string_view kStreetEnding = "-street.csv";
constexpr std::size_t kMonthLength = 7;
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

std::string base_name(const std::string& name)
{
    return std::filesystem::path(name).filename().string();
}

tabular::CsvReader open_csv(const InputFile& file)
{
    auto stream = std::make_shared<gis::VirtualFile>(file.path);
    tabular::CsvReadOptions options;
    options.name = file.name;
    options.expected_columns = street_columns();
    return tabular::CsvReader([stream](std::span<char> bytes) { return stream->read(bytes); },
                              options);
}

/// Where the columns that are read stand in one file.
struct StreetColumns {
    std::size_t crime_id;
    std::size_t month;
    std::size_t longitude;
    std::size_t latitude;
    std::size_t crime_type;
};

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

/// Takes the records of one source, file by file.
class StreetRows {
public:
    explicit StreetRows(const SourceContext& context)
        : m_context(context),
          m_categories(*context.project, context.project->sources.at(context.source_index)),
          m_locator(locator_options(context))
    {
    }

    void read_file(const InputFile& file, Progress& progress);
    SourceRows finish();

private:
    void take(const tabular::CsvRecord& record, const StreetColumns& columns);
    void locate(const tabular::CsvRecord& record, const StreetColumns& columns, Month month);
    void use(const tabular::CsvRecord& record, const StreetColumns& columns, Month month,
             const geocode::Match& match);
    void reject(std::string reason, std::string fields);
    [[nodiscard]] std::uint64_t row_in_file() const { return m_rows.rows_in - m_rows_before_file; }

    SourceContext m_context;
    project::CategoryMatch m_categories;
    geocode::CoordinateLocator m_locator;
    SourceRows m_rows;
    std::unordered_set<std::string> m_crime_ids;
    std::set<Month> m_periods;
    std::string m_file;
    std::uint64_t m_rows_before_file = 0;
    std::string m_first_swapped;  ///< where it stands
    std::optional<Month> m_file_month;
};

void StreetRows::reject(std::string reason, std::string fields)
{
    ++m_rows.by_reason[reason];
    m_rows.rejected.push_back({row_in_file(), m_file, std::move(reason), std::move(fields)});
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
    m_periods.insert(*month);
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
    incident.row = static_cast<std::uint32_t>(m_rows.rows_in);
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
    m_file_month = street_file_month(file.name);
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
    m_rows.files.push_back({file.name, m_rows_before_file + 1, rows});
    if (m_file_month) {
        m_periods.insert(*m_file_month);
    }
    if (rows == 0) {
        m_rows.warnings.push_back(fmt::format(
            "{}: holds no row below its header; its month counts as supplied", file.name));
    }
    if (csv.converted_records() > 0) {
        m_rows.warnings.push_back(fmt::format(
            "{}: {} not UTF-8 and read as Windows-1252", file.name,
            csv.converted_records() == 1 ? "1 row is"
                                         : fmt::format("{} rows are", csv.converted_records())));
    }
}

SourceRows StreetRows::finish()
{
    m_rows.periods.assign(m_periods.begin(), m_periods.end());
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

}  // namespace

std::optional<Month> street_file_month(const std::string& name)
{
    const std::string base = base_name(name);
    if (base.size() <= kMonthLength + kStreetEnding.size() || base[kMonthLength] != '-' ||
        !base.ends_with(kStreetEnding)) {
        return std::nullopt;
    }
    const auto month = parse_month(std::string_view(base).substr(0, kMonthLength));
    return month ? std::optional<Month>(*month) : std::nullopt;
}

PoliceUkReader::PoliceUkReader(const project::Project& project, const project::Source& source)
    : m_source_id(source.id), m_files(expand_path(project, source.path))
{
    if (!is_plain_file(project, source.path)) {
        std::erase_if(m_files, [](const InputFile& file) { return !street_file_month(file.name); });
    }
    if (m_files.empty()) {
        throw DataError(
            fmt::format("{}: holds no street-level file; expected are names like "
                        "2025-01/2025-01-cambridgeshire-street.csv",
                        project.resolve(source.path)));
    }
    // By month and force, whatever folder or archive they stand in.
    std::stable_sort(m_files.begin(), m_files.end(), [](const InputFile& a, const InputFile& b) {
        return base_name(a.name) < base_name(b.name);
    });
    drop_repeated_files();
}

void PoliceUkReader::drop_repeated_files()
{
    std::vector<InputFile> kept;
    for (InputFile& file : m_files) {
        if (kept.empty() || base_name(kept.back().name) != base_name(file.name)) {
            kept.push_back(std::move(file));
            continue;
        }
        if (gis::file_sha256(kept.back().path) != gis::file_sha256(file.path)) {
            throw DataError(
                fmt::format("source \"{}\" holds two different files of one name, {} "
                            "and {}; keep the newer one",
                            m_source_id, kept.back().name, file.name));
        }
        m_warnings.push_back(
            fmt::format("{}: equals {} and was not read again", file.name, kept.back().name));
    }
    m_files = std::move(kept);
}

std::vector<SourceProblem> PoliceUkReader::problems() const
{
    std::vector<SourceProblem> problems;
    for (const InputFile& file : m_files) {
        try {
            static_cast<void>(find_columns(open_csv(file)));
        } catch (const DataError& error) {
            problems.push_back({"path", error.what()});
        }
    }
    return problems;
}

std::optional<std::vector<Month>> PoliceUkReader::announced_periods() const
{
    std::set<Month> months;
    for (const InputFile& file : m_files) {
        const auto month = street_file_month(file.name);
        if (!month) {
            return std::nullopt;
        }
        months.insert(*month);
    }
    return std::vector<Month>(months.begin(), months.end());
}

SourceRows PoliceUkReader::read(const SourceContext& context, Progress& progress) const
{
    std::uint64_t bytes = 0;
    for (const InputFile& file : m_files) {
        bytes += gis::VirtualFile(file.path).size();
    }
    progress.begin(fmt::format("reading {}", m_source_id), bytes, "bytes");
    StreetRows rows(context);
    for (const InputFile& file : m_files) {
        rows.read_file(file, progress);
    }
    progress.end();
    SourceRows result = rows.finish();
    result.warnings.insert(result.warnings.begin(), m_warnings.begin(), m_warnings.end());
    if (result.rows_in == 0) {
        throw DataError(fmt::format("source \"{}\" holds no rows; look at {}", m_source_id,
                                    m_files.front().name));
    }
    return result;
}

}  // namespace heatward::pipeline
