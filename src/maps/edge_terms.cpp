#include "heatward/maps/edge_terms.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <span>

#include "heatward/density/edge_correction.hpp"
#include "heatward/density/kernel_shape.hpp"

namespace heatward::maps {
namespace {

/// A radius that holds 95 % of a symmetric normal distribution, in σ: √(−2 ln 0.05) = 2.448.
constexpr double kSigmasTo95Percent = 2.45;

/// 1/e(xᵢ) for each incident's own bandwidth; 1 for those that are not drawn. What a look-up
/// costs grows with the largest bandwidth that the mass is made for, so incidents are taken by
/// octaves of bandwidth, each with a mass of its own.
std::vector<double> own_edge_factors(const project::Layer& layer,
                                     std::span<const double> bandwidths_m,
                                     const IncidentTable& incidents,
                                     const ProjectedMultiPolygon& study_area, int threads)
{
    std::map<int, std::vector<std::size_t>> octaves;
    for (std::size_t i = 0; i < bandwidths_m.size(); ++i) {
        if (bandwidths_m[i] > 0) {
            octaves[std::ilogb(bandwidths_m[i])].push_back(i);
        }
    }
    std::vector<double> factors(bandwidths_m.size(), 1.0);
    for (const auto& [octave, rows] : octaves) {
        std::vector<double> x;
        std::vector<double> y;
        std::vector<double> own_m;
        for (const std::size_t i : rows) {
            x.push_back(incidents.x[i]);
            y.push_back(incidents.y[i]);
            own_m.push_back(bandwidths_m[i]);
        }
        const density::StudyAreaMass mass(study_area, layer.kernel,
                                          *std::max_element(own_m.begin(), own_m.end()));
        const auto found = density::edge_factors(x, y, own_m, mass, threads);
        for (std::size_t k = 0; k < rows.size(); ++k) {
            factors[rows[k]] = found[k];
        }
    }
    return factors;
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

double drawn_bandwidth_m(const project::Layer& layer, double bandwidth_m,
                         const IncidentTable& incidents, const std::vector<float>* factors,
                         std::size_t i)
{
    const double factor = factors == nullptr ? 1.0 : static_cast<double>((*factors)[i]);
    return incident_bandwidth_m(layer, bandwidth_m * factor,
                                static_cast<double>(incidents.uncertainty_m[i]));
}

std::shared_ptr<const EdgeTerms> make_edge_terms(const project::Layer& layer, double bandwidth_m,
                                                 const IncidentTable& incidents,
                                                 const ProjectedMultiPolygon& study_area,
                                                 unsigned threads,
                                                 const std::vector<float>* bandwidth_factors)
{
    auto terms = std::make_shared<EdgeTerms>();
    terms->edge = layer.edge;
    terms->kernel = layer.kernel;
    terms->bandwidth_m = bandwidth_m;
    terms->widen = layer.widen;
    const int thread_count = static_cast<int>(threads);
    const bool is_diggle = layer.edge == EdgeCorrection::diggle;
    if (is_diggle && project::has_own_bandwidths(layer)) {
        std::vector<double> bandwidths(incidents.size());
        for (std::size_t i = 0; i < bandwidths.size(); ++i) {
            bandwidths[i] = drawn_bandwidth_m(layer, bandwidth_m, incidents, bandwidth_factors, i);
        }
        terms->factor = own_edge_factors(layer, bandwidths, incidents, study_area, thread_count);
    } else if (layer.edge != EdgeCorrection::none) {
        terms->mass =
            std::make_unique<const density::StudyAreaMass>(study_area, layer.kernel, bandwidth_m);
        if (is_diggle) {
            terms->factor =
                density::edge_factors(incidents.x, incidents.y, *terms->mass, thread_count);
        }
    }
    return terms;
}

}  // namespace heatward::maps
