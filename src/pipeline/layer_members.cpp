#include "layer_members.hpp"

#include "heatward/maps/density_layer.hpp"

namespace heatward::pipeline {

LayerMembers::LayerMembers(const project::Project& project, const project::Layer& layer)
    : m_filter(maps::layer_filter(project, layer)),
      m_source(project.sources.size(), kNone),
      m_category(project.categories.size(), false)
{
    for (std::size_t k = 0; k < m_filter.sources.size(); ++k) {
        m_source[m_filter.sources[k]] = k;
    }
    for (const std::uint16_t category : m_filter.categories) {
        m_category[category] = true;
    }
}

}  // namespace heatward::pipeline
