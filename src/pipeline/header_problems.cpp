#include "header_problems.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "heatward/core/nearest_name.hpp"
#include "heatward/project/personal_columns.hpp"
#include "heatward/tabular/text_encoding.hpp"
#include "heatward/tabular/time_format.hpp"
#include "listed_columns.hpp"
#include "mapped_columns.hpp"
#include "stated_time.hpp"

namespace heatward::pipeline {
namespace {

/// Rows that are looked at before a whole source is read.
constexpr int kSampledRows = 500;

bool has_column(const std::vector<std::string>& columns, const std::string& name)
{
    const std::string wanted = tabular::ascii_lower(tabular::trimmed(name));
    return std::any_of(columns.begin(), columns.end(), [&](const std::string& column) {
        return tabular::ascii_lower(tabular::trimmed(column)) == wanted;
    });
}

/// A spreadsheet whose first row is a title has one named column; GDAL numbers the others.
bool looks_like_a_title(const std::vector<std::string>& columns)
{
    const auto numbered = std::count_if(
        columns.begin(), columns.end(),
        [](const std::string& column) { return column.empty() || column.starts_with("Field"); });
    return columns.size() > 1 && numbered + 1 >= static_cast<std::ptrdiff_t>(columns.size());
}

void add_missing_columns(const std::string& file, const std::vector<std::string>& columns,
                         const std::vector<std::string>& wanted, const char* key,
                         std::vector<SourceProblem>& problems)
{
    for (const std::string& name : wanted) {
        if (has_column(columns, name)) {
            continue;
        }
        const std::string nearest = nearest_name(name, columns);
        const std::string remedy = nearest.empty() ? "its columns are " + listed_columns(columns)
                                                   : "did you mean \"" + nearest + "\"?";
        problems.push_back(
            {key, fmt::format("{}: there is no column \"{}\"; {}", file, name, remedy)});
    }
}

/// Nothing of a health source may be read from a column that identifies patients.
void add_personal_fields(const RecordStreamOptions& options, const project::Source& source,
                         std::vector<SourceProblem>& problems)
{
    for (const std::string& column : options.columns) {
        if (source.kind == "health" && project::is_personal_column(column)) {
            problems.push_back(
                {"fields",
                 fmt::format("column \"{}\" is named like one that identifies patients, and is "
                             "never read of a health source; take it out of fields",
                             column)});
        }
    }
}

void add_personal_columns(const std::string& file, const std::vector<std::string>& columns,
                          const project::Source& source, std::vector<SourceProblem>& problems)
{
    if (source.kind != "health") {
        return;
    }
    for (const std::string& column : personal_columns(columns, source)) {
        problems.push_back(
            {"drop", fmt::format("{}: column \"{}\" is named like one that identifies patients; "
                                 "write drop = [\"{}\"] (with what else is dropped) in the "
                                 "source's table, or take the column out of the extract",
                                 file, column, column)});
    }
}

/// How the first rows' times fit a format.
struct TimeSample {
    std::size_t stated = 0;
    std::size_t misfits = 0;
    std::string first_shape;  ///< of the first misfit
};

TimeSample sample_times(const RecordStreamOptions& options, const project::Source& source,
                        const tabular::TimeFormat& format)
{
    const auto stream = open_records(options);
    const std::size_t time = mapped_columns(source).time;
    TimeSample sample;
    StreamRecord record;
    for (int i = 0; i < kSampledRows && stream->next(record); ++i) {
        if (!record.problem.empty() || tabular::trimmed(record.cells[time]).empty()) {
            continue;
        }
        ++sample.stated;
        if (read_stated_time(format, record, time)) {
            continue;
        }
        if (++sample.misfits == 1) {
            sample.first_shape = tabular::shape_of(tabular::trimmed(record.cells[time]));
        }
    }
    return sample;
}

/// The pattern with day and month in each other's place.
std::string with_day_and_month_swapped(std::string pattern)
{
    for (std::size_t i = 0; i + 1 < pattern.size(); ++i) {
        if (pattern[i] == '%') {
            ++i;
            pattern[i] = pattern[i] == 'd' ? 'm' : pattern[i] == 'm' ? 'd' : pattern[i];
        }
    }
    return pattern;
}

/// One sentence where most of the first rows have times that the format does not read.
void add_unreadable_times(const RecordStreamOptions& options, const project::Source& source,
                          const tabular::TimeFormat& format, std::vector<SourceProblem>& problems)
{
    const TimeSample sample = sample_times(options, source, format);
    if (2 * sample.misfits < sample.stated || sample.misfits == 0) {
        return;
    }
    if (source.time_format.empty()) {
        problems.push_back(
            {"time_format",
             fmt::format("{}: times such as \"{}\" (every figure shown as 0) are not in ISO 8601; "
                         "say how they are written, for example time_format = \"%d/%m/%Y %H:%M\"",
                         options.name, sample.first_shape)});
        return;
    }
    std::string text = fmt::format(
        "{}: {} of the first {} times, such as \"{}\" (every figure shown as 0), are not as \"{}\" "
        "says",
        options.name, sample.misfits, sample.stated, sample.first_shape, source.time_format);
    const std::string swapped = with_day_and_month_swapped(source.time_format);
    const auto other = tabular::TimeFormat::parse(swapped);
    if (other && swapped != source.time_format &&
        2 * sample_times(options, source, *other).misfits < sample.stated) {
        text += fmt::format("; did you mean \"{}\"?", swapped);
    }
    problems.push_back({"time_format", std::move(text)});
}

}  // namespace

std::vector<std::string> personal_columns(const std::vector<std::string>& columns,
                                          const project::Source& source)
{
    std::vector<std::string> personal;
    for (const std::string& column : columns) {
        if (project::is_personal_column(column) && !has_column(source.drop, column)) {
            personal.push_back(column);
        }
    }
    return personal;
}

void add_header_problems(const RecordStreamOptions& options, const project::Source& source,
                         std::vector<SourceProblem>& problems)
{
    const std::size_t before = problems.size();
    const auto format = tabular::TimeFormat::parse(source.time_format);
    if (!format) {
        problems.push_back({"time_format", format.error().message});
    }
    const RecordHeader header = read_header(options);
    if (header.columns.empty()) {
        problems.push_back({"path", fmt::format("{}: has no columns; is it empty?", options.name)});
        return;
    }
    if (!is_text_table(options.name) && looks_like_a_title(header.columns)) {
        problems.push_back(
            {"path", fmt::format("{}: a title seems to stand above the column names; "
                                 "remove the rows above them",
                                 options.name)});
        return;
    }
    const bool names_any =
        std::any_of(options.columns.begin(), options.columns.end(),
                    [&](const std::string& name) { return has_column(header.columns, name); });
    const bool may_be_a_row =
        std::any_of(header.columns.begin(), header.columns.end(), may_be_contents);
    if (!names_any && may_be_a_row) {
        problems.push_back({"path", fmt::format("{}: its first row has {} cells, none of them a "
                                                "column that fields names; a header must stand "
                                                "above the rows",
                                                options.name, header.columns.size())});
        return;
    }
    add_missing_columns(options.name, header.columns, options.columns, "fields", problems);
    add_missing_columns(options.name, header.columns, source.drop, "drop", problems);
    add_personal_columns(options.name, header.columns, source, problems);
    add_personal_fields(options, source, problems);
    if (mapped_columns(source).is_placed_by_geometry() && !header.has_geometry) {
        problems.push_back(
            {"fields", fmt::format("{}: no column says where an incident happened; name lon "
                                   "and lat, x and y, grid_reference, postcode or location",
                                   options.name)});
    }
    if (format && problems.size() == before) {
        add_unreadable_times(options, source, *format, problems);
    }
}

}  // namespace heatward::pipeline
