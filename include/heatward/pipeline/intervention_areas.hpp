#pragma once

#include <string>
#include <vector>

#include "heatward/core/polygon.hpp"
#include "heatward/project/project.hpp"

namespace heatward::pipeline {

/// An area of a set, for people to know it by.
struct NamedArea {
    std::string code;
    std::string name;
};

/// Areas taken as one; without names where they come from a file of polygons.
struct ComparedAreas {
    ProjectedMultiPolygon polygons;
    std::vector<NamedArea> areas;
};

/// Where an intervention was, and what it is held against as far as the project says: a control
/// that is to be matched is chosen once the incidents are read.
struct InterventionAreas {
    ComparedAreas treated;
    ComparedAreas control;  ///< without polygons: none, or to be matched
};

/// The ring around the treated area: `width_m` of it, less treated and control areas, inside the
/// study area (beyond it sources need not have supplied anything). Empty for a width of 0. Throws
/// DataError where GEOS cannot overlay the polygons.
ProjectedMultiPolygon ring_around(const ProjectedMultiPolygon& treated,
                                  const ProjectedMultiPolygon& control, double width_m,
                                  const ProjectedMultiPolygon& study_area);

/// Shared surface below which two areas lie beside each other, as a share of the smaller: borders
/// drawn or generalised apart.
inline constexpr double kSharedSliver = 1e-3;

/// Square metres that both share; 0 where it is but a sliver of the smaller.
double shared_area_m2(const ProjectedMultiPolygon& a, const ProjectedMultiPolygon& b);

}  // namespace heatward::pipeline
