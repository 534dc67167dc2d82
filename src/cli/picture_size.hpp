#pragma once

#include <string>

namespace heatward::cli {

/// Pixels or cells of a picture.
struct PictureSize {
    int width = 0;
    int height = 0;
    int scale = 1;  ///< 2 where text and lines are drawn at twice the size, as on paper
};

/// Reads "WIDTHxHEIGHT" (1 to 100,000 each), "A4" or "A3" (landscape at 192 dots an inch,
/// drawn at twice the size). Throws UsageError for anything else.
PictureSize parse_picture_size(const std::string& text);

}  // namespace heatward::cli
