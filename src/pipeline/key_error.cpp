#include "key_error.hpp"

#include "heatward/project/key_lines.hpp"
#include "heatward/project/project_file.hpp"

namespace heatward::pipeline {

DataError key_error(const project::Project& project, const std::string& key,
                    const std::string& message)
{
    const int line = project::KeyLines::of_file(project.file).line_of(key);
    return DataError(project::Finding{project.file, line, key, message}.text());
}

}  // namespace heatward::pipeline
