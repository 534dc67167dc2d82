#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "heatward/core/extent.hpp"
#include "heatward/core/match_level.hpp"
#include "heatward/core/point.hpp"
#include "heatward/core/polygon.hpp"

namespace heatward::geocode {

/// A full postcode of a list.
struct PostcodeRecord {
    std::string postcode;  ///< as it stands there; what is none is refused
    ProjectedPoint position;
    double uncertainty_m = 0;                 ///< radius that holds the true place with 95 %
    MatchLevel level = MatchLevel::postcode;  ///< `sector` where only the sector's mean is known
    bool is_terminated = false;
};

/// A piece of road, or a whole one: pieces of one name that lie together become one street.
struct RoadRecord {
    std::vector<std::string> names;  ///< a piece may have several
    std::vector<std::vector<ProjectedPoint>> lines;
    /// Where a list gives no lines: the rectangle about the road, whose middle stands for it.
    std::optional<Extent> extent;
    std::vector<std::string>
        localities;  ///< names of places and districts that it is said to be in
};

/// A building, park or other place with a name.
struct PremisesRecord {
    std::vector<std::string> names;  ///< the first is its own, the others aliases
    ProjectedPoint position;
    double uncertainty_m = 0;
    std::vector<std::string> localities;
};

/// A town, village or suburb.
struct PlaceRecord {
    std::string name;
    ProjectedPoint position;
    double radius_m = 0;  ///< that holds 95 % of it
};

/// An area with a name, as a district or ward of the project.
struct AreaRecord {
    std::string name;
    ProjectedMultiPolygon polygons;
};

/// A property by its unique property reference number.
struct UprnRecord {
    std::uint64_t uprn = 0;
    ProjectedPoint position;
};

}  // namespace heatward::geocode
