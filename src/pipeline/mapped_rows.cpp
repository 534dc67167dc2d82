#include "mapped_rows.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "heatward/geocode/clue_text.hpp"
#include "heatward/geocode/great_britain.hpp"
#include "heatward/pipeline/source_supply.hpp"
#include "heatward/tabular/text_encoding.hpp"
#include "source_cascade.hpp"
#include "stated_time.hpp"

namespace heatward::pipeline {
namespace {

/// Below this share of the median month's rows, a month is said to be thin.
constexpr double kThinMonthShare = 0.1;

constexpr WallMinutes kMinutesPerDay = 1440;

/// Longer texts are no kind of incident.
constexpr std::size_t kLongestWords = 80;

/// Throws DataError naming the key where there is no value.
template <class T>
T require(expected<T> value, const project::Source& source, std::string_view key)
{
    if (!value) {
        throw DataError(fmt::format("sources.{}.{}: {}", source.id, key, value.error().message));
    }
    return std::move(*value);
}

TimeZone source_zone(const project::Project& project, const project::Source& source)
{
    return require(TimeZone::find(source.timezone.empty() ? project.timezone : source.timezone),
                   source, "timezone");
}

/// The project file's names of the clues that failed, as its columns.
std::string column_names(const project::Source& source, const std::vector<std::string>& clues)
{
    const project::SourceFields& fields = source.fields;
    std::string names;
    const auto add = [&](const std::string& name) {
        if (!name.empty()) {
            names += (names.empty() ? "" : "; ") + name;
        }
    };
    for (const std::string& clue : clues) {
        if (clue == "location") {
            std::for_each(fields.location.begin(), fields.location.end(), add);
        } else {
            add(clue == "lon"              ? fields.lon
                : clue == "lat"            ? fields.lat
                : clue == "x"              ? fields.x
                : clue == "y"              ? fields.y
                : clue == "grid_reference" ? fields.grid_reference
                : clue == "uprn"           ? fields.uprn
                                           : fields.postcode);
        }
    }
    return names;
}

}  // namespace

MappedRows::MappedRows(const SourceContext& context)
    : m_context(context),
      m_source(context.project->sources.at(context.source_index)),
      m_columns(mapped_columns(m_source)),
      m_categories(*context.project, m_source),
      m_format(require(tabular::TimeFormat::parse(m_source.time_format), m_source, "time_format")),
      m_project_zone(require(TimeZone::find(context.project->timezone), m_source, "timezone")),
      m_source_zone(source_zone(*context.project, m_source)),
      m_cascade(source_cascade(context))
{
    // A hospital's free text may hold a name or a home postcode, however many rows repeat it.
    if (m_source.kind != "health") {
        m_ledger.list_unmatched(least_listed_rows(*context.project, m_source));
    }
}

void MappedRows::take(const StreamRecord& record)
{
    m_ledger.begin_row();
    if (!record.problem.empty()) {
        m_ledger.reject(record.problem, "");
        return;
    }
    const std::string words(tabular::trimmed(record.cells[m_columns.category]));
    m_ledger.note_words(words);
    const auto time = read_time(record);
    if (!time) {
        return;
    }
    const std::string id =
        m_columns.id ? std::string(tabular::trimmed(record.cells[*m_columns.id])) : std::string();
    if (!m_ledger.is_new(id)) {
        m_ledger.reject("identifier stands in a used row before", m_source.fields.id);
        return;
    }
    Incident incident;
    incident.source = m_context.source_index;
    incident.category = m_categories.find(words);
    incident.time = time->time;
    incident.precision = time->precision;
    const geocode::Match match = locate(record);
    if (!match.position) {
        if (m_stated_midnight) {
            m_midnights.unlocated.push_back({m_ledger.rows().unlocated.size(), *m_stated_midnight});
        }
        m_ledger.note_unmatched(m_location);
        m_ledger.reject_unlocated(
            {incident.category, incident.time, incident.precision, match.level}, match.reason,
            column_names(m_source, match.fields));
        return;
    }
    if (m_stated_midnight) {
        m_midnights.used.push_back({m_ledger.rows().used.size(), *m_stated_midnight});
    }
    m_ledger.use(incident, match, id, words);
}

std::optional<tabular::StatedTime> MappedRows::read_time(const StreamRecord& record)
{
    const std::string& column = m_source.fields.time;
    auto time = read_stated_time(m_format, record, m_columns.time);
    if (!time) {
        m_ledger.reject(time.error().message, column);
        return std::nullopt;
    }
    const bool has_time_of_day = time->precision <= TimePrecision::hour;
    const bool is_midnight =
        time->precision == TimePrecision::minute && time->time % kMinutesPerDay == 0;
    m_stated_midnight = is_midnight ? std::optional(time->time) : std::nullopt;
    if (time->utc_offset_minutes && has_time_of_day) {
        time->time = m_project_zone.wall_time(time->time - *time->utc_offset_minutes);
    } else if (has_time_of_day) {
        const WallClockReading reading = m_source_zone.classify(time->time);
        if (reading == WallClockReading::skipped) {
            m_first_skipped = ++m_skipped == 1 ? m_ledger.place() : m_first_skipped;
            m_ledger.reject("time does not exist: the clocks went forward over it", column);
            return std::nullopt;
        }
        m_repeated += reading == WallClockReading::repeated ? 1 : 0;
        if (m_source_zone.name() != m_project_zone.name()) {
            time->time = m_project_zone.wall_time(m_source_zone.utc_time(time->time));
        }
    }
    const Month month = month_of(time->time);
    m_ledger.note_month(month);
    if (time->time >= m_context.first_future_minute) {
        m_ledger.reject("time is after the day of the build", column);
        return std::nullopt;
    }
    if (std::binary_search(m_source.missing_periods.begin(), m_source.missing_periods.end(),
                           month)) {
        m_ledger.reject("month is declared missing (missing_periods)", column);
        return std::nullopt;
    }
    return *time;
}

geocode::Match MappedRows::locate(const StreamRecord& record)
{
    const auto cell = [&](const std::optional<std::size_t>& place) {
        return place ? std::string_view(record.cells[*place]) : std::string_view();
    };
    m_location.clear();
    for (const std::size_t place : m_columns.location) {
        if (!geocode::is_blank(record.cells[place])) {
            m_location += (m_location.empty() ? "" : ", ") + record.cells[place];
        }
    }
    geocode::LocationClues clues;
    clues.lon = cell(m_columns.lon);
    clues.lat = cell(m_columns.lat);
    clues.x = cell(m_columns.x);
    clues.y = cell(m_columns.y);
    clues.grid_reference = cell(m_columns.grid_reference);
    clues.uprn = cell(m_columns.uprn);
    clues.postcode = cell(m_columns.postcode);
    clues.location = m_location;
    if (!record.point) {
        return m_cascade.locate(clues);
    }
    return match_of_geometry(*record.point, m_context);
}

void MappedRows::say_clock_changes()
{
    if (m_skipped > 0) {
        m_ledger.warn(fmt::format(
            "{} in the hour over which the clocks of {} go forward, the first of them {}: is the "
            "source's clock another one? Then say timezone = \"UTC\" (or its own) in its table",
            m_skipped == 1 ? "1 time lies" : fmt::format("{} times lie", m_skipped),
            m_source_zone.name(), m_first_skipped));
    }
    if (m_repeated > 0) {
        m_ledger.warn(fmt::format(
            "{} in the hour that the clocks of {} show twice; which of the two is not known, and "
            "does not matter to figures by the wall clock",
            m_repeated == 1 ? "1 time lies" : fmt::format("{} times lie", m_repeated),
            m_source_zone.name()));
    }
}

/// A month with far fewer rows than the others was hardly supplied whole.
void MappedRows::say_thin_months()
{
    std::vector<std::uint64_t> counts;
    for (const auto& [month, figures] : m_ledger.rows().by_month) {
        if (figures.rows_used > 0) {
            counts.push_back(figures.rows_used);
        }
    }
    if (counts.empty()) {
        return;
    }
    const auto middle = counts.begin() + static_cast<std::ptrdiff_t>(counts.size() / 2);
    std::nth_element(counts.begin(), middle, counts.end());
    std::vector<Month> thin;
    for (const auto& [month, figures] : m_ledger.rows().by_month) {
        if (figures.rows_used > 0 && static_cast<double>(figures.rows_used) <
                                         kThinMonthShare * static_cast<double>(*middle)) {
            thin.push_back(month);
        }
    }
    if (!thin.empty()) {
        m_ledger.warn(fmt::format(
            "{}: fewer than a tenth of the rows of a middling month ({}), yet supplied; where that "
            "is a stray row or a part of a month, name it in missing_periods",
            month_runs(thin), *middle));
    }
}

/// Words of no category that few rows have may be somebody's story rather than a kind of incident:
/// they are counted, not repeated.
void MappedRows::fold_rare_words(SourceRows& rows) const
{
    const std::uint64_t least = least_listed_rows(*m_context.project, m_source);
    const auto fold = [&](std::map<std::string, std::uint64_t>& counts) {
        std::uint64_t others = 0;
        for (auto it = counts.begin(); it != counts.end();) {
            const bool is_rare = it->second < least || it->first.size() > kLongestWords;
            if (!it->first.empty() && is_rare && m_categories.find(it->first) == kNoCategory) {
                others += it->second;
                it = counts.erase(it);
            } else {
                ++it;
            }
        }
        if (others > 0) {
            counts[std::string(kOtherWords)] += others;
        }
    };
    fold(rows.by_words);
    fold(rows.uncategorised);
}

SourceRows MappedRows::finish()
{
    say_clock_changes();
    say_thin_months();
    std::set<Month> months;
    for (const Incident& incident : m_ledger.rows().used) {
        months.insert(month_of(incident.time));
    }
    std::vector<Month> unplaced;
    for (const UnlocatedRow& row : m_ledger.rows().unlocated) {
        if (months.insert(month_of(row.time)).second) {
            unplaced.push_back(month_of(row.time));
        }
    }
    if (!unplaced.empty()) {
        std::sort(unplaced.begin(), unplaced.end());
        m_ledger.warn(
            fmt::format("no row of {} could be located, yet the rows count as supplied; "
                        "densities and rates over them are too low",
                        month_runs(unplaced)));
    }
    SourceRows rows = m_ledger.finish({months.begin(), months.end()}, "the two coordinates");
    coarsen_midnight_times(rows, m_midnights, m_source.fields.time);
    fold_rare_words(rows);
    return rows;
}

}  // namespace heatward::pipeline
