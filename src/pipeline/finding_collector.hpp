#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "heatward/core/error.hpp"
#include "heatward/pipeline/check_project.hpp"
#include "heatward/project/key_lines.hpp"

namespace heatward::pipeline {

/// Adds findings of one project file, with the lines of their keys.
class FindingCollector {
public:
    FindingCollector(std::string file, Findings& findings)
        : m_file(std::move(file)), m_findings(&findings)
    {
    }

    void error(std::string key, std::string message)
    {
        add(m_findings->errors, std::move(key), std::move(message));
    }
    [[nodiscard]] std::size_t error_count() const { return m_findings->errors.size(); }
    void warn(std::string key, std::string message)
    {
        add(m_findings->warnings, std::move(key), std::move(message));
    }
    /// A warning that no report holds.
    void notice(std::string key, std::string message)
    {
        add(m_findings->notices, std::move(key), std::move(message));
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
    void add(std::vector<project::Finding>& findings, std::string key, std::string message)
    {
        if (!m_lines) {
            m_lines = project::KeyLines::of_file(m_file);
        }
        const int line = m_lines->line_of(key);
        findings.push_back({m_file, line, std::move(key), std::move(message)});
    }

    std::string m_file;
    Findings* m_findings;
    std::optional<project::KeyLines> m_lines;  ///< once there is a finding
};

}  // namespace heatward::pipeline
