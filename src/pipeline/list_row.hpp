#pragma once

#include <span>
#include <string>
#include <string_view>

#include "heatward/gis/feature_source.hpp"

namespace heatward::pipeline {

/// One row of a gazetteer list: of a text table its cells, of a GDAL layer its geometry too.
struct ListRow {
    std::span<const std::string> cells;           ///< one a column
    const gis::SourceFeature* feature = nullptr;  ///< none of a text table
};

}  // namespace heatward::pipeline
