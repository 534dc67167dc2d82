#include "heatward/pipeline/check_project.hpp"

#include "heatward/pipeline/prepared_project.hpp"

namespace heatward::pipeline {

Findings check_project(const project::Project& project)
{
    Findings findings;
    static_cast<void>(prepare_project(project, findings));
    return findings;
}

}  // namespace heatward::pipeline
