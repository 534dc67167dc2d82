#include "heatward/pipeline/source_reader.hpp"

#include "heatward/pipeline/mapped_reader.hpp"
#include "heatward/pipeline/police_uk_reader.hpp"

namespace heatward::pipeline {

std::uint64_t least_listed_rows(const project::Project& project, const project::Source& source)
{
    return static_cast<std::uint64_t>(source.threshold.value_or(project.disclosure.threshold));
}

std::unique_ptr<SourceReader> make_source_reader(const project::Project& project,
                                                 const project::Source& source)
{
    if (source.format == "police.uk") {
        return std::make_unique<PoliceUkReader>(project, source);
    }
    return std::make_unique<MappedReader>(project, source);
}

}  // namespace heatward::pipeline
