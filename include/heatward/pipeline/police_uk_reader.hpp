#pragma once

#include "heatward/pipeline/source_reader.hpp"

namespace heatward::pipeline {

/// The month of a street-level file named as in the police.uk archive,
/// "YYYY-MM-<force>-street.csv" (folders before it do not count); nothing for any other name.
std::optional<Month> street_file_month(const std::string& name);

/// Reads street-level crime as police.uk publishes it. Outcomes and stop and search are not
/// incidents and are left out. A path that is one plain file is read whatever its name.
///
/// Positions are snapped to map points, so every located row is `masked` with
/// kStreetMaskUncertainty_m; the month is all the time there is.
///
/// A row is rejected where its record is broken, its month cannot be read or is not the
/// file's, it has no usable position, or its Crime ID stands in a used row before it; a blank
/// Crime ID is never a duplicate.
class PoliceUkReader final : public SourceReader {
public:
    /// Finds the files. Throws DataError where there is no street-level file, or two differing
    /// ones of the same name; of equal ones the first is read.
    PoliceUkReader(const project::Project& project, const project::Source& source);

    [[nodiscard]] const std::vector<InputFile>& files() const override { return m_files; }
    [[nodiscard]] std::vector<SourceProblem> problems() const override;
    [[nodiscard]] std::optional<std::vector<Month>> announced_periods() const override;
    [[nodiscard]] TimePrecision precision() const override { return TimePrecision::month; }
    [[nodiscard]] SourceRows read(const SourceContext& context, Progress& progress) const override;

private:
    void drop_repeated_files();

    std::string m_source_id;
    std::vector<InputFile> m_files;
    std::vector<std::string> m_warnings;
};

}  // namespace heatward::pipeline
