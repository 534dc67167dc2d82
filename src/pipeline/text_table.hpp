#pragma once

#include <string>
#include <vector>

#include "heatward/tabular/csv_reader.hpp"

namespace heatward::pipeline {

/// Opens a text table, its cells parted by what stands most often in its first line. `columns` are
/// the names where it has no header row. Throws DataError naming the file (`name`) where it cannot
/// be read.
tabular::CsvReader open_text_table(const std::string& path, const std::string& name,
                                   std::vector<std::string> columns = {});

}  // namespace heatward::pipeline
