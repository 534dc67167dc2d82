#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "heatward/core/expected.hpp"

namespace heatward::geocode {

/// A full unit postcode without blanks in capitals ("CB21TN"), from "cb2 1tn" or "CB2  1TN".
/// The form is checked: outward code (one or two letters, a figure, maybe a figure or letter), then
/// a figure and two letters. The Error is a reason without the text. Source: the Post Office's
/// formats A9 9AA, A99 9AA, AA9 9AA, AA99 9AA, A9A 9AA and AA9A 9AA.
expected<std::string> parse_postcode(std::string_view text);

/// Every full postcode that a text which is none becomes where some of its O and 0, I and 1, S and
/// 5 stand for each other, as they do in handwriting and on worn keyboards; ascending. Empty for a
/// text that is a full postcode already: nothing is wrong with its form.
std::vector<std::string> repaired_postcodes(std::string_view text);

/// The postcode as it is written: "CB2 1TN" from "CB21TN".
std::string written_postcode(std::string_view packed);

}  // namespace heatward::geocode
