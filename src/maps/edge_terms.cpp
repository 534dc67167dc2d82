#include "heatward/maps/edge_terms.hpp"

#include <algorithm>
#include <numeric>

#include "heatward/density/edge_correction.hpp"
#include "heatward/density/kernel_shape.hpp"

namespace heatward::maps {
namespace {

/// A radius that holds 95 % of a symmetric normal distribution, in σ: √(−2 ln 0.05) = 2.448.
constexpr double kSigmasTo95Percent = 2.45;

std::vector<double> incident_bandwidths_m(const project::Layer& layer, double bandwidth_m,
                                          const IncidentTable& incidents)
{
    std::vector<double> bandwidths(incidents.size());
    std::transform(incidents.uncertainty_m.begin(), incidents.uncertainty_m.end(),
                   bandwidths.begin(), [&](float uncertainty_m) {
                       return incident_bandwidth_m(layer, bandwidth_m,
                                                   static_cast<double>(uncertainty_m));
                   });
    return bandwidths;
}

}  // namespace

double incident_bandwidth_m(const project::Layer& layer, double bandwidth_m, double uncertainty_m)
{
    if (!layer.widen) {
        return bandwidth_m;
    }
    return density::widened_bandwidth(layer.kernel, bandwidth_m,
                                      uncertainty_m / kSigmasTo95Percent);
}

std::shared_ptr<const EdgeTerms> make_edge_terms(const project::Layer& layer, double bandwidth_m,
                                                 const IncidentTable& incidents,
                                                 const ProjectedMultiPolygon& study_area,
                                                 unsigned threads)
{
    auto terms = std::make_shared<EdgeTerms>();
    terms->edge = layer.edge;
    terms->kernel = layer.kernel;
    terms->bandwidth_m = bandwidth_m;
    terms->widen = layer.widen;
    const int thread_count = static_cast<int>(threads);
    if (layer.edge == EdgeCorrection::uniform) {
        terms->mass =
            std::make_unique<const density::StudyAreaMass>(study_area, layer.kernel, bandwidth_m);
    } else if (layer.edge == EdgeCorrection::diggle && !layer.widen) {
        terms->mass =
            std::make_unique<const density::StudyAreaMass>(study_area, layer.kernel, bandwidth_m);
        terms->factor = density::edge_factors(incidents.x, incidents.y, *terms->mass, thread_count);
    } else if (layer.edge == EdgeCorrection::diggle) {
        const std::vector<double> bandwidths = incident_bandwidths_m(layer, bandwidth_m, incidents);
        const double largest = std::accumulate(bandwidths.begin(), bandwidths.end(), bandwidth_m,
                                               [](double a, double b) { return std::max(a, b); });
        terms->mass =
            std::make_unique<const density::StudyAreaMass>(study_area, layer.kernel, largest);
        terms->factor =
            density::edge_factors(incidents.x, incidents.y, bandwidths, *terms->mass, thread_count);
    }
    return terms;
}

}  // namespace heatward::maps
