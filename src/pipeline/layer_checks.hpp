#pragma once

#include <memory>
#include <vector>

#include "finding_collector.hpp"
#include "heatward/pipeline/source_reader.hpp"
#include "heatward/project/project.hpp"

namespace heatward::pipeline {

/// One reader a source, in project order; null where the source cannot be read.
using SourceReaders = std::vector<std::unique_ptr<SourceReader>>;

/// Reports a month that is declared missing and yet there, and layers without any month supplied.
void check_supply(const project::Project& project, const SourceReaders& readers,
                  FindingCollector& findings);

/// Reports each layer whose period has a bound finer than one of its sources knows its times: no
/// row of that source could be told to lie in it.
void check_period_precision(const project::Project& project, const SourceReaders& readers,
                            FindingCollector& findings);

/// Reports cases and controls of relative risks that no row can be of, since none of their
/// categories knows any words of their sources. What the rows themselves hold, building says.
void check_risk_groups(const project::Project& project, FindingCollector& findings);

/// Reports layers whose columns of the area tables would have one name, as "harm" and "harm-eb"
/// have in "harm_eb_rate_per_1000".
void check_columns(const project::Project& project, FindingCollector& findings);

/// Reports each layer whose style is none of the program's, with the nearest.
void check_styles(const project::Project& project, FindingCollector& findings);

}  // namespace heatward::pipeline
