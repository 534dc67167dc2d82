#pragma once

#include <cstddef>
#include <memory>
#include <vector>

#include "heatward/core/feature_table.hpp"
#include "heatward/core/tier.hpp"
#include "heatward/server/access_decision.hpp"
#include "heatward/server/collection.hpp"

namespace heatward::server {

/// The numbers, ascending, of those columns of a table that the tier may be shown: each is decided
/// by decide_access.
std::vector<std::size_t> shown_columns(const FeatureTable& table, Tier tier);

/// The collection as the tier may be shown it: a property that is refused is not there, for what
/// writes, lists, sorts and filters alike, and a time that is refused is none. `collection` itself
/// where nothing is refused.
std::unique_ptr<const Collection> shown_collection(std::unique_ptr<const Collection> collection,
                                                   Subject subject, Tier tier);

}  // namespace heatward::server
