#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "heatward/core/file_names.hpp"
#include "heatward/core/match_level.hpp"
#include "heatward/core/point.hpp"
#include "heatward/core/table_minutes.hpp"
#include "heatward/core/time.hpp"

namespace heatward {

/// Category of rows that no category of the project matches.
inline constexpr std::uint16_t kNoCategory = 0xFFFF;

/// One used row: what the analysis keeps of an incident.
struct Incident {
    std::uint32_t row = 0;         ///< record number in its file, 1 = first after the header
    std::uint16_t file = kNoFile;  ///< number of that file among the table's `files`
    std::uint16_t source = 0;      ///< index into the project's sources
    std::uint16_t category = kNoCategory;  ///< index into the project's categories
    ProjectedPoint position;
    WallMinutes time = 0;
    TimePrecision precision = TimePrecision::month;
    MatchLevel level = MatchLevel::coordinate;
    float uncertainty_m = 0;  ///< radius that holds the true place with 95 %
    bool in_study_area = false;
};

/// What a table keeps of where an incident is, beside its position, in one byte.
struct LocatedBy {
    MatchLevel level : 7 = MatchLevel::coordinate;
    bool in_study_area : 1 = false;

    friend bool operator==(const LocatedBy&, const LocatedBy&) = default;
};

/// Used incidents as columns of equal length, sorted by `sort_spatially` so that
/// neighbours in space are neighbours in memory and every sum has one order. 36 bytes an incident.
struct IncidentTable {
    std::vector<double> x;  ///< project metres
    std::vector<double> y;
    std::vector<TableMinutes> time;
    std::vector<TimePrecision> precision;
    std::vector<std::uint16_t> source;
    std::vector<std::uint16_t> category;
    std::vector<std::uint32_t> row;
    std::vector<std::uint16_t> file;
    std::vector<LocatedBy> located;
    std::vector<float> uncertainty_m;
    FileNames files;  ///< what `file` numbers; not a column

    [[nodiscard]] std::size_t size() const { return x.size(); }
    [[nodiscard]] Incident at(std::size_t i) const;
    /// Throws DataError for a time outside the years that a table holds (TableMinutes).
    void append(const Incident& incident);
    void reserve(std::size_t n);

    /// Orders the rows by the Morton code of their 50 m cell, then x, y, time,
    /// source, category, file and row: a total order, the same whatever order the
    /// rows came in.
    void sort_spatially();

    /// Bytes held.
    [[nodiscard]] std::size_t memory_bytes() const;
};

}  // namespace heatward
