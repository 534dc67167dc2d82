#pragma once

#include "heatward/geocode/coordinate_locator.hpp"
#include "heatward/geocode/grid_reference_locator.hpp"
#include "heatward/geocode/locator.hpp"

namespace heatward::geocode {

/// Locates by coordinates or a grid reference in the free text (text_coordinates.hpp), by the rules
/// of the columns of that kind.
class PositionTextLocator final : public Locator {
public:
    /// `coordinates.place_xy` places eastings and northings of EPSG:27700.
    PositionTextLocator(CoordinateLocatorOptions coordinates, GridReferenceLocatorOptions squares)
        : m_coordinates(std::move(coordinates)), m_squares(std::move(squares))
    {
    }

    [[nodiscard]] bool has_clue(const LocationClues& clues) const override;
    [[nodiscard]] Match locate(const LocationClues& clues) const override;

private:
    CoordinateLocator m_coordinates;
    GridReferenceLocator m_squares;
};

}  // namespace heatward::geocode
