#pragma once

#include <string>
#include <vector>

namespace heatward::pipeline {

/// Whether a cell may be a person's rather than a column's name: long, or with a run of figures.
bool may_be_contents(const std::string& cell);

/// Column names for a message, parted by commas: the first few, and none that may be contents.
std::string listed_columns(const std::vector<std::string>& columns);

}  // namespace heatward::pipeline
