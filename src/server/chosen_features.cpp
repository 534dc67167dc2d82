#include "heatward/server/chosen_features.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <fmt/format.h>

#include "heatward/core/error.hpp"
#include "heatward/cql2/feature.hpp"

namespace heatward::server {

namespace {

constexpr std::int64_t kSecondsPerMinute = 60;

/// Times are compared by the project's wall clock, as if it were UTC.
cql2::Value time_value(const std::optional<PossibleTime>& time, TimePart part)
{
    if (!time) {
        return {};
    }
    if (part != TimePart::all) {
        const std::int64_t moment =
            (part == TimePart::begin ? time->begin : time->end) * kSecondsPerMinute;
        return cql2::Times{moment, moment + 1};
    }
    return cql2::Times{std::int64_t{time->begin} * kSecondsPerMinute,
                       std::int64_t{time->end} * kSecondsPerMinute};
}

cql2::Value filter_value(AttributeValue value, PropertyType type)
{
    if (auto* text = std::get_if<std::string>(&value)) {
        return std::move(*text);
    }
    if (const auto* integer = std::get_if<std::int64_t>(&value)) {
        return type == PropertyType::boolean ? cql2::Value(*integer != 0)
                                             : cql2::Value(static_cast<double>(*integer));
    }
    if (const auto* real = std::get_if<double>(&value)) {
        return *real;
    }
    return {};
}

/// A collection's feature as a filter sees it.
class FilteredFeature final : public cql2::Feature {
public:
    FilteredFeature(const Collection& collection, const std::vector<FeatureRegion>& regions,
                    std::size_t index)
        : m_collection(&collection), m_regions(&regions), m_index(index)
    {
    }

    [[nodiscard]] cql2::Value value(std::size_t queryable) const override
    {
        const auto properties = m_collection->properties();
        if (queryable == properties.size()) {
            return true;  // every feature has a geometry
        }
        const PropertyType type = properties[queryable].type;
        return type == PropertyType::time
                   ? time_value(m_collection->time(m_index), properties[queryable].part)
                   : filter_value(m_collection->value(m_index, queryable), type);
    }

