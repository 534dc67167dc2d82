#pragma once

#include "heatward/pipeline/source_reader.hpp"

namespace heatward::pipeline {

/// Reads a source whose project says which column holds what: text tables (CSV and the like), and
/// anything GDAL reads, databases included. Of a folder or archive the tables are taken.
///
/// A row is rejected where its record is broken; its time is absent, not in the format, no date,
/// in the hour over which the clocks went forward, after the day of the build, or in a month that
/// is declared missing; its identifier stands in a used row before it; or it has no usable
/// position. A time in the hour that clocks show twice is used: the wall clock is all that counts.
///
/// The months supplied are those of the used rows, and of the rows without a position.
class MappedReader final : public SourceReader {
public:
    /// Finds the files. Throws DataError where there is none that can be read.
    MappedReader(const project::Project& project, const project::Source& source);

    [[nodiscard]] const std::vector<InputFile>& files() const override { return m_files; }
    [[nodiscard]] std::vector<SourceProblem> problems() const override;
    /// On columns that are named like one that identifies a person, of any source but a health
    /// one, where they are problems.
    [[nodiscard]] std::vector<std::string> warnings() const override;
    [[nodiscard]] std::optional<std::vector<Month>> announced_periods() const override
    {
        return std::nullopt;
    }
    [[nodiscard]] TimePrecision precision() const override;
    [[nodiscard]] std::optional<std::string> content_sha256() const override;
    [[nodiscard]] SourceRows read(const SourceContext& context, Progress& progress) const override;

private:
    [[nodiscard]] bool is_from_database() const { return m_files.empty(); }

    const project::Project* m_project;
    const project::Source* m_source;
    std::vector<InputFile> m_files;  ///< none of a database
};

}  // namespace heatward::pipeline
