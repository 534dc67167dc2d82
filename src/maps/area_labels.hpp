#pragma once

#include <cstddef>
#include <vector>

#include "area_roles.hpp"
#include "heatward/core/feature_table.hpp"
#include "heatward/maps/map_extent.hpp"
#include "heatward/run_store/run.hpp"
#include "map_labels.hpp"

namespace heatward::maps {

/// The area zoomed to, if there is one.
struct Focus {
    const FeatureTable* set = nullptr;
    std::size_t row = 0;

    Focus(const run_store::RunData& run, const MapExtent& extent);
    [[nodiscard]] bool is(const FeatureTable& table, std::size_t i) const
    {
        return set == &table && row == i;
    }
};

/// The names of a map in the order in which they are set: that of the focus, then districts, then
/// wards, each set's largest areas first. Areas that the focus lies in are not named, as their
/// names would stand in it and be taken for its own.
std::vector<MapLabel> labels_of(const AreaRoles& roles, const Focus& focus, double unit);

}  // namespace heatward::maps
