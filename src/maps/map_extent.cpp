#include "heatward/maps/map_extent.hpp"

#include <algorithm>
#include <vector>

#include <fmt/format.h>

#include "heatward/core/nearest_name.hpp"
#include "heatward/gis/projection.hpp"
#include "window_clip.hpp"

namespace heatward::maps {
namespace {

/// Places along each side of a rectangle in degrees: its sides are bent in the project's plane, and
/// their bulge between neighbours is below a thousandth of the side.
constexpr int kSideSamples = 32;

bool meets_study_area(const run_store::RunData& run, const MapExtent& extent)
{
    return area_m2(clipped_to(run.study_area, extent.project_m)) > 0;
}

/// A rectangle in degrees, as the smallest one in project metres around its sides. An error where
/// it is empty or outside the project's reference system.
expected<MapExtent> extent_of_lonlat(const Extent& degrees, const gis::Projection& projection)
{
    if (!(degrees.min_x < degrees.max_x && degrees.min_y < degrees.max_y)) {
        return fail(fmt::format("the rectangle {},{},{},{} is empty; write west,south,east,north",
                                degrees.min_x, degrees.min_y, degrees.max_x, degrees.max_y));
    }
    MapExtent extent;
    extent.degrees = degrees;
    for (int i = 0; i <= kSideSamples; ++i) {
        const double share = static_cast<double>(i) / kSideSamples;
        const double lon = degrees.min_x + share * degrees.width();
        const double lat = degrees.min_y + share * degrees.height();
        for (const LonLat& place : {LonLat{lon, degrees.min_y}, LonLat{lon, degrees.max_y},
                                    LonLat{degrees.min_x, lat}, LonLat{degrees.max_x, lat}}) {
            const auto point = projection.from_lonlat(place);
            if (!point) {
                return fail(
                    fmt::format("the place {},{} cannot be shown in {}; write "
                                "west,south,east,north, longitudes first",
                                place.lon, place.lat, projection.crs()));
            }
            extent.project_m.include(point->x, point->y);
        }
    }
    return extent;
}

/// The area as people know it: a grid's cell, whose name is its code, with its ward.
std::string name_for_people(const FeatureTable& set, std::size_t row)
{
    const std::string ward = set.text(row, "lies_in");
    return ward.empty() ? set.text(row, "name")
                        : fmt::format("{} (in {})", set.text(row, "name"), ward);
}

}  // namespace

MapExtent whole_extent(const run_store::RunData& run)
{
    return {extent_of(run.study_area), {}, {}, {}, {}};
}

expected<MapExtent> extent_of_area(const run_store::RunData& run, std::string_view code)
{
    std::vector<std::string> known;
    for (const FeatureTable& set : run.area_sets) {
        for (std::size_t row = 0; row < set.size(); ++row) {
            std::string row_code = set.text(row, "code");
            if (row_code == code) {
                return MapExtent{extent_of(set.geometry[row]),
                                 set.name,
                                 std::move(row_code),
                                 name_for_people(set, row),
                                 {}};
            }
            known.push_back(std::move(row_code));
        }
    }
    const std::string nearest = nearest_name(code, known);
    return fail(nearest.empty() ? fmt::format("there is no area with the code \"{}\"", code)
                                : fmt::format("there is no area with the code \"{}\"; did you mean "
                                              "\"{}\"?",
                                              code, nearest));
}

expected<MapExtent> extent_of_rectangle(const run_store::RunData& run, const Extent& degrees,
                                        const gis::Projection& projection)
{
    auto extent = extent_of_lonlat(degrees, projection);
    if (extent && meets_study_area(run, *extent)) {
        return extent;
    }
    std::string message =
        extent ? fmt::format("the rectangle {},{},{},{} does not meet the study area",
                             degrees.min_x, degrees.min_y, degrees.max_x, degrees.max_y)
               : extent.error().message;
    const auto swapped =
        extent_of_lonlat({degrees.min_y, degrees.min_x, degrees.max_y, degrees.max_x}, projection);
    if (swapped && meets_study_area(run, *swapped)) {
        message += fmt::format(
            "; it does with longitudes and latitudes swapped: write west,south,east,north, "
            "{},{},{},{}",
            degrees.min_y, degrees.min_x, degrees.max_y, degrees.max_x);
    }
    return fail(std::move(message));
}

expected<MapExtent> extent_of_project_rectangle(const run_store::RunData& run,
                                                const Extent& project_m)
{
    if (!(project_m.min_x < project_m.max_x && project_m.min_y < project_m.max_y)) {
        return fail("the rectangle is empty; write west,south,east,north");
    }
    const MapExtent extent{project_m, {}, {}, {}, {}};
    if (!meets_study_area(run, extent)) {
        return fail("the rectangle does not meet the study area");
    }
    return extent;
}

}  // namespace heatward::maps
