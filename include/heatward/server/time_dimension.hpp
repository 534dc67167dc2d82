#pragma once

#include <string>
#include <string_view>

#include "heatward/core/expected.hpp"

namespace heatward::server {

/// What a single moment in TIME stands for.
enum class MomentMeans : unsigned char {
    as_written,  ///< the minute, day, month or year that it names
    its_month    ///< the month that it lies in, of data that are known to the month only
};

/// What TIME is read by.
struct TimeReading {
    MomentMeans moment = MomentMeans::as_written;
    std::string time_zone;  ///< the project's
};

/// Reads the value of the WMS and WMTS dimension `time` (ISO 8601 as in OGC 06-042, annex D) and
/// gives it as the interval that `datetime` takes, both ends included.
///
/// A year, month, day or time, or "from/to" of these; a resolution after them ("/P1M") says nothing
/// here and is passed over; open ends are "..", as in `datetime`. Times with "Z" or an offset are
/// brought to the project's wall clock as `datetime` brings them (parse_feature_interval), except
/// where all of them are midnights or last seconds of days in UTC: clients that know no other clock
/// write whole days so, and those are meant. Midnight at the end of an interval of times ends it
/// with the day before; so does 23:59:59 with its own day. An interval of whole days that are whole
/// months is written in months, so that records known to the month count. Errors: anything else,
/// lists included.
expected<std::string> datetime_of_time(std::string_view text, const TimeReading& reading);

}  // namespace heatward::server
