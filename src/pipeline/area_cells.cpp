#include "heatward/pipeline/area_cells.hpp"

#include <map>

#include "heatward/project/weight.hpp"
#include "layer_members.hpp"

namespace heatward::pipeline {

AreaCells::AreaCells(const AnalysisInput& input, const IncidentFilter& filter, std::size_t areas,
                     const AreaMembership& membership)
    : m_areas(areas),
      m_sources(filter.sources.size()),
      m_categories(filter.categories.size()),
      m_counts(m_areas * m_sources * m_categories, 0)
{
    const IncidentTable& incidents = *input.incidents;
    const LayerMembers members(*input.project, filter);
    for (std::size_t i = 0; i < incidents.size(); ++i) {
        const std::uint32_t area = membership.area_of(i);
        const std::size_t source = members.source_of(incidents, i);
        if (area != AreaMembership::kNowhere && source != LayerMembers::kNone) {
            ++m_counts[(area * m_sources + source) * m_categories +
                       members.category_of(incidents, i)];
        }
    }
}

std::uint64_t AreaCells::count_of_category(std::size_t area, std::size_t category) const
{
    std::uint64_t sum = 0;
    for (std::size_t source = 0; source < m_sources; ++source) {
        sum += count(area, source, category);
    }
    return sum;
}

std::uint64_t AreaCells::count(std::size_t area) const
{
    std::uint64_t sum = 0;
    for (std::size_t category = 0; category < m_categories; ++category) {
        sum += count_of_category(area, category);
    }
    return sum;
}

double AreaCells::weight(std::size_t area, const std::vector<double>& weights) const
{
    double sum = 0;
    for (std::size_t category = 0; category < m_categories; ++category) {
        sum += weights[category] * static_cast<double>(count_of_category(area, category));
    }
    return sum;
}

std::vector<stats::WeightedCount> AreaCells::weighted_counts(
    const std::vector<double>& weights) const
{
    std::vector<stats::WeightedCount> cells;
    for (std::size_t area = 0; area < m_areas; ++area) {
        std::map<double, std::uint64_t> by_weight;
        for (std::size_t category = 0; category < m_categories; ++category) {
            if (const std::uint64_t found = count_of_category(area, category); found > 0) {
                by_weight[weights[category]] += found;
            }
        }
        for (const auto& [weight, found] : by_weight) {
            cells.push_back({static_cast<std::uint32_t>(area), weight, found});
        }
    }
    return cells;
}

std::vector<double> category_weights(const project::Project& project, const project::Layer& layer,
                                     const IncidentFilter& filter)
{
    std::vector<double> weights;
    for (const std::uint16_t category : filter.categories) {
        weights.push_back(project::weight_of(project, layer, category));
    }
    return weights;
}

}  // namespace heatward::pipeline
