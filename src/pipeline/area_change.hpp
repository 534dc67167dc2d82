#pragma once

#include <string>

#include "area_months.hpp"
#include "heatward/core/feature_table.hpp"

namespace heatward::pipeline {

/// Adds the columns `<prefix>change_before` to `_change_p_bh`: empty where no month is compared,
/// and but for the counts where both are 0. The ratio and its upper limit are empty, being
/// infinite, where the earlier count is 0.
void add_change_columns(const std::string& prefix, const LayerMonths& months,
                        const AreaMonths& counts, unsigned threads, FeatureTable& table);

}  // namespace heatward::pipeline
