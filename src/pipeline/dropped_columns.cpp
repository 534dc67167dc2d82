#include "dropped_columns.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "heatward/pipeline/police_uk_reader.hpp"
#include "heatward/tabular/text_encoding.hpp"

namespace heatward::pipeline {
namespace {

/// As CsvReader::column compares names.
std::string normalised(const std::string& name)
{
    return tabular::ascii_lower(tabular::trimmed(name));
}

}  // namespace

void check_dropped_columns(const project::Project& project, FindingCollector& findings)
{
    for (const project::Source& source : project.sources) {
        if (source.format != "police.uk") {
            continue;
        }
        const auto& read = street_columns_read();
        for (const std::string& dropped : source.drop) {
            const auto column = std::find_if(read.begin(), read.end(), [&](const auto& name) {
                return normalised(name) == normalised(dropped);
            });
            if (column != read.end()) {
                findings.error("sources." + source.id + ".drop",
                               fmt::format("\"{}\" is dropped, but format = \"police.uk\" is read "
                                           "from it; remove it from drop (columns that are not "
                                           "read are never kept)",
                                           *column));
            }
        }
    }
}

}  // namespace heatward::pipeline
