#include "project_argument.hpp"

#include <cstdio>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "heatward/core/error.hpp"
#include "heatward/project/project_file.hpp"

namespace heatward::cli {

bool is_project_file(const std::string& argument)
{
    return !std::filesystem::is_directory(argument);
}

project::Project load_project(const std::string& path)
{
    auto parsed = project::read_project_file(path);
    if (!parsed) {
        std::vector<std::string> lines;
        for (const project::Finding& finding : parsed.error()) {
            lines.push_back(finding.text());
        }
        throw DataError(fmt::format("{}", fmt::join(lines, "\n")));
    }
    for (const project::Finding& warning : parsed->warnings) {
        fmt::print(stderr, "warning: {}\n", warning.text());
    }
    return std::move(parsed->project);
}

std::filesystem::path output_folder_of(const std::string& argument)
{
    if (!is_project_file(argument)) {
        return argument;
    }
    const project::Project project = load_project(argument);
    return project.resolve(project.output);
}

}  // namespace heatward::cli
