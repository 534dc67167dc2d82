#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "heatward/render/colour.hpp"

namespace heatward::render {

/// A picture of straight-alpha sRGB pixels: rows × columns, row 0 at the top.
struct RgbaImage {
    int width = 0;
    int height = 0;
    std::vector<Colour> pixels;

    RgbaImage() = default;
    RgbaImage(int columns, int rows, Colour fill = kTransparent)
        : width(columns),
          height(rows),
          pixels(static_cast<std::size_t>(columns) * static_cast<std::size_t>(rows), fill)
    {
    }

    [[nodiscard]] std::size_t index(int row, int column) const
    {
        return static_cast<std::size_t>(row) * static_cast<std::size_t>(width) +
               static_cast<std::size_t>(column);
    }
    [[nodiscard]] const Colour& at(int row, int column) const { return pixels[index(row, column)]; }
    [[nodiscard]] Colour& at(int row, int column) { return pixels[index(row, column)]; }

    friend bool operator==(const RgbaImage&, const RgbaImage&) = default;
};

}  // namespace heatward::render
