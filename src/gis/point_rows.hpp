#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "heatward/core/point.hpp"

namespace heatward::gis {

/// What the rows of a point source gave, in file order, before any projection.
struct PointRows {
    std::vector<ProjectedPoint> points;  ///< finite, as the source holds them
    std::vector<double> weight;          ///< one a point, finite and 0 or more
    std::size_t without_number = 0;      ///< rows whose weight is no number
    std::size_t without_position = 0;

    void append(const PointRows& other);
};

/// Whether a density can take the weight: finite and not negative.
bool is_weight(double weight);

/// A decimal number with an optional sign and spaces or tabs around it; nothing for other text
/// and for numbers that are not finite.
std::optional<double> number_of(std::string_view text);

/// Whether the path is a file of this machine, which can be read without GDAL.
bool is_plain_file(const std::string& path);

}  // namespace heatward::gis
