#pragma once

#include <string>
#include <vector>

#include "heatward/project/project.hpp"
#include "support/temporary_folder.hpp"

namespace heatward::pipeline {

/// One row of a police.uk street file to be written.
struct StreetRow {
    std::string month = "2025-01";
    std::string crime_id;
    std::string longitude;
    std::string latitude;
    std::string crime_type = "Robbery";
};

/// A county of two square districts of 2 km × 4 km side by side and four square wards of 2 km in
/// EPSG:27700, its south-west corner at (540000, 250000): wards w1 (south-west), w2 (south-east),
/// w3 (north-west), w4 (north-east); d1 west, d2 east. Written into a folder of its own.
class SmallCounty {
public:
    static constexpr double kWest = 540'000;
    static constexpr double kSouth = 250'000;
    static constexpr double kSide = 2'000;

    /// Writes boundaries and residents.
    SmallCounty();

    [[nodiscard]] std::string path(const std::string& name) const;
    void write(const std::string& name, const std::string& text) const;

    /// A row at a place given in metres from the south-west corner.
    static StreetRow row_at(double east_m, double north_m, std::string month = "2025-01");

    /// Writes a street file (with header) under the folder.
    void write_street_file(const std::string& name, const std::vector<StreetRow>& rows) const;

    /// The project text: one source "police" at `source_path`, layer "robbery" over 2025 with
    /// `layer_keys` added.
    static std::string project_text(const std::string& source_path,
                                    const std::string& layer_keys = "");

    /// That project parsed; the test fails where it cannot be.
    [[nodiscard]] project::Project project(const std::string& text) const;

private:
    test::TemporaryFolder m_folder;
};

/// "Crime ID,Month,…" as police.uk writes it, with its line end.
std::string street_header();

}  // namespace heatward::pipeline
