#pragma once

#include "heatward/core/extent.hpp"
#include "heatward/density/kernel_points.hpp"

namespace heatward::density {

/// The least and the largest radii of some points, plane units; all 0 without points.
struct RadiusExtremes {
    double least_x = 0;
    double largest_x = 0;
    double least_y = 0;
    double largest_y = 0;

    friend bool operator==(const RadiusExtremes&, const RadiusExtremes&) = default;
};

/// What is drawn of some points depends on all of them in this alone, beside those in reach.
struct PointBounds {
    RadiusExtremes radii;
    double largest_amplitude = 0;
    Extent places;  ///< plane units; empty without points

    void include(const KernelPoints& points);
};

/// Where points with kernels of those radii must lie, plane units, to reach `extent`: a little more
/// than PointIndex::gather() takes.
Extent in_reach_of(const Extent& extent, Kernel kernel, const RadiusExtremes& radii);

}  // namespace heatward::density
