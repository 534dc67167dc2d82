#pragma once

#include <cstddef>

#include "heatward/server/limits.hpp"

namespace heatward::server {

/// How much of the compute pool a work takes.
struct WorkSize {
    std::size_t pixels = kTilePixels;  ///< that it draws; what draws none counts as one tile
    bool is_long = false;  ///< takes a second or more: few of them run at once (kLongWorks)

    /// Of a picture of that many pixels.
    static WorkSize of_picture(std::size_t pixels) { return {pixels, pixels > kLongWorkPixels}; }
};

}  // namespace heatward::server
