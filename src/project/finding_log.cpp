#include "finding_log.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace heatward::project {
namespace {

std::vector<Finding> by_line(std::vector<Finding> findings)
{
    std::stable_sort(findings.begin(), findings.end(),
                     [](const Finding& a, const Finding& b) { return a.line < b.line; });
    return findings;
}

}  // namespace

std::string Finding::text() const
{
    std::string place = file;
    if (line > 0) {
        place += fmt::format(":{}", line);
    }
    if (!key.empty()) {
        place += ": " + key;
    }
    return place + ": " + message;
}

std::vector<Finding> FindingLog::errors() const { return by_line(m_errors); }

std::vector<Finding> FindingLog::warnings() const { return by_line(m_warnings); }

}  // namespace heatward::project
