#pragma once

#include <algorithm>
#include <array>
#include <string_view>

namespace heatward {

/// Outlines of the densest parts of each layer.
inline constexpr std::string_view kHotspots = "hotspots";
/// The places of each intervention with one layer's figures.
inline constexpr std::string_view kInterventions = "interventions";
/// Every used row.
inline constexpr std::string_view kIncidents = "incidents";

/// Collections of features that are no area set, by the ids that run folders, views and addresses
/// know them by, in the order they are listed in. No area set and no layer is called so.
inline constexpr std::array<std::string_view, 3> kNamedCollections{kHotspots, kInterventions,
                                                                   kIncidents};

constexpr bool is_named_collection(std::string_view id)
{
    return std::find(kNamedCollections.begin(), kNamedCollections.end(), id) !=
           kNamedCollections.end();
}

}  // namespace heatward
