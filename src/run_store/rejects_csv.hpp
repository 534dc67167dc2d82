#pragma once

#include <span>
#include <string>

#include "heatward/run_store/run_writer.hpp"

namespace heatward::run_store {

/// rejects/<source>.csv: a header and one line a row, columns `row, file, source, reason, fields`.
std::string rejects_csv(const std::string& source_id, std::span<const RejectedRow> rows);

}  // namespace heatward::run_store
