#include "source_cascade.hpp"

#include <memory>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "heatward/geocode/clue_text.hpp"
#include "heatward/geocode/coordinate_locator.hpp"
#include "heatward/geocode/great_britain.hpp"
#include "heatward/geocode/grid_reference_locator.hpp"
#include "heatward/geocode/postcode_locator.hpp"
#include "heatward/gis/crs_transform.hpp"

namespace heatward::pipeline {
namespace {

constexpr const char* kNationalGrid = "EPSG:27700";

using Place = std::function<std::optional<geocode::PlacedPosition>(double, double)>;

/// From the coordinates of `crs` into the project's system, and to longitude and latitude.
Place placer(const std::string& crs, const SourceContext& context)
{
    auto transform = std::make_shared<const gis::CrsTransform>(crs, context.projection->crs());
    return [transform, projection = context.projection](
               double x, double y) -> std::optional<geocode::PlacedPosition> {
        const auto position = (*transform)(x, y);
        if (!position) {
            return std::nullopt;
        }
        return geocode::PlacedPosition{*position, projection->to_lonlat(*position)};
    };
}

geocode::CoordinateLocatorOptions coordinate_options(const project::Source& source,
                                                     const SourceContext& context)
{
    geocode::CoordinateLocatorOptions options;
    options.project = [projection = context.projection](LonLat place) {
        return projection->from_lonlat(place);
    };
    if (!source.fields.x.empty()) {
        try {
            options.place_xy = placer(source.fields.crs, context);
        } catch (const DataError& error) {
            throw DataError(fmt::format("sources.{}.fields.crs: {}", source.id, error.what()));
        }
    }
    options.is_in_study_area = context.is_in_study_area;
    return options;
}

}  // namespace

geocode::Cascade source_cascade(const SourceContext& context)
{
    const project::Source& source = context.project->sources.at(context.source_index);
    std::vector<std::unique_ptr<const geocode::Locator>> steps;
    steps.push_back(
        std::make_unique<geocode::CoordinateLocator>(coordinate_options(source, context)));
    steps.push_back(
        std::make_unique<geocode::GridReferenceLocator>(geocode::GridReferenceLocatorOptions{
            placer(kNationalGrid, context), context.is_in_study_area}));
    if (context.postcodes) {  // without any there is nothing to look up
        steps.push_back(std::make_unique<geocode::PostcodeLocator>(
            geocode::PostcodeLocatorOptions{context.postcodes, context.is_in_study_area}));
    }
    return geocode::Cascade(std::move(steps));
}

geocode::Match match_of_geometry(ProjectedPoint point, const SourceContext& context)
{
    const LonLat place = context.projection->to_lonlat(point);
    if (!geocode::is_in_great_britain(place)) {
        return geocode::unlocated("geometry lies outside Great Britain", {});
    }
    geocode::Match match;
    match.level = MatchLevel::coordinate;
    match.position = point;
    match.uncertainty_m = geocode::kCoordinateUncertainty_m;
    match.score = 1;
    match.is_outside_study_area = !context.is_in_study_area(point);
    return match;
}

}  // namespace heatward::pipeline
