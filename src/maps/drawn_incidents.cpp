#include "drawn_incidents.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "heatward/maps/moving_window.hpp"
#include "heatward/project/weight.hpp"

namespace heatward::maps {
namespace {

/// Years that each source of the project supplied within the interval, by source index; 0
/// where the run says nothing of it.
std::vector<double> years_by_source(const project::Project& project,
                                    const std::vector<run_store::SourceSupply>& supply,
                                    const TimeInterval& interval)
{
    std::vector<double> years;
    for (const auto& source : project.sources) {
        const auto found = std::find_if(supply.begin(), supply.end(),
                                        [&](const auto& entry) { return entry.id == source.id; });
        years.push_back(found == supply.end() ? 0.0 : years_supplied(found->periods, interval));
    }
    return years;
}

/// By category index; of those outside the filter nobody asks.
std::vector<double> weight_by_category(const project::Project& project, const project::Layer& layer,
                                       const IncidentFilter& filter)
{
    std::vector<double> weights(project.categories.size(), 1.0);
    for (const std::uint16_t i : filter.categories) {
        weights.at(i) = project::weight_of(project, layer, i);
    }
    return weights;
}

}  // namespace

DrawnIncidents::DrawnIncidents(const DensityLayerInput& input, const IncidentFilter& filter,
                               std::shared_ptr<const PlaneGeometry> geometry,
                               std::shared_ptr<const EdgeTerms> terms)
    : m_layer(input.layer),
      m_incidents(input.incidents),
      m_bandwidth_factors(input.bandwidth_factors),
      m_bandwidth_m(input.bandwidth_m),
      m_geometry(std::move(geometry)),
      m_terms(std::move(terms)),
      m_weight_of_category(weight_by_category(*input.project, *input.layer, filter))
{
    const auto years_of = years_by_source(*input.project, *input.supply, seen_interval(filter));
    if (filter.window) {
        m_time_kernel.emplace(*filter.window);
    }
    // Under a window a row already counts by the year.
    m_supplied_of_source =
        m_time_kernel ? supplied_masses(*input.project, *input.supply, filter) : years_of;
    for (const std::uint16_t source : filter.sources) {
        m_years = std::max(m_years, years_of.at(source));
        m_is_supplied = m_is_supplied || m_supplied_of_source.at(source) > 0;
    }
}

double DrawnIncidents::yearly_weight(std::size_t i) const
{
    const double supplied = m_supplied_of_source.at(m_incidents->source[i]);
    if (!(supplied > 0)) {
        return 0;
    }
    return weight_of(i) / supplied *
           (m_time_kernel ? yearly_share(*m_time_kernel, *m_incidents, i) : 1.0);
}

double DrawnIncidents::bandwidth_m(std::size_t i) const
{
    return drawn_bandwidth_m(*m_layer, m_bandwidth_m, *m_incidents, m_bandwidth_factors, i);
}

std::optional<density::KernelPoint> DrawnIncidents::point(std::size_t i,
                                                          const PlacedIncident& placed) const
{
    const double supplied = m_supplied_of_source.at(m_incidents->source[i]);
    if (!(supplied > 0) || !std::isfinite(placed.x) || !std::isfinite(placed.y)) {
        return std::nullopt;
    }
    const double bandwidth = bandwidth_m(i);
    const double factor = m_terms->factor_of(i) *
                          (m_time_kernel ? yearly_share(*m_time_kernel, *m_incidents, i) : 1.0);
    return density::KernelPoint{placed.x,
                                placed.y,
                                bandwidth * placed.scale_x,
                                bandwidth * placed.scale_y,
                                bandwidth,
                                weight_of(i) / supplied * factor,
                                1};
}

}  // namespace heatward::maps
