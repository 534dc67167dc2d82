#pragma once

#include <string>
#include <vector>

#include "heatward/project/project_file.hpp"

namespace heatward::project {

/// Collects what is wrong in one project file, so that all of it can be said at once.
class FindingLog {
public:
    explicit FindingLog(std::string file) : m_file(std::move(file)) {}

    void error(int line, std::string key, std::string message)
    {
        m_errors.push_back({m_file, line, std::move(key), std::move(message)});
    }
    void warn(int line, std::string key, std::string message)
    {
        m_warnings.push_back({m_file, line, std::move(key), std::move(message)});
    }

    [[nodiscard]] bool has_errors() const { return !m_errors.empty(); }

    /// Errors and warnings in the order of their lines.
    [[nodiscard]] std::vector<Finding> errors() const;
    [[nodiscard]] std::vector<Finding> warnings() const;

private:
    std::string m_file;
    std::vector<Finding> m_errors;
    std::vector<Finding> m_warnings;
};

}  // namespace heatward::project
