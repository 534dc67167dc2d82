#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "heatward/core/extent.hpp"
#include "heatward/core/point.hpp"
#include "heatward/core/polygon.hpp"

namespace heatward {

/// What a basemap feature is, in drawing order: a later class lies over an earlier one.
enum class BasemapClass : std::uint8_t { land, water, green, building, road, rail, place };

inline constexpr std::array<std::string_view, 7> kBasemapClassNames{
    "land", "water", "green", "building", "road", "rail", "place"};

inline std::string_view to_string(BasemapClass feature_class)
{
    return kBasemapClassNames[static_cast<std::size_t>(feature_class)];
}

inline std::optional<BasemapClass> parse_basemap_class(std::string_view text)
{
    for (std::size_t i = 0; i < kBasemapClassNames.size(); ++i) {
        if (kBasemapClassNames[i] == text) {
            return static_cast<BasemapClass>(i);
        }
    }
    return std::nullopt;
}

/// The one kind of geometry that features of a class have.
enum class BasemapGeometry : std::uint8_t { polygons, lines, points };

inline BasemapGeometry geometry_of(BasemapClass feature_class)
{
    switch (feature_class) {
        case BasemapClass::road:
        case BasemapClass::rail:
            return BasemapGeometry::lines;
        case BasemapClass::place:
            return BasemapGeometry::points;
        default:
            return BasemapGeometry::polygons;
    }
}

/// One feature in project metres. Only the member of its class's geometry is filled.
struct BasemapFeature {
    std::string name;  ///< empty where the source gives none
    ProjectedMultiPolygon polygons;
    std::vector<std::vector<ProjectedPoint>> lines;  ///< each of at least two vertices
    std::vector<ProjectedPoint> points;
    /// Of lines: metres of the road or railway that this is a piece of, as it goes straight on
    /// through crossings ("stroke"); what decides from which scale on it is drawn. Else 0.
    double stroke_m = 0;

    friend bool operator==(const BasemapFeature&, const BasemapFeature&) = default;
};

/// All features of one class, first the most important as the sources order them.
struct BasemapLayer {
    BasemapClass feature_class = BasemapClass::land;
    std::vector<BasemapFeature> features;

    friend bool operator==(const BasemapLayer&, const BasemapLayer&) = default;
};

/// What is drawn under everything: the classes that have features, each once, in drawing order.
using Basemap = std::vector<BasemapLayer>;

/// The smallest rectangle around the feature; empty where it has no vertex.
Extent extent_of(const BasemapFeature& feature);

}  // namespace heatward
