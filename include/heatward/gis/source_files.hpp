#pragma once

#include <string>
#include <vector>

namespace heatward::gis {

/// Every file that a vector source is read from: the named one and those beside it that belong to
/// it (of a shapefile .shx, .dbf, .prj and .cpg, of a MapInfo table .dat, .map and .id or .mid, of
/// a CSV .csvt and .prj, …, in whatever letter case), or all files below a folder. Sorted by bytes.
/// Empty for a connection string. Throws DataError naming the path where it is no source that can
/// be read.
std::vector<std::string> files_of_vector_source(const std::string& path);

}  // namespace heatward::gis
