#pragma once

#include <span>

#include "heatward/maps/surface_cells.hpp"
#include "heatward/server/served_run.hpp"

namespace heatward::server {

/// In the layer's style; of a relative risk, pale where it may be chance. Throws DataError where
/// the style is not known.
maps::DensityColours colours_of(const project::Layer& layer, std::span<const double> breaks);

/// One layer with what its pictures are made from, each prepared when first needed.
struct ServedRun::Layer {
    Layer(const project::Layer& project_layer, const run_store::LayerSummary& layer_summary)
        : layer(&project_layer),
          summary(&layer_summary),
          drawn(maps::risk_densities_layer(project_layer)),
          colours(colours_of(project_layer, layer_summary.breaks))
    {
    }

    const project::Layer* layer;
    const run_store::LayerSummary* summary;
    project::Layer drawn;  ///< what its densities are made of
    maps::DensityColours colours;
    Lazy<stats::SurfacePercentile> percentiles;
    Lazy<maps::SurfaceCells> surface_cells;
    mutable SingleFlightCache<maps::EdgeTerms> edge_terms{SIZE_MAX};  ///< one a bandwidth, few
    /// Of a relative risk, one a bandwidth and plane.
    mutable SingleFlightCache<maps::RiskTolerance> tolerances{SIZE_MAX};
};

}  // namespace heatward::server
