#include "heatward/pipeline/source_reader.hpp"

#include <fmt/format.h>

#include "heatward/pipeline/police_uk_reader.hpp"

namespace heatward::pipeline {

std::unique_ptr<SourceReader> make_source_reader(const project::Project& project,
                                                 const project::Source& source)
{
    if (source.format == "police.uk") {
        return std::make_unique<PoliceUkReader>(project, source);
    }
    throw DataError(
        fmt::format("source \"{}\" has mapped fields, which this version reads but "
                    "cannot build yet; leave the source out, or give it in format "
                    "\"police.uk\"",
                    source.id));
}

}  // namespace heatward::pipeline
