#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "heatward/geocode/cascade.hpp"
#include "heatward/geocode/coordinate_locator.hpp"
#include "heatward/geocode/gazetteer.hpp"
#include "heatward/geocode/grid_reference_locator.hpp"
#include "heatward/geocode/junction_locator.hpp"
#include "heatward/geocode/place_locator.hpp"
#include "heatward/geocode/position_text_locator.hpp"
#include "heatward/geocode/postcode_locator.hpp"
#include "heatward/geocode/premises_locator.hpp"
#include "heatward/geocode/sector_locator.hpp"
#include "heatward/geocode/street_locator.hpp"
#include "heatward/geocode/uprn_locator.hpp"

namespace heatward::geocode::testing_support {

/// A made-up corner of the world, in metres. Ashford Magna lies about (10 km, 10 km), Birchham 20
/// km east of it, Colbury 30 km north.
inline void add_streets(GazetteerBuilder& builder)
{
    const auto add = [&](const char* name, std::vector<ProjectedPoint> line) {
        builder.add(RoadRecord{{name}, {std::move(line)}, std::nullopt, {}});
    };
    // Two of the name, each in its town.
    add("High Street", {{9'500, 10'000}, {10'000, 10'000}, {10'500, 10'000}});
    add("High Street", {{29'800, 10'000}, {30'200, 10'000}});
    // Crosses Ashford's High Street in a vertex.
    add("Mill Road", {{10'000, 9'600}, {10'000, 10'000}, {10'000, 10'400}});
    // 60 m apart, with a roundabout between.
    add("Maltings Lane", {{10'200, 10'400}, {10'600, 10'400}});
    add("Station Road", {{10'660, 10'400}, {11'060, 10'400}});
    add("St Mark's Street", {{9'600, 9'600}, {9'900, 9'600}});
    // Two of the name about one town, on both sides.
    add("Church Lane", {{8'000, 10'000}, {8'200, 10'000}});
    add("Church Lane", {{11'900, 10'000}, {12'100, 10'000}});
    add("The Paddocks", {{30'300, 10'300}, {30'500, 10'300}});
    // A crescent that meets its road twice, 400 m apart.
    add("Elm Crescent", {{10'000, 10'400}, {9'700, 10'300}, {9'700, 10'100}, {10'000, 10'000}});
}

inline std::shared_ptr<const Gazetteer> small_gazetteer()
{
    GazetteerBuilder builder;
    add_streets(builder);
    builder.add(PremisesRecord{{"The Mammoth PH", "Mammoth Tap"}, {10'050, 10'030}, 30, {}});
    builder.add(PremisesRecord{{"Boots"}, {10'060, 9'980}, 30, {}});
    builder.add(PremisesRecord{{"Boots"}, {30'000, 10'010}, 30, {}});
    builder.add(PremisesRecord{{"Queen Edith Hospital"}, {11'000, 9'000}, 150, {}});
    builder.add(PlaceRecord{"Ashford Magna", {10'000, 10'000}, 1'500});
    builder.add(PlaceRecord{"Birchham", {30'000, 10'000}, 1'000});
    builder.add(PlaceRecord{"Colbury", {10'000, 40'000}, 800});
    builder.add(
        AreaRecord{"East Fen",
                   {{{{25'000, 5'000}, {35'000, 5'000}, {35'000, 15'000}, {25'000, 15'000}}, {}}}});
    builder.add(PostcodeRecord{"CB1 1AA", {10'000, 10'020}, 100});
    builder.add(PostcodeRecord{"CB1 1AB", {10'100, 10'000}, 100});
    builder.add(PostcodeRecord{"CB1 1AD", {10'200, 10'000}, 100, MatchLevel::postcode, true});
    builder.add(PostcodeRecord{"CB2 1TN", {30'000, 10'000}, 100});
    builder.add(PostcodeRecord{"W1S 0AX", {30'100, 10'000}, 100});
    builder.add(UprnRecord{100'090'012'345, {10'055, 10'015}});
    return std::make_shared<const Gazetteer>(builder.build());
}

/// The National Grid shifted; where the grid is, longitude and latitude are near enough for the
/// bounds of Great Britain.
inline std::optional<PlacedPosition> shifted_grid(double easting_m, double northing_m)
{
    return PlacedPosition{{easting_m - 500'000, northing_m - 200'000},
                          {-7.5 + easting_m / 70'000, 49.8 + northing_m / 111'000}};
}

/// A degree is 70 km by 111 km; (0° E, 52° N) is the origin.
inline std::optional<ProjectedPoint> flat_project(LonLat place)
{
    return ProjectedPoint{place.lon * 70'000, (place.lat - 52) * 111'000};
}

inline bool is_in_small_study_area(ProjectedPoint place)
{
    return place.x > 0 && place.x < 40'000 && place.y > 0 && place.y < 50'000;
}

/// All steps, in the order in which a source's rows are located.
inline Cascade whole_cascade(const std::shared_ptr<const Gazetteer>& gazetteer)
{
    CoordinateLocatorOptions coordinates;
    coordinates.project = flat_project;
    coordinates.place_xy = shifted_grid;
    coordinates.is_in_study_area = is_in_small_study_area;
    const GridReferenceLocatorOptions squares{shifted_grid, is_in_small_study_area};
    std::vector<std::unique_ptr<const Locator>> steps;
    steps.push_back(std::make_unique<CoordinateLocator>(coordinates));
    steps.push_back(std::make_unique<GridReferenceLocator>(squares));
    steps.push_back(std::make_unique<PositionTextLocator>(coordinates, squares));
    steps.push_back(std::make_unique<UprnLocator>(gazetteer));
    steps.push_back(std::make_unique<PremisesLocator>(gazetteer));
    steps.push_back(std::make_unique<JunctionLocator>(gazetteer));
    steps.push_back(std::make_unique<PostcodeLocator>(gazetteer));
    steps.push_back(std::make_unique<StreetLocator>(gazetteer));
    steps.push_back(std::make_unique<SectorLocator>(gazetteer));
    steps.push_back(std::make_unique<PlaceLocator>(gazetteer));
    return Cascade(std::move(steps), gazetteer, is_in_small_study_area);
}

}  // namespace heatward::geocode::testing_support
