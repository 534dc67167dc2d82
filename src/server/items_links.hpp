#pragma once

#include <optional>
#include <span>
#include <string>

#include <nlohmann/json_fwd.hpp>

#include "heatward/server/feature_format.hpp"
#include "heatward/server/route.hpp"

namespace heatward::server {

/// Where an answer with features stands among addresses.
struct ItemsPlace {
    std::shared_ptr<const ServedRun> run;
    std::string base_url;
    bool is_pinned = false;
    std::string collection;
    Query query;  ///< as asked
    FeatureFormat format = FeatureFormat::geojson;
    std::string client = {};  ///< whose share a download takes
    bool is_head = false;     ///< nobody takes the body
};

/// "?run=…" of a pinned run, with `lead` in place of "?"; else empty.
std::string pin_of(const ItemsPlace& place, char lead);

/// Links of a page: itself, other formats, its collection, and the next page where there is one:
/// behind the feature `last`, of the run that the page is of, so that pages of two runs are never
/// mixed.
nlohmann::json page_links(const ItemsPlace& place, std::span<const FeatureFormat> formats,
                          const std::optional<std::string>& last);

/// Links of one feature.
nlohmann::json item_links(const ItemsPlace& place, std::span<const FeatureFormat> formats,
                          const std::string& feature_id);

}  // namespace heatward::server
