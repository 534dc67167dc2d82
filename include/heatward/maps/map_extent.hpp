#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "heatward/core/expected.hpp"
#include "heatward/core/extent.hpp"
#include "heatward/run_store/run.hpp"

namespace heatward::gis {
class Projection;
}

namespace heatward::maps {

/// The part of the world a map shows.
struct MapExtent {
    Extent project_m;      ///< shown whole, in project metres
    std::string area_set;  ///< the set and code of the area zoomed to; else empty
    std::string area_code;
    std::string area_name;
    std::optional<Extent> degrees;  ///< the rectangle in degrees asked for, if it was one
};

/// The whole study area.
MapExtent whole_extent(const run_store::RunData& run);

/// The area of that code, looked for in every area set of the run; an error where there is none,
/// naming the nearest code.
expected<MapExtent> extent_of_area(const run_store::RunData& run, std::string_view code);

/// A rectangle in degrees, as the smallest one in project metres around its sides. An error where
/// it is empty, outside the project's reference system or off the study area, which says so where
/// the rectangle would meet it with longitudes and latitudes swapped.
expected<MapExtent> extent_of_rectangle(const run_store::RunData& run, const Extent& degrees,
                                        const gis::Projection& projection);

/// A rectangle in project metres. An error where it is empty or off the study area.
expected<MapExtent> extent_of_project_rectangle(const run_store::RunData& run,
                                                const Extent& project_m);

}  // namespace heatward::maps
