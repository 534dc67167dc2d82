#include "heatward/pipeline/police_uk_reader.hpp"

#include <algorithm>
#include <filesystem>

#include <fmt/format.h>

#include "heatward/gis/virtual_file.hpp"
#include "heatward/pipeline/source_supply.hpp"
#include "heatward/pipeline/street_files.hpp"
#include "street_rows.hpp"

namespace heatward::pipeline {
namespace {

std::string base_name(const std::string& name)
{
    return std::filesystem::path(name).filename().string();
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
        return base_name(a.name) < base_name(b.name);
    });
    drop_repeated_files();
    find_supply();
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
            require_street_columns(file);
        } catch (const DataError& error) {
            problems.push_back({"path", error.what()});
        }
    }
    return problems;
}

void PoliceUkReader::find_supply()
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
    for (const auto& [force, months] : supply.gaps()) {
        m_warnings.push_back(fmt::format(
            "force \"{0}\" has no file for {1}, which other forces have; {2} for the whole source "
            "and rows of {3} are rejected. Give \"{0}\" as a source of its own to keep the other "
            "forces' months",
            force, month_runs(months),
            months.size() == 1 ? "the month is missing" : "these months are missing",
            months.size() == 1 ? "it" : "them"));
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
