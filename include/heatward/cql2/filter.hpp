#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "heatward/core/expected.hpp"
#include "heatward/core/time_zone.hpp"
#include "heatward/cql2/feature.hpp"
#include "heatward/cql2/geometry.hpp"
#include "heatward/cql2/queryables.hpp"

namespace heatward::cql2 {

struct CheckedFilter;

/// A filter of OGC's Common Query Language (CQL2, OGC 21-065r2), its names and types checked.
/// Immutable; copies share it, and any number of threads may use it at once.
class Filter {
public:
    explicit Filter(std::shared_ptr<const CheckedFilter> checked);

    /// Whether the filter is true of the feature; neither where it is false nor where it is unknown
    /// (three-valued logic: a comparison with null is unknown).
    ///
    /// Times compare as intervals: a < b where a ends before b begins, a <= b where a ends no later
    /// than b, a >= b where a begins no earlier, a = b where both begin and end together. So a
    /// minute of 30 June is <= DATE('2025-06-30'), and BETWEEN two days takes in both. The T_
    /// functions are those of the standard, with the ends of a date those of its day.
    [[nodiscard]] bool accepts(const Feature& feature) const;

    /// The filter's geometry literals, by the number that Feature::intersects is asked with.
    [[nodiscard]] std::span<const Geometry> geometries() const;

    /// The queryables that the filter reads, ascending, each once.
    [[nodiscard]] std::span<const std::size_t> used() const;

    /// The filter as CQL2 text in one form of writing, for keys and logs: the same for text and
    /// JSON of the same structure, whatever the spaces, case of keywords, parentheses, form of
    /// numbers, order of an IN list and side of a lone constant. The order of AND's and OR's parts
    /// is kept.
    [[nodiscard]] std::string canonical() const;

private:
    std::shared_ptr<const CheckedFilter> m_checked;
};

/// Reads the text form (cql2-text), and of the draft before it what GDAL 3.6 sends: INTERSECTS for
/// S_INTERSECTS, ILIKE, and dates as plain text beside a time.
/// Features' times are wall-clock times, and so are dates and timestamps without an offset; those
/// with "Z" or an offset are brought to the clock of `zone` (null: UTC). It is used only within the
/// call. Errors name the character (counted from 1), what is wrong and what to do.
expected<Filter> parse_text(std::string_view text, std::span<const Queryable> queryables,
                            const TimeZone* zone = nullptr);

/// Reads the JSON form (cql2-json), times as parse_text does. Errors name the place by JSON pointer
/// (RFC 6901).
expected<Filter> parse_json(std::string_view text, std::span<const Queryable> queryables,
                            const TimeZone* zone = nullptr);

}  // namespace heatward::cql2
