#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "heatward/geocode/gazetteer.hpp"
#include "heatward/geocode/location_text.hpp"

namespace heatward::geocode {

enum class NameKind : std::uint8_t { street, premises, locality };

/// Words of a text that name something in the gazetteer.
struct Mention {
    NameKind kind = NameKind::street;
    std::size_t first = 0;  ///< of the text's words
    std::size_t count = 0;
    std::size_t key_length = 0;
    unsigned errors = 0;               ///< typing errors
    std::vector<std::uint32_t> names;  ///< among the kind's names; several where all are as near

    [[nodiscard]] std::size_t end() const { return first + count; }
    [[nodiscard]] bool overlaps(const Mention& other) const
    {
        return first < other.end() && other.first < end();
    }
};

/// The names in a stretch of a text's words, none across a segment's border.
///
/// Names written as they are in the gazetteer, but for abbreviations, come first; of those that
/// overlap the longest is kept, and of one length premises before streets before localities.
/// Common words alone ("park", "street") name nothing. Where neither a street nor premises are
/// found so, the nearest misspelt ones are looked for (NameIndex::find_misspelt): all that share
/// the least errors and among them the longest key. A stretch all of whose words stand in
/// gazetteer names is not misspelt: it names something that the gazetteer lacks, unless an s alone
/// is missing or too much.
std::vector<Mention> find_mentions(const Gazetteer& gazetteer, const LocationText& text,
                                   std::size_t first, std::size_t end);

}  // namespace heatward::geocode
