#pragma once

#include <string>
#include <utility>

#include "heatward/core/error.hpp"
#include "heatward/pipeline/check_project.hpp"

namespace heatward::pipeline {

/// Adds findings of one project file.
class FindingCollector {
public:
    FindingCollector(std::string file, Findings& findings)
        : m_file(std::move(file)), m_findings(&findings)
    {
    }

    void error(std::string key, std::string message)
    {
        m_findings->errors.push_back({m_file, 0, std::move(key), std::move(message)});
    }
    [[nodiscard]] std::size_t error_count() const { return m_findings->errors.size(); }
    void warn(std::string key, std::string message)
    {
        m_findings->warnings.push_back({m_file, 0, std::move(key), std::move(message)});
    }
    /// A warning that no report holds.
    void notice(std::string key, std::string message)
    {
        m_findings->notices.push_back({m_file, 0, std::move(key), std::move(message)});
    }

    /// Runs `look`; a HeatwardError it throws becomes an error of the key. Gives whether there was
    /// none.
    template <class Look>
    bool attempt(const std::string& key, Look&& look)
    {
        try {
            look();
            return true;
        } catch (const HeatwardError& problem) {
            error(key, problem.what());
            return false;
        }
    }

private:
    std::string m_file;
    Findings* m_findings;
};

}  // namespace heatward::pipeline
