#include "heatward/pipeline/check_project.hpp"

#include "heatward/pipeline/prepared_project.hpp"
#include "missing_files.hpp"

namespace heatward::pipeline {

Findings check_project(const project::Project& project)
{
    Findings findings;
    static_cast<void>(prepare_project(project, findings));
    return findings;
}

Findings check_project_file(const std::string& path)
{
    auto parsed = project::read_project_file(path);
    if (!parsed) {
        Findings findings{std::move(parsed.error()), {}, {}};
        FindingCollector collector(path, findings);
        report_missing_files(project::read_despite_errors(path), collector);
        return findings;
    }
    Findings findings{{}, std::move(parsed->warnings), {}};
    static_cast<void>(prepare_project(parsed->project, findings));
    return findings;
}

}  // namespace heatward::pipeline
