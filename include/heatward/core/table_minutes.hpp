#pragma once

#include <cstdint>

#include "heatward/core/time.hpp"

namespace heatward {

/// A WallMinutes in half its bytes, as a table of millions of rows keeps it: the years 1900 to 2199
/// that times are read from, and some thousands around them.
class TableMinutes {
public:
    TableMinutes() = default;
    /// Throws DataError for a time that four bytes do not hold.
    TableMinutes(WallMinutes time)  // NOLINT(google-explicit-constructor): a narrower WallMinutes
        : m_minutes(fits(time) ? static_cast<std::int32_t>(time) : refused(time))
    {
    }
    operator WallMinutes() const { return m_minutes; }  // NOLINT(google-explicit-constructor)

private:
    static bool fits(WallMinutes time) { return time >= INT32_MIN && time <= INT32_MAX; }
    [[noreturn]] static std::int32_t refused(WallMinutes time);

    std::int32_t m_minutes = 0;
};

}  // namespace heatward
