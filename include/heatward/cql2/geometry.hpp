#pragma once

#include <vector>

#include "heatward/core/polygon.hpp"

namespace heatward::cql2 {

/// A position as the filter writes it: the first and second coordinate, in the reference system and
/// axis order of filter-crs. Heights are read and left out.
struct Position {
    double x = 0;
    double y = 0;

    friend bool operator==(const Position&, const Position&) = default;
};

/// A geometry literal, whatever its type: the points, lines and polygons in it. Never empty as a
/// whole; all coordinates are finite; lines have two positions or more, rings three or more without
/// the repeated last one and in the direction in which they were written. Polygons may overlap each
/// other and rings cross themselves: nothing is mended.
struct Geometry {
    std::vector<Position> points;
    std::vector<std::vector<Position>> lines;
    std::vector<Polygon<Position>> polygons;

    friend bool operator==(const Geometry&, const Geometry&) = default;
};

}  // namespace heatward::cql2
