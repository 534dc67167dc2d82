#pragma once

#include <array>
#include <string_view>

#include "heatward/core/kernel.hpp"
#include "heatward/core/tier.hpp"
#include "heatward/project/project.hpp"

namespace heatward::project {

/// The names by which an enumeration stands in files, in its own order.
template <class Enum>
inline constexpr std::array<std::string_view, 0> kEnumNames{};
template <>
inline constexpr auto kEnumNames<CellShape> = std::array<std::string_view, 2>{"square", "hexagon"};
template <>
inline constexpr auto kEnumNames<NeighbourRule::By> =
    std::array<std::string_view, 3>{"queen", "rook", "distance"};
template <>
inline constexpr auto kEnumNames<Weight> = std::array<std::string_view, 2>{"count", "harm"};
template <>
inline constexpr auto kEnumNames<HotspotRule::By> =
    std::array<std::string_view, 3>{"share_of_area", "density", "share_of_incidents"};
template <>
inline constexpr auto kEnumNames<BeforePeriod> =
    std::array<std::string_view, 2>{"year-earlier", "preceding"};
template <>
inline constexpr auto kEnumNames<Kernel> = kKernelNames;
template <>
inline constexpr auto kEnumNames<EdgeCorrection> = kEdgeCorrectionNames;
template <>
inline constexpr auto kEnumNames<Tier> = kTierNames;

}  // namespace heatward::project
