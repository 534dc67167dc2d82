#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace heatward::geocode {

/// A full unit postcode in capitals, its outward code filled with blanks to four characters
/// ("CB2 1TN", "CB111AA"), as a number: the first character is the highest byte, so that the units
/// of a sector follow each other. 0 is none.
using PostcodeKey = std::uint64_t;

/// Reads "CB2 1TN", "cb2 1tn", "CB21TN", "CB2-1TN.": what is no letter or figure does not count.
/// The form
/// is checked: an outward code (one or two letters, a figure, maybe a figure or letter), then a
/// figure and two letters other than C, I, K, M, O and V. Nothing for another text. Source: the
/// Post Office's formats A9 9AA, A99 9AA, AA9 9AA, AA99 9AA, A9A 9AA and AA9A 9AA.
std::optional<PostcodeKey> parse_postcode(std::string_view text);

/// Every full postcode that the text becomes where some of its O and 0, I and 1, S and 5 stand for
/// each other, as they do in handwriting and on worn keyboards; the text itself left out;
/// ascending.
std::vector<PostcodeKey> repaired_postcodes(std::string_view text);

/// The first postcode of the sector and the first beyond it.
struct SectorRange {
    PostcodeKey first;
    PostcodeKey end;
};
SectorRange sector_of(PostcodeKey key);

/// The postcode as it is written: "CB2 1TN".
std::string written_postcode(PostcodeKey key);

/// The sector as it is written: "CB2 1".
std::string written_sector(PostcodeKey key);

}  // namespace heatward::geocode
