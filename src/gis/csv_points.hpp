#pragma once

#include <optional>
#include <string>
#include <vector>

#include "point_rows.hpp"

namespace heatward::gis {

/// Columns of numbers in a CSV and what is wanted of them.
struct CsvPoints {
    std::string path;
    std::vector<std::string> columns;  ///< the header's names as GDAL has read them
    int x = -1;                        ///< places among `columns`
    int y = -1;
    int weight = -1;  ///< negative: every point weighs 1
};

/// Reads the numbers straight from the file, block by block: the same points in the same order as
/// through GDAL's features. Nothing where the file holds what this does not know (then GDAL must be
/// asked): a header other than these names between commas, semicolons or tabs, quotes other than
/// round a whole cell on one line, lone carriage returns, NUL, lines above a megabyte, a weight
/// that no density can take.
std::optional<PointRows> read_csv_points(const CsvPoints& wanted);

}  // namespace heatward::gis
