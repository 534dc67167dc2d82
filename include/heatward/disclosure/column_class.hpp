#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "heatward/core/tier.hpp"

namespace heatward::disclosure {

/// The lowest tier at which a column of an area table may be served once that tier's suppression
/// has been applied to its values. A column that has no class is served to analysts alone, so
/// that a statistic added later cannot leak by being forgotten here.
///
/// - What describes the area itself (`code`, `name`, `parent`, `population`): public.
/// - Figures of one layer (`<layer>_<statistic>`) that suppression knows how to treat
///   (has_class): the layer's own tier. `layer_tier` is absent where the column belongs to no
///   layer. Counts of kinds that are not the layer's own (its controls, its second definition) are
///   for analysts alone.
Tier lowest_tier_of_area_column(std::string_view column, std::string_view layer_id,
                                std::optional<Tier> layer_tier);

/// The lowest tier at which a column of an area set may be served whatever layers there are:
/// public where it describes the area itself or is named as a figure that suppression knows how to
/// treat, whose own layer may still be for a higher tier; analyst for every other.
Tier lowest_tier_of_area_column(std::string_view column);

/// The lowest tier at which a column of the hotspots may be served: that of the collection for the
/// columns that a build writes, analyst for every other.
Tier lowest_tier_of_hotspot_column(std::string_view column);

/// The statistic part of `<layer id, - as _>_<statistic>`, or nothing where the column is not
/// that layer's.
std::optional<std::string_view> statistic_of(std::string_view column, std::string_view layer_id);

/// What stands behind "<layer>_" in the names of an area table's columns.
std::span<const std::string_view> layer_statistics();

/// Whether suppression knows how to treat a layer's statistic.
bool has_class(std::string_view statistic);

/// The lowest tier at which a collection's features may be served: area sets public, `hotspots`
/// partner, `interventions`, `incidents` and everything else analyst.
Tier lowest_tier_of_collection(std::string_view id, bool is_area_set);

/// The lowest tier at which a layer's surface, tiles and hotspots may be served: the
/// layer's own `tier`, and analyst where one of its categories is sensitive (those
/// go below analyst as area figures alone).
Tier lowest_tier_of_surface(Tier layer_tier, bool has_sensitive_category);

}  // namespace heatward::disclosure
