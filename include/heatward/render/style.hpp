#pragma once

#include <array>
#include <cstddef>
#include <string>

#include "heatward/render/colour.hpp"

namespace heatward::render {

/// Colour classes of a style: as many as can still be told apart on a light map.
inline constexpr std::size_t kStyleClasses = 7;

/// How a density is coloured: one colour a class, from the lowest to the highest.
/// What lies below the first class stays transparent.
struct Style {
    std::string id;
    std::string title;
    std::string description;
    std::array<Colour, kStyleClasses> classes;  ///< alpha is the class's opacity

    friend bool operator==(const Style&, const Style&) = default;
};

}  // namespace heatward::render
