#pragma once

#include <string_view>

#include "heatward/core/expected.hpp"

namespace heatward::geocode {

/// A number read from a coordinate's text.
struct CoordinateNumber {
    double value = 0;
    int decimals = 0;  ///< digits after the point: how finely it was written
};

/// Reads a decimal number with surrounding blanks. With `decimal_comma` one comma may stand for
/// the point ("52,2053"); without it a comma is an error, since it may part thousands. Errors:
/// text that is no number, exponents, not finite. The Error never repeats the text.
expected<CoordinateNumber> parse_coordinate(std::string_view text, bool decimal_comma);

}  // namespace heatward::geocode
