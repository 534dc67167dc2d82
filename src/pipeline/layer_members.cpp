#include "layer_members.hpp"

#include <utility>

#include "heatward/maps/density_layer.hpp"

namespace heatward::pipeline {

LayerMembers::LayerMembers(const project::Project& project, const project::Layer& layer)
    : LayerMembers(project, maps::layer_filter(project, layer))
{
}

LayerMembers::LayerMembers(const project::Project& project, IncidentFilter filter)
    : m_filter(std::move(filter)),
      m_source(project.sources.size(), kNone),
      m_category(project.categories.size(), kNone)
{
    for (std::size_t k = 0; k < m_filter.sources.size(); ++k) {
        m_source[m_filter.sources[k]] = k;
    }
    for (std::size_t k = 0; k < m_filter.categories.size(); ++k) {
        m_category[m_filter.categories[k]] = k;
    }
}

}  // namespace heatward::pipeline
