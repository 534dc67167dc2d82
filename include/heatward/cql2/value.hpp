#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <variant>

namespace heatward::cql2 {

/// A time as the half-open interval of seconds since 1970-01-01T00:00:00 by the filter's clock that
/// it may lie in, so that times of every precision compare alike: a timestamp is its second
/// [t, t + 1), a date its day, a month its month. Never empty: begin < end.
struct Times {
    std::int64_t begin = INT64_MIN;  ///< INT64_MIN where open
    std::int64_t end = INT64_MAX;    ///< INT64_MAX where open

    // clang-tidy 14 takes the comparison with 0 within for a null pointer.
    friend auto operator<=>(const Times&, const Times&) = default;  // NOLINT(modernize-use-nullptr)
};

/// What a property holds or a filter says; std::monostate is null.
using Value = std::variant<std::monostate, bool, double, std::string, Times>;

}  // namespace heatward::cql2
