#pragma once

#include <cstdint>

#include "shared_progress.hpp"

namespace heatward::density {

/// The stage of computing a density raster, over its cells.
class RasterProgress : public SharedProgress {
public:
    RasterProgress(Progress* progress, std::uint64_t cells)
        : SharedProgress(progress, "Computing density", cells, "cells")
    {
    }
};

}  // namespace heatward::density
