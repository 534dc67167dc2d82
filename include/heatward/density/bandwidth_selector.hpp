#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "heatward/core/polygon.hpp"
#include "heatward/density/incident_places.hpp"
#include "heatward/density/selected_bandwidth.hpp"

namespace heatward::density {

/// The ways to choose one bandwidth for all incidents (docs/METHODS.md, bandwidth selectors).
enum class BandwidthSelector : std::uint8_t { scott, silverman, ppl, cvl, diggle };

inline constexpr std::array<std::string_view, 5> kBandwidthSelectorNames{"scott", "silverman",
                                                                         "ppl", "cvl", "diggle"};

std::string_view to_string(BandwidthSelector selector);

std::optional<BandwidthSelector> parse_bandwidth_selector(std::string_view text);

/// One line of what the selector is for.
std::string_view purpose(BandwidthSelector selector);

/// The selector's answer for incidents inside the window, each counted once. Throws DataError
/// where it has none: see the selectors' own headers.
SelectedBandwidth select_bandwidth(BandwidthSelector selector, const IncidentPlaces& places,
                                   const ProjectedMultiPolygon& window,
                                   const BandwidthSearchOptions& options = {});

}  // namespace heatward::density
