#pragma once

#include <cstddef>
#include <vector>

#include "heatward/core/incident_table.hpp"
#include "heatward/project/project.hpp"

namespace heatward::pipeline {

/// The sources and categories of an intervention's layers, each pair once.
class InterventionMembers {
public:
    InterventionMembers(const project::Project& project, const project::Intervention& intervention);

    /// Whether any of the layers takes the source, by its index in the project.
    [[nodiscard]] bool has_source(std::size_t source) const { return m_has_source[source]; }
    /// Whether the incident is of any of the layers, wherever and whenever it was.
    [[nodiscard]] bool contains(const IncidentTable& incidents, std::size_t i) const
    {
        return incidents.category[i] < m_categories &&
               m_is_member[incidents.source[i] * m_categories + incidents.category[i]];
    }

private:
    std::size_t m_categories;
    std::vector<bool> m_is_member;
    std::vector<bool> m_has_source;
};

}  // namespace heatward::pipeline
