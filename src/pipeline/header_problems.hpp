#pragma once

#include <string>
#include <vector>

#include "heatward/pipeline/source_reader.hpp"
#include "record_stream.hpp"

namespace heatward::pipeline {

/// Adds what is wrong with one file of a mapped source, as far as its header and first rows show:
/// columns that are not there, dropped columns that are not there, columns that identify patients
/// in a health source and are not dropped, no way to tell where rows happened, and times that are
/// not in the source's format. Throws DataError where the file cannot be read.
void add_header_problems(const RecordStreamOptions& options, const project::Source& source,
                         std::vector<SourceProblem>& problems);

/// Those of a file's columns that are named like one that identifies a person and are not dropped.
std::vector<std::string> personal_columns(const std::vector<std::string>& columns,
                                          const project::Source& source);

}  // namespace heatward::pipeline
