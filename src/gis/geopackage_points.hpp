#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "point_rows.hpp"

namespace heatward::gis {

/// What GDAL reads a column of numbers as.
enum class NumberColumn : std::uint8_t { real, whole_32_bit, whole_64_bit };

/// A table of points in a GeoPackage and what is wanted of it.
struct GeoPackagePoints {
    std::string path;
    std::string table;
    std::string id_column;
    std::string geometry_column;
    std::string weight_column;  ///< empty: every point weighs 1
    NumberColumn weight_type = NumberColumn::real;
    int threads = 0;  ///< 0: as many as there are cores
};

/// Reads the rows straight from SQLite, ranges of ids side by side: the same points in the same
/// order as through GDAL's features, whatever the threads. Nothing where the table is of a shape
/// or holds a row that this does not know (then GDAL must be asked): a view, an index
/// that could serve the rows in another order, a log beside the file, geometry other than points
/// and multipoints, text where numbers are expected, a weight that no density can take.
///
/// The file must be one that refuse_virtual_tables has passed. Encodings: OGC 12-128r17, 2.1.3
/// (GeoPackageBinary) and OGC 06-103r4, 8.2 (WKB).
std::optional<PointRows> read_geopackage_points(const GeoPackagePoints& wanted);

}  // namespace heatward::gis
