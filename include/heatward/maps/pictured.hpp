#pragma once

#include <cstdint>

#include "heatward/core/grid.hpp"
#include "heatward/maps/density_colours.hpp"
#include "heatward/maps/plane.hpp"

namespace heatward::maps {

/// What pictures are drawn of: a surface that gives each pixel a colour. Immutable, safe to share
/// between threads.
class Pictured {
public:
    virtual ~Pictured() = default;

    [[nodiscard]] virtual Plane plane() const = 0;

    /// For each pixel of a window in this plane (rows × columns, row 0 north) its place in the
    /// colours' palette; 0 where nothing is drawn, and outside the study area where `mask` is set.
    /// A pixel has the same number in every window of its lattice and for every number of threads.
    [[nodiscard]] virtual Raster<std::uint8_t> classes(const GridFrame& frame, bool mask,
                                                       const DensityColours& colours,
                                                       unsigned threads) const = 0;

protected:
    Pictured() = default;
    Pictured(const Pictured&) = default;
    Pictured(Pictured&&) = default;
    Pictured& operator=(const Pictured&) = default;
    Pictured& operator=(Pictured&&) = default;
};

}  // namespace heatward::maps
