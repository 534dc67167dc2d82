#include "heatward/pipeline/police_uk_reader.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "heatward/gis/virtual_file.hpp"
#include "heatward/pipeline/source_supply.hpp"
#include "heatward/pipeline/street_files.hpp"
#include "street_rows.hpp"

namespace heatward::pipeline {
namespace {

/// Files whose names were meant for the archive's, but are not; nothing where there is none.
std::optional<std::string> untaken_files(const std::vector<InputFile>& files)
{
    const auto is_untaken = [](const InputFile& file) { return looks_like_street_file(file.name); };
    const auto first = std::find_if(files.begin(), files.end(), is_untaken);
    if (first == files.end()) {
        return std::nullopt;
    }
    const auto others = std::count_if(first + 1, files.end(), is_untaken);
    return fmt::format(
        "{}{} not read, as the name is not like 2025-01-cambridgeshire-street.csv; rename what is "
        "a street-level file",
        first->name, others == 0 ? " was" : fmt::format(" and {} more were", others));
}

/// The months of a force that others have, but for those that the project declares missing.
std::vector<Month> undeclared(std::vector<Month> months, const project::Source& source)
{
    std::erase_if(months, [&](const Month& month) {
        return std::find(source.missing_periods.begin(), source.missing_periods.end(), month) !=
               source.missing_periods.end();
    });
    return months;
}

}  // namespace

const std::vector<std::string>& street_columns_read()
{
    static const std::vector<std::string> columns{"Crime ID", "Month", "Longitude", "Latitude",
                                                  "Crime type"};
    return columns;
}

PoliceUkReader::PoliceUkReader(const project::Project& project, const project::Source& source)
    : m_source_id(source.id), m_files(expand_path(project, source.path))
{
    if (!is_plain_file(project, source.path)) {
        if (auto warning = untaken_files(m_files)) {
            m_warnings.push_back(std::move(*warning));
        }
        std::erase_if(m_files, [](const InputFile& file) { return !street_file_name(file.name); });
    }
    if (m_files.empty()) {
        throw DataError(
            fmt::format("{}: holds no street-level file; expected are names like "
                        "2025-01/2025-01-cambridgeshire-street.csv",
                        project.resolve(source.path)));
    }
    // By month and force, whatever folder or archive they stand in.
    std::stable_sort(m_files.begin(), m_files.end(), [](const InputFile& a, const InputFile& b) {
        return street_file_name(a.name) < street_file_name(b.name);
    });
    drop_repeated_files();
    find_supply(source);
}

void PoliceUkReader::drop_repeated_files()
{
    std::vector<InputFile> kept;
    for (InputFile& file : m_files) {
        if (kept.empty() || street_file_name(kept.back().name) != street_file_name(file.name)) {
            kept.push_back(std::move(file));
            continue;
        }
        if (gis::file_sha256(kept.back().path) != gis::file_sha256(file.path)) {
            throw DataError(
                fmt::format("source \"{}\" holds two different files of one month and force, {} "
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
            require_street_columns(file);
        } catch (const DataError& error) {
            problems.push_back({"path", error.what()});
        }
    }
    if (!m_gaps.empty()) {
        problems.push_back({"path", m_gaps});
    }
    return problems;
}

void PoliceUkReader::find_supply(const project::Source& source)
{
    StreetSupply supply;
    for (const InputFile& file : m_files) {
        const auto name = street_file_name(file.name);
        if (!name) {
            return;
        }
        supply.add(*name);
    }
    m_months = supply.complete_months();
    for (const auto& [force, gap] : supply.gaps()) {
        if (const auto months = undeclared(gap, source); !months.empty()) {
            m_gaps += fmt::format("{}force \"{}\" has no file for {}", m_gaps.empty() ? "" : "; ",
                                  force, month_runs(months));
        }
    }
    if (!m_gaps.empty()) {
        m_gaps +=
            ", which another force has; remove stray files, or give each force as a source of its "
            "own (a path such as \"*/*-btp-street.csv\"), or declare these months in "
            "missing_periods, and their rows are rejected";
    }
}

std::vector<std::string> PoliceUkReader::warnings() const { return m_warnings; }

std::optional<std::vector<Month>> PoliceUkReader::announced_periods() const { return m_months; }

SourceRows PoliceUkReader::read(const SourceContext& context, Progress& progress) const
{
    std::uint64_t bytes = 0;
    for (const InputFile& file : m_files) {
        bytes += gis::VirtualFile(file.path).size();
    }
    progress.begin(fmt::format("reading {}", m_source_id), bytes, "bytes");
    StreetRows rows(context, m_months);
    for (const InputFile& file : m_files) {
        rows.read_file(file, progress);
    }
    progress.end();
    SourceRows result = rows.finish();
    if (result.rows_in == 0) {
        throw DataError(fmt::format("source \"{}\" holds no rows; look at {}", m_source_id,
                                    m_files.front().name));
    }
    return result;
}

}  // namespace heatward::pipeline
