#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <vector>

#include "heatward/core/incident_filter.hpp"
#include "heatward/density/kernel_points.hpp"
#include "heatward/density/time_kernel.hpp"
#include "heatward/maps/density_layer.hpp"

namespace heatward::maps {

/// What incidents of the table are drawn as under one layer and filter: place, radii and weight.
/// Immutable, safe to share between threads. What `input` points to outlives it.
class DrawnIncidents {
public:
    /// Throws DataError where a category that the filter takes has no harm and the layer needs it.
    DrawnIncidents(const DensityLayerInput& input, const IncidentFilter& filter,
                   std::shared_ptr<const PlaneGeometry> geometry,
                   std::shared_ptr<const EdgeTerms> terms);

    [[nodiscard]] Kernel kernel() const { return m_layer->kernel; }
    [[nodiscard]] const PlaneGeometry& geometry() const { return *m_geometry; }
    [[nodiscard]] const EdgeTerms& edge_terms() const { return *m_terms; }

    /// Count or harm of row `i`, of a category of the filter.
    [[nodiscard]] double weight_of(std::size_t i) const
    {
        return m_weight_of_category.at(m_incidents->category[i]);
    }
    /// The same over the years that its source supplied, or by its nearness to the filter's window;
    /// 0 where its source supplied nothing.
    [[nodiscard]] double yearly_weight(std::size_t i) const;
    /// R or σ that row `i` is drawn with.
    [[nodiscard]] double bandwidth_m(std::size_t i) const;

    /// Row `i`, of the filter's selection, at its place in the geometry's plane; nothing where its
    /// source supplied nothing or the plane cannot hold it.
    [[nodiscard]] std::optional<density::KernelPoint> point(std::size_t i,
                                                            const PlacedIncident& placed) const;

    /// Largest number of years that a source of the filter supplied.
    [[nodiscard]] double years() const { return m_years; }
    /// Whether one of them supplied anything, or enough of the filter's window.
    [[nodiscard]] bool is_supplied() const { return m_is_supplied; }

private:
    const project::Layer* m_layer;
    const IncidentTable* m_incidents;
    const std::vector<float>* m_bandwidth_factors;
    double m_bandwidth_m;
    std::shared_ptr<const PlaneGeometry> m_geometry;
    std::shared_ptr<const EdgeTerms> m_terms;
    std::vector<double> m_weight_of_category;
    std::vector<double> m_supplied_of_source;  ///< years, or the mass of the time kernel
    std::optional<density::TimeKernel> m_time_kernel;
    double m_years = 0;
    bool m_is_supplied = false;
};

}  // namespace heatward::maps
