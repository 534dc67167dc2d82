#include "heatward/pipeline/mapped_reader.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <map>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "header_problems.hpp"
#include "heatward/core/connection_string.hpp"
#include "heatward/core/nearest_name.hpp"
#include "heatward/core/sha256.hpp"
#include "heatward/gis/virtual_file.hpp"
#include "heatward/tabular/text_encoding.hpp"
#include "mapped_rows.hpp"

namespace heatward::pipeline {
namespace {

constexpr std::uint64_t kRowsPerStep = 4096;

/// What is taken of a folder or an archive: other files beside the tables are not incidents.
bool is_table_name(const std::string& name)
{
    constexpr std::array<std::string_view, 10> endings{
        ".csv", ".tsv", ".txt", ".xlsx", ".ods", ".gpkg", ".geojson", ".json", ".fgb", ".shp"};
    const std::string end = tabular::ascii_lower(std::filesystem::path(name).extension().string());
    return std::find(endings.begin(), endings.end(), end) != endings.end();
}

RecordStreamOptions stream_options(const project::Project& project, const project::Source& source,
                                   const InputFile* file, const gis::Projection* projection)
{
    const MappedColumns columns = mapped_columns(source);
    RecordStreamOptions options;
    options.path = file != nullptr ? file->path : project.resolve(source.path);
    options.name = file != nullptr ? file->name : redact_connection(source.path);
    options.layer = source.layer;
    options.columns = columns.names;
    const bool may_have_geometry = file == nullptr || !is_text_table(file->name);
    options.projection =
        columns.is_placed_by_geometry() && may_have_geometry ? projection : nullptr;
    return options;
}

/// Digest of records as they are read: the same rows in the same order give the same one.
class RecordDigest {
public:
    void add(const StreamRecord& record)
    {
        for (const std::string& cell : record.cells) {
            m_digest.update(std::to_string(cell.size()) + ":");
            m_digest.update(cell);
        }
        if (record.point) {
            m_digest.update(fmt::format("{} {}", record.point->x, record.point->y));
        }
        m_digest.update("\n");
    }
    std::string hex() { return m_digest.hex_digest(); }

private:
    Sha256 m_digest;
};

/// A text table whose quotes are lost beyond repair must not lose rows with them.
void require_all_lines(const std::string& file, std::uint64_t rows, std::uint64_t lines)
{
    if (rows != lines) {
        throw DataError(fmt::format(
            "{}: holds {} rows, but only {} can be told apart; look for quotes that are opened and "
            "not closed, or for a file that changes while it is read",
            file, lines, rows));
    }
}

}  // namespace

MappedReader::MappedReader(const project::Project& project, const project::Source& source)
    : m_project(&project), m_source(&source)
{
    if (is_connection_string(source.path)) {
        return;
    }
    m_files = expand_path(project, source.path);
    if (!is_plain_file(project, source.path)) {
        std::erase_if(m_files, [](const InputFile& file) { return !is_table_name(file.name); });
    }
    if (m_files.empty()) {
        throw DataError(
            fmt::format("{}: holds no table; expected are names that end with .csv, "
                        ".xlsx, .gpkg, .geojson and the like",
                        project.resolve(source.path)));
    }
}

std::vector<SourceProblem> MappedReader::problems() const
{
    std::vector<SourceProblem> problems;
    const auto look_at = [&](const InputFile* file) {
        try {
            add_header_problems(stream_options(*m_project, *m_source, file, nullptr), *m_source,
                                problems);
        } catch (const DataError& error) {
            problems.push_back({"path", error.what()});
        }
    };
    if (is_from_database()) {
        look_at(nullptr);
    }
    for (const InputFile& file : m_files) {
        look_at(&file);
    }
    return problems;
}

std::vector<std::string> MappedReader::warnings() const
{
    if (m_source->kind == "health") {
        return {};
    }
    std::map<std::string, std::vector<std::string>> files_of_columns;
    const auto look_at = [&](const InputFile* file) {
        const auto options = stream_options(*m_project, *m_source, file, nullptr);
        try {
            for (const std::string& column :
                 personal_columns(read_header(options).columns, *m_source)) {
                files_of_columns[column].push_back(options.name);
            }
        } catch (const DataError&) {
            return;  // said among the problems
        }
    };
    if (is_from_database()) {
        look_at(nullptr);
    }
    for (const InputFile& file : m_files) {
        look_at(&file);
    }
    std::vector<std::string> sentences;
    for (const auto& [column, files] : files_of_columns) {
        sentences.push_back(fmt::format(
            "{}{}: column \"{}\" is named like one that identifies a person; add it to drop, or "
            "take "
            "it out of the extract",
            files.front(), files.size() == 1 ? "" : fmt::format(" and {} more", files.size() - 1),
            column));
    }
    return sentences;
}

TimePrecision MappedReader::precision() const
{
    const auto format = tabular::TimeFormat::parse(m_source->time_format);
    return format ? format->precision() : TimePrecision::minute;
}

std::optional<std::string> MappedReader::content_sha256() const
{
    if (!is_from_database()) {
        return std::nullopt;
    }
    const gis::Projection projection(m_project->crs);
    const auto stream = open_records(stream_options(*m_project, *m_source, nullptr, &projection));
    RecordDigest digest;
    StreamRecord record;
    while (stream->next(record)) {
        digest.add(record);
    }
    return digest.hex();
}

SourceRows MappedReader::read(const SourceContext& context, Progress& progress) const
{
    std::vector<const InputFile*> files;
    std::uint64_t bytes = 0;
    for (const InputFile& file : m_files) {
        files.push_back(&file);
        bytes += gis::VirtualFile(file.path).size();
    }
    if (is_from_database()) {
        files.push_back(nullptr);
    }
    progress.begin(fmt::format("reading {}", m_source->id), bytes, "bytes");
    MappedRows rows(context);
    RecordDigest digest;
    for (const InputFile* const file : files) {
        const auto options = stream_options(*m_project, *m_source, file, context.projection);
        const auto stream = open_records(options);
        rows.begin_file(options.name);
        std::uint64_t bytes_said = 0;
        StreamRecord record;
        while (stream->next(record)) {
            rows.take(record);
            if (is_from_database()) {
                digest.add(record);
            }
            if (rows.ledger().rows_in() % kRowsPerStep == 0) {
                progress.advance(stream->bytes_read() - bytes_said);
                bytes_said = stream->bytes_read();
            }
        }
        progress.advance((file != nullptr ? gis::VirtualFile(file->path).size() : 0) - bytes_said);
        const std::uint64_t lines = stream->rows_held().value_or(rows.ledger().rows_in_file());
        require_all_lines(options.name, rows.ledger().rows_in_file(), lines);
        rows.end_file(lines, stream->converted_records());
    }
    progress.end();
    if (is_from_database() && context.content_sha256 && digest.hex() != *context.content_sha256) {
        throw DataError(
            fmt::format("source \"{}\": the database's rows changed while they were "
                        "read; build again",
                        m_source->id));
    }
    SourceRows result = rows.finish();
    if (result.rows_in == 0) {
        throw DataError(fmt::format("source \"{}\" holds no rows; look at {}", m_source->id,
                                    redact_connection(m_source->path)));
    }
    return result;
}

}  // namespace heatward::pipeline
