#pragma once

#include "heatward/core/named_collection.hpp"
#include "heatward/server/access_decision.hpp"
#include "heatward/server/served_run.hpp"

namespace heatward::server {

/// The collection behind a table, with all that the view holds of them.
inline Subject subject_of(const FeatureTable& table)
{
    return {.shown = Shown::collection,
            .collection = table.name,
            .is_area_set = !is_named_collection(table.name)};
}

/// A collection of the view.
inline Subject subject_of(const ServedRun& run, const std::string& collection)
{
    const FeatureTable* table = run.find_table(collection);
    return table != nullptr ? subject_of(*table)
                            : Subject{.shown = Shown::collection, .collection = collection};
}

}  // namespace heatward::server
