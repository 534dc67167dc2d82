#pragma once

#include <string_view>

namespace heatward::geocode {

class ReadLocation;

/// What a row says of its place, as it stands there: untrusted text, empty where the row has no
/// such field. Borrowed from the row.
struct LocationClues {
    std::string_view lon;  ///< degrees
    std::string_view lat;
    std::string_view x;  ///< metres in the source's own reference system
    std::string_view y;
    std::string_view grid_reference;  ///< Ordnance Survey, e.g. "TL 455 585"
    std::string_view uprn;
    std::string_view location;  ///< free text: street, premises, junction
    std::string_view town;
    std::string_view postcode;
    /// Location and town read; made by the Cascade for its steps.
    const ReadLocation* read = nullptr;
};

}  // namespace heatward::geocode
