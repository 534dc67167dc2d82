#pragma once

#include <string>

#include "heatward/core/progress.hpp"
#include "heatward/pipeline/geocode_table.hpp"
#include "heatward/project/project.hpp"

namespace heatward::pipeline {

struct GeocodeFileOptions {
    std::string input;       ///< a text table; "-" is standard input
    std::string output;      ///< "-" is standard output
    GeocodeColumns columns;  ///< see GeocodeTable
    std::string crs;         ///< of x and y; empty: the project's
    unsigned threads = 0;    ///< 0: one a core
};

/// Locates the rows of one text table by the project's gazetteer, as its sources' rows are located:
/// easting and northing come out in the project's reference system.
///
/// An output file takes its place only when it is whole, and only its owner may read it: it holds
/// what the input holds. Standard output gets rows as they are located: after an error, what went
/// there is not the whole table. Throws UsageError where output and input (or the project file) are
/// one file, where no column says where a row happened, or `crs` is none; DataError naming the file
/// for what is wrong with the table, the project's areas or the gazetteer; EnvironmentError where
/// the output cannot be written.
GeocodeSummary geocode_file(const project::Project& project, const GeocodeFileOptions& options,
                            Progress& progress);

}  // namespace heatward::pipeline
