#pragma once

#include <string>
#include <vector>

#include "heatward/core/feature_table.hpp"
#include "heatward/maps/outline_picture.hpp"

namespace heatward::maps {

/// Outlines of a table that are drawn alike.
struct OutlineClass {
    std::string title;
    OutlinePen pen;
    std::vector<bool> rows;  ///< whether a row is one of them; empty: all are
};

/// In the order that they are drawn in. Of interventions ring, control and treated area, as far as
/// there are any, each in a pen of its own; of every other table a single class of that title.
std::vector<OutlineClass> outline_classes(const FeatureTable& table, const std::string& title);

}  // namespace heatward::maps
