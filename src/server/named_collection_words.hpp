#pragma once

#include <string_view>

#include "heatward/core/named_collection.hpp"

namespace heatward::server {

/// What a collection that is no area set holds, for people; empty for every other id.
constexpr std::string_view description_of_named(std::string_view id)
{
    if (id == kHotspots) {
        return "Outlines of the densest parts of each layer.";
    }
    if (id == kInterventions) {
        return "Treated area, ring and control area of each intervention with one layer's figures "
               "before and after; for analysts alone.";
    }
    return id == kIncidents
               ? "Incidents as supplied and located; one row a record, for analysts alone."
               : "";
}

}  // namespace heatward::server
