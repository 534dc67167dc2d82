#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "heatward/core/extent.hpp"
#include "heatward/core/grid.hpp"
#include "heatward/core/point.hpp"
#include "heatward/pipeline/kernel_density.hpp"

namespace heatward::pipeline {

/// What a density is about to be made of.
struct KernelDensityGround {
    std::span<const ProjectedPoint> points;  ///< that count
    std::size_t outside_window = 0;          ///< that do not
    Extent all_points;                       ///< of both
    Extent study_area;                       ///< the window's; empty where there is none
    GridFrame frame;
    bool has_crs = false;
};

/// Sentences on what the picture would show wrongly, or not at all: zeros must not be taken for
/// absence, nor one kernel for a pattern.
std::vector<std::string> kernel_density_warnings(const KernelDensityOptions& options,
                                                 const KernelDensityGround& ground);

/// Whether there are points that count, and none is within a kernel's reach of the picture:
/// kernel_density_warnings() says so.
bool is_out_of_reach(const KernelDensityOptions& options, const KernelDensityGround& ground);

/// What to say of a finished picture that has no cell above 0; nothing where one is.
std::optional<std::string> empty_picture_warning(const KernelDensityOptions& options,
                                                 const Raster<float>& picture);

}  // namespace heatward::pipeline
