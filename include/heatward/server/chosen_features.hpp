#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "heatward/server/feature_region.hpp"
#include "heatward/server/items_request.hpp"
#include "heatward/server/work_size.hpp"
#include "heatward/server/work_slice.hpp"

namespace heatward::server {

/// Features that are sorted at once: their keys take some 50 bytes each while they are.
inline constexpr std::size_t kMostSorted = 2'000'000;

/// What a request's bbox, datetime, filter and what is of incidents alone say of features. For one
/// thread.
class FeatureTest {
public:
    /// 400 naming bbox or filter, whichever has the geometry that GEOS cannot take. `collection`
    /// outlives the test.
    static tl::expected<FeatureTest, Problem> make(const Collection& collection,
                                                   const ItemsRequest& request,
                                                   const gis::Projection& projection);

    [[nodiscard]] bool accepts(std::size_t index) const;
    /// Whether nothing is asked of a feature.
    [[nodiscard]] bool accepts_all() const
    {
        return !m_incidents && !m_interval && !m_bbox && !m_filter;
    }
    /// Whether the slice is over after a feature was tested: the clock is looked at each time where
    /// the filter has geometries, as holding one feature against those may take milliseconds.
    [[nodiscard]] bool uses_up(WorkSlice& slice) const
    {
        return m_regions.empty() ? slice.is_over() : slice.is_over_now();
    }

private:
    FeatureTest(const Collection& collection, const ItemsRequest& request);

    const Collection* m_collection;
    std::optional<FeatureRegion> m_bbox;
    std::optional<TimeInterval> m_interval;
    std::optional<IncidentChoice> m_incidents;
    std::optional<cql2::Filter> m_filter;
    std::vector<FeatureRegion> m_regions;  ///< the filter's geometries
};

/// A guess, before anything is read, of what it takes until an answer of that format has begun, of
/// a collection of so many features. What is streamed in the collection's order takes a slice at a
/// time; what is sorted first, or made whole, holds every feature against what chooses it.
WorkSize search_size(std::size_t features, const Query& query, FeatureFormat format);

/// Whether nobody waits for the answer any more.
using HasLeft = std::function<bool()>;

/// What then ends a work that is done in one piece: 408. One that has just closed its sending side,
/// which cannot be told from the other, reads it.
Problem client_left();

/// The accepted features in the order that the request sorts them by: absent values last, equal
/// ones in the collection's order. 400 naming `sortby` where there are more than kMostSorted. 408
/// where `has_left`, which is asked after each slice's time, says that the client has left.
tl::expected<std::vector<std::uint32_t>, Problem> sorted_features(const Collection& collection,
                                                                  const ItemsRequest& request,
                                                                  const FeatureTest& test,
                                                                  const HasLeft& has_left);

/// The accepted features one after the other, from the request's `after` or `offset` on. For one
/// thread.
class ChosenFeatures {
public:
    /// `order` is null where the request does not sort: features are then tested as they are asked
    /// for. `collection` outlives the object.
    ChosenFeatures(const Collection& collection, const ItemsRequest& request, FeatureTest test,
                   std::shared_ptr<const std::vector<std::uint32_t>> order);

    /// The next one's index; nothing at the end, and where the slice ends before there is one.
    std::optional<std::size_t> next(WorkSlice& slice);
    [[nodiscard]] bool is_at_end() const { return m_place == end(); }

    /// How many the request chooses, those before `after` and `offset` too; nothing where the slice
    /// ends first: asked again, it goes on. `next` is not called any more from then on.
    std::optional<std::size_t> count(WorkSlice& slice);

private:
    [[nodiscard]] std::size_t end() const;

    const Collection* m_collection;
    FeatureTest m_test;
    std::shared_ptr<const std::vector<std::uint32_t>> m_order;
    std::size_t m_place = 0;      ///< in m_order or in the collection
    std::size_t m_uncounted = 0;  ///< features from the collection's begin that were not looked at
    std::size_t m_accepted = 0;   ///< of all that were looked at
    std::size_t m_to_pass_over = 0;
};

}  // namespace heatward::server
