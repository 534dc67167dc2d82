#pragma once

#include <span>
#include <string>

#include "heatward/core/time.hpp"
#include "heatward/core/time_window.hpp"

namespace heatward::maps {

/// An interval in words, both ends included as people read them: "March 2025", "January to
/// June 2025", "November 2024 to March 2025", "3 March 2025", "3 March 2025 to 9 April 2025",
/// "3 March 2025 22:00 to 4 March 2025 04:00", "from May 2024", "to June 2025", "all dates".
std::string period_text(const TimeInterval& interval);

/// A window in words: "15 June 2025 ± 30 days".
std::string window_text(const TimeWindow& window);

/// Months in words, runs of them joined: "January 2024 to April 2024, June 2024". `months` is
/// ascending; empty text for none.
std::string months_text(std::span<const Month> months);

}  // namespace heatward::maps
