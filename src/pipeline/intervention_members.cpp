#include "intervention_members.hpp"

#include "intervention_months.hpp"

namespace heatward::pipeline {

InterventionMembers::InterventionMembers(const project::Project& project,
                                         const project::Intervention& intervention)
    : m_categories(project.categories.size()),
      m_is_member(project.sources.size() * m_categories, false),
      m_has_source(project.sources.size(), false)
{
    for (const project::Layer* layer : layers_of(project, intervention)) {
        for (const std::string& source : layer->sources) {
            const std::size_t s = *project.source_index(source);
            m_has_source[s] = true;
            for (const std::string& category : layer->categories) {
                m_is_member[s * m_categories + *project.category_index(category)] = true;
            }
        }
    }
}

}  // namespace heatward::pipeline
