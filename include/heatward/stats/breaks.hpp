#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace heatward::stats {

inline constexpr std::size_t kClassCount = 7;

/// Bounds of the seven colour classes: class k holds lower[k] ≤ value < lower[k+1], the last
/// up to `maximum` and above. Below lower[0] nothing is drawn.
struct ColourBreaks {
    std::array<double, kClassCount> lower{};  ///< strictly increasing, above 0
    double maximum = 0;                       ///< largest value of the surface
};

/// Seven geometric classes of a surface: with M its largest value and m the median of its
/// values above 0,
///
///     q = (M/m)^(1/7), held within [√2, 4],   lower[k] = M / q^(7−k),  k = 0 … 6.
///
/// So each class spans the same ratio, the top one ends at M, and where q is not held,
/// half of the cells that any incident reaches are drawn. The bounds of q keep a
/// flat surface from seven shades of one value (it falls in the top class) and a steep
/// one from losing its peaks in one class. Not rounded. Values that are not
/// above 0 or not finite are left out: give NaN outside the study area. Nothing where none is left.
std::optional<ColourBreaks> geometric_breaks(std::span<const double> surface);

/// The same as a layer's summary has them: the seven lower bounds and then the maximum; empty
/// where there is nothing to classify.
std::vector<double> colour_breaks(std::span<const double> surface);

}  // namespace heatward::stats
