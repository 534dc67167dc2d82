#pragma once

#include <string>
#include <vector>

#include "heatward/geocode/postcode_locator.hpp"
#include "heatward/gis/projection.hpp"
#include "heatward/project/project.hpp"

namespace heatward::pipeline {

/// Postcodes and what is to be said of their files.
struct PostcodeGazetteer {
    geocode::PostcodeTable table;
    std::vector<std::string> warnings;
};

/// Reads the project's postcode lists by their columns: `pcds`, `pcd` and the like or `postcode`;
/// easting and northing of EPSG:27700 (`oseast1m`, `east1m`, `eastings`, `x` …), else `lat` and
/// `long`; the positional quality (`osgrdind`, `gridind`: 1 to 6 have a place, 6 is the sector's
/// mean) where it is there. A postcode of an earlier list stands. Throws DataError naming the file
/// where it cannot be read or has no such columns.
PostcodeGazetteer read_postcodes(const project::Project& project,
                                 const gis::Projection& projection);

}  // namespace heatward::pipeline
