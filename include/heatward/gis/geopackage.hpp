#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "heatward/core/basemap.hpp"
#include "heatward/core/feature_table.hpp"
#include "heatward/core/incident_table.hpp"

namespace heatward::gis {

/// A column of numbers beside those that every table of incidents has.
struct IncidentColumn {
    std::string name;
    std::vector<float> values;  ///< one a row; not-a-number is NULL in the file
};

/// Writes one GeoPackage. Equal input gives equal bytes, whatever the folder. Tables have primary
/// key `fid` = 1…n in row order, geometry column `geom` and an R-tree for desktop GIS.
class GeoPackageWriter {
public:
    /// Creates the file; one that stands there is replaced. `epsg` is the reference system of all
    /// tables. Throws EnvironmentError naming the path where it cannot be written.
    GeoPackageWriter(std::string path, int epsg);
    /// Closes the file; without `close` before it, errors are lost.
    ~GeoPackageWriter();
    GeoPackageWriter(GeoPackageWriter&&) noexcept;
    GeoPackageWriter& operator=(GeoPackageWriter&&) noexcept;
    GeoPackageWriter(const GeoPackageWriter&) = delete;
    GeoPackageWriter& operator=(const GeoPackageWriter&) = delete;

    /// Adds a MULTIPOLYGON table named as the FeatureTable. A real that is not-a-number becomes
    /// absent (SQLite has none). Throws DataError naming table and column for: rows, cells or
    /// geometry that do not fit the columns, a value of another type than its column's, text with
    /// a NUL character, a column name that is empty, `fid`, `geom` or there twice (case does not
    /// count); EnvironmentError naming the path where the disk refuses.
    void write(const FeatureTable& table);

    /// Adds the POINT table `incidents` with columns source (text id), file (name or NULL), row
    /// (within the file), category (text id or NULL), time (format_time: as finely as its
    /// precision), precision, level, uncertainty_m, in_study_area. An index of the table that has
    /// no id, and a further column of another length, throw DataError.
    void write_incidents(const IncidentTable& table, std::span<const std::string> source_ids,
                         std::span<const std::string> category_ids,
                         std::span<const IncidentColumn> columns = {});

    /// Adds a table named as the class, of its kind of geometry (MULTIPOLYGON, MULTILINESTRING or
    /// MULTIPOINT), with columns name (NULL where there is none) and, for lines, stroke_m. Throws
    /// DataError for a name with a NUL character.
    void write_basemap(const BasemapLayer& basemap);

    /// Brings everything to the file and closes it. Throws EnvironmentError naming the path where
    /// it cannot.
    void close();

private:
    struct State;
    std::unique_ptr<State> m_state;
};

/// All polygon tables of the file in the order in which they were written, with rows in fid order;
/// equal to what was written, doubles to the bit (a zero's sign is lost). Throws DataError
/// naming the file where it cannot be read.
std::vector<FeatureTable> read_feature_tables(const std::string& path);

/// The tables that `write_basemap` wrote, in drawing order, with features in fid order; equal to
/// what was written. Throws DataError naming the file where it cannot be read or has a table that
/// is no class of basemaps.
Basemap read_basemap(const std::string& path);

/// The table `incidents`, rows in fid order; equal to what was written, given the same ids;
/// files are numbered anew. Throws DataError naming the file, row and column for an id or text that
/// is not known. Of each of `columns` the values are read by its name, to the bit as they were
/// written; DataError where the table has other columns than the usual ones and these.
IncidentTable read_incidents(const std::string& path, std::span<const std::string> source_ids,
                             std::span<const std::string> category_ids,
                             std::span<IncidentColumn> columns = {});

}  // namespace heatward::gis
