#pragma once

#include <string>

#include "heatward/pipeline/source_reader.hpp"

namespace heatward::pipeline {

/// Every row leaves through one door. Holds counts that were made apart against each other, file by
/// file: lines that the file holds, records taken from it, rows used, rows rejected, and the
/// reasons. Throws DataError naming the file (or the source) where two of them differ.
void require_every_row(const std::string& source_id, const SourceRows& rows);

}  // namespace heatward::pipeline
