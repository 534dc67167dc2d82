#pragma once

#include <string>
#include <vector>

#include "heatward/core/basemap.hpp"
#include "heatward/gis/projection.hpp"
#include "heatward/project/project.hpp"

namespace heatward::pipeline {

/// How far beyond the study area's rectangle a basemap is kept on each side, as a share of the
/// rectangle's longer side. Maps have the page's shape and not the county's: with a half, a page
/// of 2 : 1 about a square county and one of 3 : 2 about a county twice as high as wide are filled.
inline constexpr double kBasemapMarginShare = 0.5;

/// What coordinates of a basemap are rounded to: a fifth of a millimetre on a plan of 1 : 500, and
/// finer than the sources are.
inline constexpr double kBasemapResolution_m = 0.1;

/// One basemap source as read.
struct BasemapSourceData {
    BasemapClass feature_class = BasemapClass::land;
    std::vector<BasemapFeature> features;  ///< in file order, without strokes
    std::vector<std::string> warnings;     ///< whole sentences, named by the path as written
};

/// The rectangle that basemaps are cut to, project metres; empty where the study area is.
Extent basemap_window(const ProjectedMultiPolygon& study_area);

/// Reads the first layer of a source: what reaches `window` (all, where that is empty), polygons
/// cut at it and lines ended at the first vertex beyond it, coordinates rounded, invalid polygons
/// repaired. A feature's name is its first non-empty cell of the columns name, name1, name_1,
/// name_en and distname (case does not count). Features that have no geometry of the class's kind,
/// cannot be projected or are smaller than the resolution are left out and counted in a warning.
/// Throws DataError naming the file where it cannot be opened or states no reference system.
BasemapSourceData read_basemap_source(const project::Project& project,
                                      const project::BasemapSource& source, const Extent& window,
                                      const gis::Projection& projection);

/// Sources of one class after each other, in project order, with the strokes of roads and railways
/// worked out over all of them.
Basemap joined_basemap(const std::vector<BasemapSourceData>& sources);

/// SHA-256 over class, names and coordinates: the checksum of a source from a database.
std::string content_sha256(const BasemapSourceData& source);

}  // namespace heatward::pipeline
