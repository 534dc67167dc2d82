#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "heatward/core/grid.hpp"
#include "heatward/core/incident_filter.hpp"
#include "heatward/core/incident_table.hpp"
#include "heatward/core/point.hpp"
#include "heatward/core/polygon.hpp"
#include "heatward/project/project.hpp"
#include "heatward/run_store/run.hpp"

namespace heatward::maps {

/// The plane a density is drawn in.
enum class Plane : std::uint8_t { project, web_mercator };

/// What a layer's density is made from. All references outlive the layer.
struct DensityLayerInput {
    const project::Project* project = nullptr;
    const project::Layer* layer = nullptr;
    double bandwidth_m = 0;  ///< R, or σ for the Gaussian
    const IncidentTable* incidents = nullptr;
    const ProjectedMultiPolygon* study_area = nullptr;
    const std::vector<run_store::SourceSupply>* supply = nullptr;
    IncidentFilter filter;  ///< the layer's own, or a request's narrower one
    unsigned threads = 1;
};

/// The filter that the layer itself makes: its categories, sources and period.
IncidentFilter layer_filter(const project::Project& project, const project::Layer& layer);

/// One layer's density under one filter, ready to be evaluated anywhere: the
/// same sums in batch, tile, point and print.
///
/// λ(u) = Σ over sources of 1/(years supplied within the interval) · Σ wᵢ K(u − xᵢ; R),
/// per km² per year, with the layer's edge correction (DESIGN section 9).
class DensityLayer {
public:
    DensityLayer(const DensityLayerInput& input, Plane plane);
    ~DensityLayer();
    DensityLayer(DensityLayer&&) noexcept;
    DensityLayer& operator=(DensityLayer&&) noexcept;

    /// Density at the cell centres of a window in this layer's plane, per km² per year; NaN where
    /// the centre lies outside the study area and `mask` is set.
    [[nodiscard]] Raster<double> evaluate(const GridFrame& frame, bool mask,
                                          unsigned threads) const;

    /// Density at one place; NaN outside the study area.
    [[nodiscard]] double evaluate_at(ProjectedPoint place) const;

    [[nodiscard]] const IncidentSelection& selection() const;
    /// Sum of the weights (count or harm) of the selected incidents, before annualisation.
    [[nodiscard]] double total_weight() const;

private:
    struct State;
    std::unique_ptr<State> m_state;
};

}  // namespace heatward::maps
