#pragma once

#include <optional>
#include <string>
#include <vector>

#include "heatward/core/extent.hpp"
#include "heatward/maps/supply_gaps.hpp"
#include "heatward/server/picture_crs.hpp"
#include "heatward/server/served_run.hpp"
#include "heatward/server/time_dimension.hpp"

/// What WMS and WMTS tell of layers.
namespace heatward::server {

/// "wards" → "Wards": area sets have no title of their own.
std::string title_of_table(const FeatureTable& table);

/// Unit, kernel, bandwidth, period and gaps of a layer in a sentence or two.
std::string abstract_of(const ServedRun& run, const project::Layer& layer);
std::string abstract_of_table(const ServedRun& run, const FeatureTable& table);

/// Ids of the densities and tables whose pictures the view's tier may see, in the view's order.
std::vector<const project::Layer*> shown_layers(const ServedRun& run);
std::vector<const FeatureTable*> shown_tables(const ServedRun& run);

/// Around the study area, x east and y north; nothing where the system has no place for it.
std::optional<Extent> bounds_in(const ServedRun& run, PictureCrs crs);

/// Values of a layer's dimension `time`.
struct TimeValues {
    maps::MonthSpan months;   ///< first and last with data, within the layer's period
    bool are_months = false;  ///< its data are known to the month only
    [[nodiscard]] std::string whole() const;   ///< "2025-01-01/2025-12-31"
    [[nodiscard]] std::string extent() const;  ///< whole() with "/P1D" or "/P1M"
};

/// Nothing where nobody says what months there are.
std::optional<TimeValues> time_values(const ServedRun& run, const project::Layer& layer);

/// How a single moment of TIME is read for the layer.
MomentMeans moment_of(const ServedRun& run, const project::Layer& layer);

}  // namespace heatward::server
