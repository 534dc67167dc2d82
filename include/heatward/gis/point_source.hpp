#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "heatward/core/point.hpp"

namespace heatward::gis {

struct PointReadOptions {
    std::string x_column;       ///< empty: the layer's point geometry, else columns named x and y,
    std::string y_column;       ///< easting(s) and northing(s), or X_COORDINATE and Y_COORDINATE
    std::string weight_column;  ///< empty: every point weighs 1
    std::string crs;  ///< reference system that the points are wanted in; empty: as they are
    int threads = 0;  ///< for sources that can be read side by side; 0: one a core
    bool row_by_row = false;  ///< true: through GDAL's features even where a faster way is known
};

/// Points with weights as `kde` and `bandwidth` take them.
struct PointRecords {
    std::vector<ProjectedPoint> points;  ///< in the units of `crs`, x before y
    std::vector<double> weight;          ///< one a point
    std::string crs;          ///< "EPSG:27700" where there is a code, else WKT; empty: not known
    std::size_t skipped = 0;  ///< rows left out
    std::map<std::string, std::size_t> skipped_by_reason;
    bool is_read_in_bulk = false;  ///< by a faster way, which gives the same
};

/// Reads points from a CSV or any GDAL vector source of one layer, in file order. Columns, and
/// geometry of which no reference system is known, are taken to be in `crs`; geometry in another
/// system is projected into it. Multipoints count as their points, each with the row's weight.
/// Rows without a finite position or with a weight that is no number are skipped and counted.
/// GeoPackages of points and plain CSVs are read without GDAL's features, to the same effect
/// whatever the threads. Memory: 24 bytes a point.
///
/// Throws DataError naming the file for: a source that cannot be opened, columns that are not there
/// (with those that are), a source with several layers, a layer with neither points nor such
/// columns, degrees where metres are needed, and a weight that is negative or not finite (with its
/// row's number).
PointRecords read_points(const std::string& path, const PointReadOptions& options);

}  // namespace heatward::gis
