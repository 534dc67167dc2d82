#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "heatward/core/feature_table.hpp"
#include "heatward/pipeline/ranking_evidence.hpp"

namespace heatward::pipeline {

/// An area whose trend has a name, with what speaks for it.
struct TrendArea {
    AreaName area;
    std::optional<double> trend_p_bh;
    std::optional<double> gi_star_p_bh;
    std::optional<std::int64_t> before;  ///< incidents of the months compared, a year earlier
    std::optional<std::int64_t> after;   ///< and in them
    std::optional<double> ratio;         ///< after / before; nothing where `before` is 0
    std::optional<double> change_p_bh;   ///< of that change
};

/// The areas of a set that are called so, at most kMostTrendAreas of each: the least adjusted p
/// first (the trend's; of persistent areas that of Gi*), of equal ones the z furthest out.
struct TrendAreas {
    std::vector<TrendArea> emerging;
    std::vector<TrendArea> persistent;
    std::vector<TrendArea> fading;
};
inline constexpr std::size_t kMostTrendAreas = 20;

/// Reads the layer's columns of area_over_time.hpp and area_evidence.hpp. Throws std::out_of_range
/// where the table lacks one.
TrendAreas trend_areas(const std::string& layer_id, const FeatureTable& table);

}  // namespace heatward::pipeline
