#pragma once

#include "heatward/tabular/time_format.hpp"
#include "record_stream.hpp"

namespace heatward::pipeline {

/// A record's time in the source's format; or, where its cell is a date of its own in the source
/// (a spreadsheet's, a database's), as that.
expected<tabular::StatedTime> read_stated_time(const tabular::TimeFormat& format,
                                               const StreamRecord& record, std::size_t place);

}  // namespace heatward::pipeline
