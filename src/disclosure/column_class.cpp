#include "heatward/disclosure/column_class.hpp"

#include <algorithm>
#include <array>

#include "heatward/core/named_collection.hpp"

namespace heatward::disclosure {
namespace {

constexpr std::array<std::string_view, 5> kPublicColumns{"code", "name", "parent", "population",
                                                         "lies_in"};

constexpr auto kLayerStatistics = std::to_array<std::string_view>({"count",
                                                                   "rate_per_1000",
                                                                   "rate_low",
                                                                   "rate_high",
                                                                   "harm",
                                                                   "density_mean",
                                                                   "density_max",
                                                                   "hotspot_share",
                                                                   "rank",
                                                                   "eb_rate_per_1000",
                                                                   "eb_parent_rate_per_1000",
                                                                   "funnel",
                                                                   "gi_star_z",
                                                                   "gi_star_p",
                                                                   "gi_star_p_permutation",
                                                                   "gi_star_p_bh",
                                                                   "local_moran_i",
                                                                   "local_moran_z",
                                                                   "local_moran_p",
                                                                   "local_moran_p_permutation",
                                                                   "local_moran_p_bh",
                                                                   "local_moran_quadrant",
                                                                   "change_before",
                                                                   "change_after",
                                                                   "change_ratio",
                                                                   "change_low",
                                                                   "change_high",
                                                                   "change_p",
                                                                   "change_p_bh",
                                                                   "trend_z",
                                                                   "trend_p",
                                                                   "trend_p_bh",
                                                                   "trend",
                                                                   "months_missing",
                                                                   "cases",
                                                                   "controls",
                                                                   "risk",
                                                                   "risk_low",
                                                                   "risk_high",
                                                                   "risk_p",
                                                                   "risk_p_bh",
                                                                   "raised_share",
                                                                   "lowered_share",
                                                                   "harm_per_1000",
                                                                   "rank_low",
                                                                   "rank_high",
                                                                   "top_share",
                                                                   "top_stability",
                                                                   "top_by",
                                                                   "second_count",
                                                                   "second_rank",
                                                                   "top_origins_share"});

/// Of other kinds than the layer's own, which its author may not think of when choosing its tier.
constexpr std::array<std::string_view, 3> kForAnalystsAlone{"controls", "second_count",
                                                            "second_rank"};

bool is_for_analysts_alone(std::string_view statistic)
{
    return std::find(kForAnalystsAlone.begin(), kForAnalystsAlone.end(), statistic) !=
           kForAnalystsAlone.end();
}

constexpr std::array<std::string_view, 9> kHotspotColumns{
    "layer", "rank", "count", "harm", "area_km2", "density_max", "pai", "wards", "ward_codes"};

}  // namespace

std::optional<std::string_view> statistic_of(std::string_view column, std::string_view layer_id)
{
    if (column.size() <= layer_id.size() + 1 || column[layer_id.size()] != '_') {
        return std::nullopt;
    }
    const bool begins_with_layer =
        std::equal(layer_id.begin(), layer_id.end(), column.begin(),
                   [](char wanted, char found) { return found == (wanted == '-' ? '_' : wanted); });
    if (!begins_with_layer) {
        return std::nullopt;
    }
    return column.substr(layer_id.size() + 1);
}

std::span<const std::string_view> layer_statistics() { return kLayerStatistics; }

bool has_class(std::string_view statistic)
{
    return std::find(kLayerStatistics.begin(), kLayerStatistics.end(), statistic) !=
           kLayerStatistics.end();
}

Tier lowest_tier_of_area_column(std::string_view column, std::string_view layer_id,
                                std::optional<Tier> layer_tier)
{
    if (std::find(kPublicColumns.begin(), kPublicColumns.end(), column) != kPublicColumns.end()) {
        return Tier::public_;
    }
    const auto statistic = statistic_of(column, layer_id);
    if (!layer_tier || !statistic || !has_class(*statistic) || is_for_analysts_alone(*statistic)) {
        return Tier::analyst;
    }
    return *layer_tier;
}

Tier lowest_tier_of_area_column(std::string_view column)
{
    const auto ends_in = [&](std::string_view statistic) {
        return column.size() > statistic.size() + 1 && column.ends_with(statistic) &&
               column[column.size() - statistic.size() - 1] == '_';
    };
    if (std::any_of(kForAnalystsAlone.begin(), kForAnalystsAlone.end(), ends_in)) {
        return Tier::analyst;
    }
    return std::any_of(kLayerStatistics.begin(), kLayerStatistics.end(), ends_in)
               ? Tier::public_
               : lowest_tier_of_area_column(column, {}, std::nullopt);
}

Tier lowest_tier_of_hotspot_column(std::string_view column)
{
    const bool is_known =
        std::find(kHotspotColumns.begin(), kHotspotColumns.end(), column) != kHotspotColumns.end();
    return is_known ? lowest_tier_of_collection(kHotspots, false) : Tier::analyst;
}

Tier lowest_tier_of_collection(std::string_view id, bool is_area_set)
{
    if (is_area_set) {
        return Tier::public_;
    }
    return id == kHotspots ? Tier::partner : Tier::analyst;
}

Tier lowest_tier_of_surface(Tier layer_tier, bool has_sensitive_category)
{
    return has_sensitive_category ? Tier::analyst : layer_tier;
}

}  // namespace heatward::disclosure
