#pragma once

#include <string>
#include <utility>
#include <vector>

#include "heatward/core/basemap.hpp"

namespace heatward::test {

inline BasemapFeature basemap_line(std::string name, double stroke_m,
                                   std::vector<ProjectedPoint> line)
{
    BasemapFeature feature;
    feature.name = std::move(name);
    feature.stroke_m = stroke_m;
    feature.lines = {std::move(line)};
    return feature;
}

inline BasemapFeature basemap_area(std::string name, Ring<ProjectedPoint> ring)
{
    BasemapFeature feature;
    feature.name = std::move(name);
    feature.polygons = {{std::move(ring), {}}};
    return feature;
}

inline BasemapFeature basemap_place(std::string name, ProjectedPoint point)
{
    BasemapFeature feature;
    feature.name = std::move(name);
    feature.points = {point};
    return feature;
}

/// One or a few features of every class about (west, south), `size` metres wide and high: land
/// with a bay in the south-east, a lake with an island, a wood, four buildings, a through road
/// in two pieces, a side street, a railway and two places.
inline Basemap small_basemap(double west, double south, double size)
{
    const auto at = [&](double x, double y) {
        return ProjectedPoint{west + x * size, south + y * size};
    };
    const auto box = [&](double x, double y, double side) {
        return Ring<ProjectedPoint>{at(x, y), at(x + side, y), at(x + side, y + side),
                                    at(x, y + side)};
    };
    Basemap basemap(kBasemapClassNames.size());
    for (std::size_t i = 0; i < basemap.size(); ++i) {
        basemap[i].feature_class = static_cast<BasemapClass>(i);
    }
    const auto features = [&](BasemapClass feature_class) -> std::vector<BasemapFeature>& {
        return basemap[static_cast<std::size_t>(feature_class)].features;
    };
    features(BasemapClass::land) = {
        basemap_area("", {at(0.02, 0.05), at(0.6, 0.02), at(0.7, 0.3), at(0.97, 0.35),
                          at(0.95, 0.97), at(0.04, 0.95)})};
    BasemapFeature lake = basemap_area("Long Lake", box(0.15, 0.65, 0.2));
    Ring<ProjectedPoint> island = box(0.22, 0.72, 0.06);
    std::swap(island[1], island[3]);
    lake.polygons[0].holes.push_back(std::move(island));
    features(BasemapClass::water) = {std::move(lake)};
    features(BasemapClass::green) = {basemap_area("Hay Wood", box(0.65, 0.65, 0.22))};
    features(BasemapClass::building) = {
        basemap_area("", box(0.40, 0.52, 0.03)), basemap_area("", box(0.45, 0.53, 0.02)),
        basemap_area("Hall", box(0.52, 0.52, 0.04)), basemap_area("", box(0.47, 0.42, 0.03))};
    features(BasemapClass::road) = {
        basemap_line("High Street", 0.95 * size, {at(0.03, 0.5), at(0.3, 0.46), at(0.5, 0.5)}),
        basemap_line("High Street", 0.95 * size, {at(0.95, 0.52), at(0.5, 0.5)}),
        basemap_line("Mill Lane", 0.42 * size, {at(0.5, 0.5), at(0.52, 0.7), at(0.5, 0.92)})};
    features(BasemapClass::rail) = {
        basemap_line("", 0.9 * size, {at(0.06, 0.1), at(0.4, 0.3), at(0.93, 0.6)})};
    features(BasemapClass::place) = {basemap_place("Market", at(0.5, 0.5)),
                                     basemap_place("Mill End", at(0.5, 0.9))};
    return basemap;
}

}  // namespace heatward::test
