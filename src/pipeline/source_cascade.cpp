#include "source_cascade.hpp"

#include <cmath>
#include <memory>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "heatward/geocode/clue_text.hpp"
#include "heatward/geocode/coordinate_locator.hpp"
#include "heatward/geocode/great_britain.hpp"
#include "heatward/geocode/grid_reference_locator.hpp"
#include "heatward/geocode/junction_locator.hpp"
#include "heatward/geocode/place_locator.hpp"
#include "heatward/geocode/position_text_locator.hpp"
#include "heatward/geocode/postcode_locator.hpp"
#include "heatward/geocode/premises_locator.hpp"
#include "heatward/geocode/sector_locator.hpp"
#include "heatward/geocode/street_locator.hpp"
#include "heatward/geocode/uprn_locator.hpp"
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

/// Whether x and y of the system are longitude and latitude: it leaves them as they are, but for
/// the datum.
bool keeps_degrees(const Place& place)
{
    constexpr LonLat somewhere{-1.5, 53};
    constexpr double datum_degrees = 0.1;
    const auto placed = place(somewhere.lon, somewhere.lat);
    return placed && std::abs(placed->lonlat.lon - somewhere.lon) < datum_degrees &&
           std::abs(placed->lonlat.lat - somewhere.lat) < datum_degrees;
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
            options.xy_are_metres = !keeps_degrees(options.place_xy);
        } catch (const DataError& error) {
            throw DataError(fmt::format("sources.{}.fields.crs: {}", source.id, error.what()));
        }
    }
    options.is_in_study_area = context.is_in_study_area;
    return options;
}

/// The steps that look a clue up, best first.
void append_lookups(std::vector<std::unique_ptr<const geocode::Locator>>& steps,
                    const std::shared_ptr<const geocode::Gazetteer>& gazetteer)
{
    steps.push_back(std::make_unique<geocode::UprnLocator>(gazetteer));
    steps.push_back(std::make_unique<geocode::PremisesLocator>(gazetteer));
    steps.push_back(std::make_unique<geocode::JunctionLocator>(gazetteer));
    steps.push_back(std::make_unique<geocode::PostcodeLocator>(gazetteer));
    steps.push_back(std::make_unique<geocode::StreetLocator>(gazetteer));
    steps.push_back(std::make_unique<geocode::SectorLocator>(gazetteer));
    steps.push_back(std::make_unique<geocode::PlaceLocator>(gazetteer));
}

}  // namespace

geocode::Cascade source_cascade(const SourceContext& context)
{
    const project::Source& source = context.project->sources.at(context.source_index);
    const geocode::CoordinateLocatorOptions columns = coordinate_options(source, context);
    const geocode::GridReferenceLocatorOptions squares{placer(kNationalGrid, context),
                                                       context.is_in_study_area};
    geocode::CoordinateLocatorOptions in_text = columns;
    in_text.place_xy = squares.place;
    std::vector<std::unique_ptr<const geocode::Locator>> steps;
    steps.push_back(std::make_unique<geocode::CoordinateLocator>(columns));
    steps.push_back(std::make_unique<geocode::GridReferenceLocator>(squares));
    steps.push_back(std::make_unique<geocode::PositionTextLocator>(in_text, squares));
    if (context.gazetteer) {
        append_lookups(steps, context.gazetteer);
    }
    return geocode::Cascade(std::move(steps), context.gazetteer, context.is_in_study_area);
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
