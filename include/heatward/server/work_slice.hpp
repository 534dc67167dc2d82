#pragma once

#include <chrono>

#include "heatward/server/limits.hpp"

namespace heatward::server {

/// The time that a work takes at once before others have their turn. Asked between rows.
class WorkSlice {
public:
    using Clock = std::chrono::steady_clock;

    explicit WorkSlice(Clock::duration time = kSliceTime) : m_end(Clock::now() + time) {}

    /// Whether the time is used up, between rows that each take far less. Looks at the clock now
    /// and then alone, and first once some rows were worked on, so that every slice goes on by
    /// some.
    [[nodiscard]] bool is_over()
    {
        if (++m_asked % kRowsBetweenLooks == 0) {
            m_is_over = Clock::now() >= m_end;
        }
        return m_is_over;
    }

    /// The same, but looks at the clock each time: between rows that may take long themselves.
    [[nodiscard]] bool is_over_now()
    {
        m_is_over = Clock::now() >= m_end;
        return m_is_over;
    }

private:
    static constexpr unsigned kRowsBetweenLooks = 16;

    Clock::time_point m_end;
    unsigned m_asked = 0;
    bool m_is_over = false;
};

}  // namespace heatward::server
