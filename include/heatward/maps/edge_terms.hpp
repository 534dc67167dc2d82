#pragma once

#include <cstddef>
#include <memory>
#include <vector>

#include "heatward/core/incident_table.hpp"
#include "heatward/core/polygon.hpp"
#include "heatward/density/study_area_mass.hpp"
#include "heatward/maps/sparse_column.hpp"
#include "heatward/project/project.hpp"

namespace heatward::maps {

/// What a layer's edge correction needs for one bandwidth, whatever the filter. Made
/// once for a run, layer and bandwidth, as it reads the border once an incident. Immutable,
/// safe to share between threads.
struct EdgeTerms {
    EdgeCorrection edge = EdgeCorrection::none;
    Kernel kernel = Kernel::quartic;
    double bandwidth_m = 0;
    bool widen = false;
    /// Of the layer's bandwidth; null for none, and for diggle where each has its own
    std::unique_ptr<const density::StudyAreaMass> mass;
    /// Of the table that `factor` is for
    std::size_t incidents = 0;
    /// 1/e(xᵢ) for diggle, mostly 1; else 1
    SparseColumn<double> factor{0, 1.0};

    /// Of row `i` of the table.
    [[nodiscard]] double factor_of(std::size_t i) const { return factor[i]; }
    [[nodiscard]] std::size_t memory_bytes() const { return factor.memory_bytes(); }
};

/// The bandwidth an incident is drawn with: the layer's, widened by the incident's own
/// σ = uncertainty/2.45 where the layer says so.
double incident_bandwidth_m(const project::Layer& layer, double bandwidth_m, double uncertainty_m);

/// The bandwidth that incident `i` is drawn with: the layer's times the incident's factor where the
/// layer has factors (one an incident; not-a-number where it does not count), then widened.
double drawn_bandwidth_m(const project::Layer& layer, double bandwidth_m,
                         const IncidentTable& incidents, const std::vector<float>* factors,
                         std::size_t i);

/// Works out the terms of `layer` at `bandwidth_m` (R, or σ for the Gaussian), each incident with
/// the bandwidth that it is drawn with.
std::shared_ptr<const EdgeTerms> make_edge_terms(
    const project::Layer& layer, double bandwidth_m, const IncidentTable& incidents,
    const ProjectedMultiPolygon& study_area, unsigned threads,
    const std::vector<float>* bandwidth_factors = nullptr);

}  // namespace heatward::maps
