#include "stated_time.hpp"

namespace heatward::pipeline {

expected<tabular::StatedTime> read_stated_time(const tabular::TimeFormat& format,
                                               const StreamRecord& record, std::size_t place)
{
    if (record.has_own_dates) {
        if (const auto time = tabular::TimeFormat().read(record.cells[place])) {
            return time;
        }
    }
    return format.read(record.cells[place]);
}

}  // namespace heatward::pipeline
