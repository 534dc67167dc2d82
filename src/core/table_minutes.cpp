#include "heatward/core/table_minutes.hpp"

#include <fmt/format.h>

#include "heatward/core/error.hpp"

namespace heatward {

std::int32_t TableMinutes::refused(WallMinutes time)
{
    throw DataError(fmt::format(
        "a time of {} minutes from 1970 lies outside the years that incidents may be of, "
        "1900 to 2199: mend it at the source",
        time));
}

}  // namespace heatward
