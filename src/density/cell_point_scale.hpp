#pragma once

#include <algorithm>
#include <cmath>

#include "heatward/core/kernel.hpp"
#include "lattice_cells.hpp"

namespace heatward::density {

/// What an amplitude makes of CellPoint's scale.
struct CellPointScale {
    double amplitude = -1;
    float top = 0;
    double root = 0;  ///< of the top as it is kept, so that its rounding moves no rim

    CellPointScale() = default;
    CellPointScale(Kernel kernel, double of)
        : amplitude(of), top(static_cast<float>(kernel == Kernel::quartic ? std::sqrt(of) : of))
    {
        if (kernel == Kernel::uniform) {
            root = 1;
            return;
        }
        top = std::max(top, kWeightlessTop);
        root = std::sqrt(static_cast<double>(top));
    }
};

/// A number as the sum of two in single precision.
struct FloatPair {
    float most;
    float rest;

    explicit FloatPair(double value)
        : most(static_cast<float>(value)),
          rest(static_cast<float>(value - static_cast<double>(most)))
    {
    }
};

}  // namespace heatward::density
