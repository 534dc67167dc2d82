#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <tl/expected.hpp>

#include "heatward/core/extent.hpp"
#include "heatward/core/time.hpp"
#include "heatward/cql2/filter.hpp"
#include "heatward/cql2/queryables.hpp"
#include "heatward/server/collection.hpp"
#include "heatward/server/feature_crs.hpp"
#include "heatward/server/feature_format.hpp"
#include "heatward/server/incident_choice.hpp"
#include "heatward/server/url.hpp"

namespace heatward::server {

/// As many features as an answer holds where the request does not say, and at most. GeoJSON is
/// streamed, so that the most is what a client can take rather than what the server can.
inline constexpr std::size_t kDefaultLimit = 10;
inline constexpr std::size_t kMaxLimit = 1'000'000;

/// A property that features are sorted by.
struct SortKey {
    std::size_t property = 0;
    bool is_descending = false;
};

/// Which features of a collection are asked for, in what order and how they are written: checked.
struct ItemsRequest {
    FeatureFormat format = FeatureFormat::geojson;
    std::size_t limit = kDefaultLimit;
    std::size_t offset = 0;
    std::optional<std::size_t> after;  ///< the feature behind which the page begins
    std::optional<Extent> bbox;        ///< in bbox_crs, x first
    FeatureCrs bbox_crs;
    std::optional<TimeInterval> interval;
    std::optional<cql2::Filter> filter;
    FeatureCrs filter_crs;
    std::optional<IncidentChoice> incidents;
    std::vector<SortKey> sort;
    std::vector<std::size_t> properties;  ///< those that are written, in the collection's order
    FeatureCrs crs;                       ///< that coordinates are written in
    bool is_count = false;                ///< resulttype=hits: how many there are, and none of them
    bool has_geometry = true;             ///< false for skipGeometry=true
    std::string chosen;  ///< what chooses features, in one form of writing: empty where all are
    std::string order;   ///< what sorts them, likewise
};

/// What filters may name: the collection's properties by their numbers, then "geometry".
std::vector<cql2::Queryable> queryables_of(const Collection& collection);

/// Reads limit, offset, after, bbox, bbox-crs, datetime, filter, filter-lang, filter-crs, sortby,
/// properties, crs, resulttype and skipGeometry. `time_zone` is the project's, for times that say
/// their offset from UTC. 400 naming the parameter.
tl::expected<ItemsRequest, Problem> parse_items_request(const Query& query, FeatureFormat format,
                                                        const Collection& collection,
                                                        const gis::Projection& projection,
                                                        const std::string& time_zone);

/// RFC 3339 with an offset, as OGC API Features has it, beside all that core's parse_interval
/// takes: such times are brought to the wall clock of `time_zone`.
tl::expected<TimeInterval, Problem> parse_feature_interval(std::string_view text,
                                                           const std::string& time_zone);

}  // namespace heatward::server
