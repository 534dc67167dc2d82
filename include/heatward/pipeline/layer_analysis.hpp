#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "heatward/core/grid.hpp"
#include "heatward/core/incident_table.hpp"
#include "heatward/core/progress.hpp"
#include "heatward/core/row_set.hpp"
#include "heatward/maps/density_layer.hpp"
#include "heatward/project/project.hpp"
#include "heatward/run_store/run.hpp"
#include "heatward/stats/hotspots.hpp"

namespace heatward::pipeline {

/// What all layers of a run are computed from. Everything pointed to outlives the analysis.
struct AnalysisInput {
    const project::Project* project = nullptr;
    const IncidentTable* incidents = nullptr;
    const ProjectedMultiPolygon* study_area = nullptr;
    const std::vector<run_store::SourceSupply>* supply = nullptr;
    unsigned threads = 1;
};

/// A layer's bandwidth and where it is from.
struct LayerBandwidth {
    double bandwidth_m = 0;  ///< R, or σ for the Gaussian
    double sigma_m = 0;      ///< standard deviation of the kernel along each axis
    std::string selector;    ///< that chose it; empty where the project gives metres
    std::string note;        ///< of the selector, why the figure may mean little; mostly empty
    /// By Abramson's law, as RunData::bandwidth_factors; else empty. The bandwidth is then their
    /// geometric mean before trimming.
    std::optional<std::vector<float>> factors = std::nullopt;
    std::size_t trimmed = 0;  ///< incidents whose factor was trimmed
};

/// What a relative risk has beside its cases.
struct RiskAnalysis {
    RowSet controls;               ///< incidents that count as controls
    Raster<double> upper_p;        ///< of a risk as high or higher by chance; NaN outside
    Raster<std::int32_t> raised;   ///< 1 where it is high and that is not likely chance, else 0
    Raster<std::int32_t> lowered;  ///< likewise low
};

/// One layer computed.
struct LayerAnalysis {
    const project::Layer* layer = nullptr;
    LayerBandwidth bandwidth;
    std::optional<run_store::BandwidthRange> bandwidth_range;  ///< where incidents have their own
    double years = 0;                                          ///< largest of its sources
    std::vector<double> years_by_source;  ///< in the order of the layer's sources
    std::string unit;
    RowSet rows;  ///< incidents that count
    std::size_t out_of_period = 0;
    std::size_t outside_study_area = 0;
    std::size_t too_coarse = 0;
    double total_weight = 0;     ///< Σ weight of the incidents that count
    double annual_weight = 0;    ///< the same over the years of each one's source
    double volume = 0;           ///< Σ density · cell area · share inside, per year
    Raster<double> surface;      ///< per km² per year, or ln of the relative risk; NaN where the
                                 ///< study area is not
    Raster<double> coverage;     ///< share of each cell in the study area
    std::vector<double> breaks;  ///< as LayerSummary::breaks
    std::optional<stats::Hotspots> hotspots;  ///< where the layer has a rule
    std::optional<RiskAnalysis> risk;         ///< of a relative risk
};

/// The unit of a layer's densities, e.g. "incidents per km² per year".
std::string density_unit(const project::Layer& layer);

/// Σ harm of incidents counted by the project's categories; nothing where a category of the layer
/// has no harm.
std::optional<double> harm_of(const project::Project& project, const project::Layer& layer,
                              const std::vector<std::uint64_t>& by_category);

/// What a layer's densities are made from, under its own filter.
maps::DensityLayerInput density_input(const AnalysisInput& input, const project::Layer& layer,
                                      const LayerBandwidth& bandwidth);

/// What is told of a layer's incidents before its surface is computed: all but volume, surface,
/// coverage, breaks and hotspots.
LayerAnalysis analyse_incidents(const AnalysisInput& input, const project::Layer& layer,
                                LayerBandwidth bandwidth, const maps::DensityLayer& density);

/// Computes a layer with its bandwidth (layer_bandwidth.hpp): surface at cell centres on the
/// lattice of its cell size over the study area, volume, colour breaks and hotspots.
LayerAnalysis analyse_layer(const AnalysisInput& input, const project::Layer& layer,
                            LayerBandwidth bandwidth);

/// Raster for surfaces/<layer>.tif.
Raster<float> stored_surface(const Raster<double>& surface);

}  // namespace heatward::pipeline
