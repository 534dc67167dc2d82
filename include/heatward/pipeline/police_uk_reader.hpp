#pragma once

#include "heatward/pipeline/source_reader.hpp"

namespace heatward::pipeline {

/// The columns that are read; all others are left in the file.
const std::vector<std::string>& street_columns_read();

/// Reads street-level crime as police.uk publishes it. Outcomes and stop and search are not
/// incidents and are left out. A path that is one plain file is read whatever its name.
///
/// Positions are snapped to map points, so every located row is `masked` with
/// kStreetMaskUncertainty_m; the month is all the time there is.
///
/// A month is supplied where every force that occurs in the source has a file for it; of a plain
/// file whose name is not an archive's, where one of its rows is used. A
/// month that only some forces have is a problem unless the project declares it missing.
///
/// A row is rejected where its record is broken, its month cannot be read, is not the file's or is
/// not supplied by every force, it has no usable position, or its Crime ID stands in a used row
/// before it; a blank Crime ID is never a duplicate. Cells do not run over lines: every line that
/// is not empty is a row.
class PoliceUkReader final : public SourceReader {
public:
    /// Finds the files. Throws DataError where there is no street-level file, or two differing
    /// ones of the same month and force; of equal ones the first is read.
    PoliceUkReader(const project::Project& project, const project::Source& source);

    [[nodiscard]] const std::vector<InputFile>& files() const override { return m_files; }
    [[nodiscard]] std::vector<SourceProblem> problems() const override;
    [[nodiscard]] std::vector<std::string> warnings() const override;
    [[nodiscard]] std::optional<std::vector<Month>> announced_periods() const override;
    [[nodiscard]] TimePrecision precision() const override { return TimePrecision::month; }
    [[nodiscard]] SourceRows read(const SourceContext& context, Progress& progress) const override;

private:
    void drop_repeated_files();
    void find_supply(const project::Source& source);

    std::string m_source_id;
    std::vector<InputFile> m_files;
    std::optional<std::vector<Month>> m_months;  ///< supplied; nothing where only rows say so
    std::string m_gaps;  ///< months that some forces lack and the project does not declare
    std::vector<std::string> m_warnings;
};

}  // namespace heatward::pipeline
