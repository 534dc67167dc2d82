#pragma once

#include <span>
#include <string>
#include <vector>

#include "heatward/core/progress.hpp"
#include "heatward/geocode/gazetteer.hpp"
#include "heatward/gis/projection.hpp"
#include "heatward/pipeline/area_sets.hpp"
#include "heatward/project/project.hpp"

namespace heatward::pipeline {

/// What a gazetteer is wanted for: lists that serve none of it are not read.
struct GazetteerUse {
    bool postcodes = false;  ///< looked up as such
    bool names = false;      ///< texts with streets, premises, places and postcodes
    bool uprns = false;      ///< property reference numbers

    friend bool operator==(const GazetteerUse&, const GazetteerUse&) = default;
};

/// What a source's rows, or those of all of a project's sources, are looked up by.
GazetteerUse gazetteer_use(const project::Source& source);
GazetteerUse gazetteer_use(const project::Project& project);

/// What a gazetteer is made of; all outlive it.
struct GazetteerRequest {
    const project::Project& project;
    const gis::Projection& projection;
    std::span<const AreaSetData> area_sets;  ///< their names tell places apart in texts
    GazetteerUse use;
};

/// The compiled gazetteer and what is to be said of its lists.
struct GazetteerContents {
    geocode::Gazetteer gazetteer;
    std::vector<std::string> warnings;  ///< "gazetteer.<key>: " and a sentence
};

/// Reads the lists under [gazetteer] in their order, each recognised by its columns:
///
/// - postcodes: ONSPD, NSPL, Code-Point Open with and without header, any table of postcodes;
/// - roads: OS Open Roads, OpenStreetMap, any layer of named lines;
/// - places and premises: tables or points with names;
/// - OS Open Names, with and without header, under any key; OS Open UPRN under `premises` or
///   `postcodes`.
///
/// A path is a file, folder, zip or glob. Positions in columns are EPSG:27700 metres, else degrees
/// of WGS84; what lies outside Great Britain and its islands is none. Of two lists that have one
/// postcode the earlier stands. Where names are looked up, areas with a name count as places.
///
/// Throws DataError naming key and file where one cannot be read, is no list, belongs under another
/// key, or holds nothing that can be used.
GazetteerContents read_gazetteer(const GazetteerRequest& request, Progress& progress);

}  // namespace heatward::pipeline