    [[nodiscard]] bool intersects(std::size_t literal) const override
    {
        return (*m_regions)[literal].meets(*m_collection, m_index);
    }

private:
    const Collection* m_collection;
    const std::vector<FeatureRegion>* m_regions;
    std::size_t m_index;
};

/// Whether a feature's time may lie in the interval; none is of every time.
bool intersect(const std::optional<PossibleTime>& time, const TimeInterval& interval)
{
    return !time || (time->begin < interval.end && interval.begin < time->end);
}

/// Absent values, and what is no number, behind all others whatever the direction.
bool is_absent(const AttributeValue& value)
{
    const auto* real = std::get_if<double>(&value);
    return std::holds_alternative<std::monostate>(value) || (real != nullptr && std::isnan(*real));
}

/// Keeps the order of equals.
void sort_by(const SortKey& key, const Collection& collection, std::vector<std::uint32_t>& features)
{
    std::vector<AttributeValue> values(features.size());
    std::vector<std::uint32_t> places(features.size());
    for (std::size_t i = 0; i < features.size(); ++i) {
        values[i] = collection.value(features[i], key.property);
        places[i] = static_cast<std::uint32_t>(i);
    }
    std::stable_sort(places.begin(), places.end(), [&](std::uint32_t a, std::uint32_t b) {
        if (is_absent(values[a]) || is_absent(values[b])) {
            return !is_absent(values[a]) && is_absent(values[b]);
        }
        return key.is_descending ? values[b] < values[a] : values[a] < values[b];
    });
    std::vector<std::uint32_t> ordered(features.size());
    std::transform(places.begin(), places.end(), ordered.begin(),
                   [&](std::uint32_t place) { return features[place]; });
    features = std::move(ordered);
}

}  // namespace

FeatureTest::FeatureTest(const Collection& collection, const ItemsRequest& request)
    : m_collection(&collection),
      m_interval(request.interval),
      m_incidents(request.incidents),
      m_filter(request.filter)
{
}

tl::expected<FeatureTest, Problem> FeatureTest::make(const Collection& collection,
                                                     const ItemsRequest& request,
                                                     const gis::Projection& projection)
{
    FeatureTest test(collection, request);
    std::string_view parameter = "bbox";
    try {
        if (request.bbox) {
            test.m_bbox.emplace(*request.bbox, CrsFrame(request.bbox_crs, projection));
        }
        parameter = "filter";
        if (test.m_filter) {
            for (const auto& geometry : test.m_filter->geometries()) {
                test.m_regions.emplace_back(geometry, CrsFrame(request.filter_crs, projection));
            }
        }
    } catch (const DataError& error) {
        return bad_parameter(parameter, error.what());
    }
    return test;
}

bool FeatureTest::accepts(std::size_t index) const
{
    return (!m_incidents || m_incidents->accepts(index)) &&
           (!m_interval || intersect(m_collection->time(index), *m_interval)) &&
           (!m_bbox || m_bbox->meets(*m_collection, index)) &&
           (!m_filter || m_filter->accepts(FilteredFeature(*m_collection, m_regions, index)));
}

WorkSize search_size(std::size_t features, const Query& query, FeatureFormat format)
{
    constexpr std::size_t kBytesOfACondition = 16;
    constexpr std::size_t kConditionsOfAFile = 10;
    const bool is_file = format == FeatureFormat::geopackage;
    const auto* result = query.find("resulttype");
    const bool is_count = result != nullptr && *result == "hits";
    const bool is_sorted = query.find("sortby") != nullptr && !is_count;
    if (!is_file && !is_sorted) {
        return {kTilePixels, false};
    }
    // A condition on a feature takes about as long as a pixel.
    const auto* filter = query.find("filter");
    std::size_t conditions = filter == nullptr ? 0 : 1 + filter->size() / kBytesOfACondition;
    for (const char* name :
         {"bbox", "datetime", "sortby", "area", "category", "days", "hours", "source"}) {
        conditions += query.find(name) == nullptr ? 0U : 1U;
    }
    conditions += is_file ? kConditionsOfAFile : 0U;
    const std::size_t pixels = std::max(kTilePixels, features * conditions);
    // Kept well below a client's share, or it would be refused while anything else of theirs waits.
    return {std::min(pixels, kComputeQueuePixels / 8),
            pixels > kLongWorkPixels || (is_sorted && features > kLongWorkPixels / 16)};
}

Problem client_left()
{
    return {408,
            "the connection's sending side was closed before the answer was made; keep it open "
            "until the answer is there",
            {}};
}

tl::expected<std::vector<std::uint32_t>, Problem> sorted_features(const Collection& collection,
                                                                  const ItemsRequest& request,
                                                                  const FeatureTest& test,
                                                                  const HasLeft& has_left)
{
    std::vector<std::uint32_t> features;
    WorkSlice slice;
    for (std::size_t i = 0; i < collection.size(); ++i) {
        if (test.accepts(i)) {
            features.push_back(static_cast<std::uint32_t>(i));
        }
        if (features.size() > kMostSorted) {
            return bad_parameter("sortby",
                                 fmt::format("more than {} features would be sorted; narrow them "
                                             "with filter, bbox or datetime",
                                             kMostSorted));
        }
        if (test.uses_up(slice)) {
            if (has_left()) {
                return tl::unexpected<Problem>(client_left());
            }
            slice = WorkSlice();
        }
    }
    // By one key after the other, the last first: each sort keeps the order of equals.
    for (std::size_t i = request.sort.size(); i-- > 0;) {
        if (slice.is_over_now() && has_left()) {
            return tl::unexpected<Problem>(client_left());
        }
        sort_by(request.sort[i], collection, features);
    }
    return features;
}

ChosenFeatures::ChosenFeatures(const Collection& collection, const ItemsRequest& request,
                               FeatureTest test,
                               std::shared_ptr<const std::vector<std::uint32_t>> order)
    : m_collection(&collection),
      m_test(std::move(test)),
      m_order(std::move(order)),
      m_to_pass_over(request.offset)
{
    if (request.after && m_order) {
        const auto place = std::find(m_order->begin(), m_order->end(), *request.after);
        m_place =
            static_cast<std::size_t>(place - m_order->begin()) + (place == m_order->end() ? 0 : 1);
    } else if (request.after) {
        m_place = *request.after + 1;
        m_uncounted = m_place;
    }
}

std::size_t ChosenFeatures::end() const { return m_order ? m_order->size() : m_collection->size(); }

std::optional<std::size_t> ChosenFeatures::next(WorkSlice& slice)
{
    while (!is_at_end()) {
        const std::size_t index = m_order ? (*m_order)[m_place] : m_place;
        ++m_place;
        if (m_order || m_test.accepts(index)) {
            ++m_accepted;
            if (m_to_pass_over == 0) {
                return index;
            }
            --m_to_pass_over;
        }
        if (m_test.uses_up(slice)) {
            break;
        }
    }
    return std::nullopt;
}

std::optional<std::size_t> ChosenFeatures::count(WorkSlice& slice)
{
    if (m_order || m_test.accepts_all()) {
        return end();
    }
    while (m_uncounted > 0 || !is_at_end()) {
        const std::size_t index = m_uncounted > 0 ? --m_uncounted : m_place++;
        m_accepted += m_test.accepts(index) ? 1U : 0U;
        if (m_test.uses_up(slice)) {
            break;
        }
    }
    return m_uncounted == 0 && is_at_end() ? std::optional(m_accepted) : std::nullopt;
}

}  // namespace heatward::server
