#include "heatward/maps/edge_terms.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <span>
#include <vector>

#include "heatward/density/edge_correction.hpp"
#include "heatward/density/kernel_shape.hpp"

namespace heatward::maps {
namespace {

/// A radius that holds 95 % of a symmetric normal distribution, in σ: √(−2 ln 0.05) = 2.448.
constexpr double kSigmasTo95Percent = 2.45;

/// Incidents whose factors are worked out at a time: what is held of them beside the column.
constexpr std::size_t kChunk = 1 << 16;

/// Incidents to be looked up together, each with its own bandwidth.
struct Chunk {
    std::vector<std::size_t> rows;
    std::vector<double> x;
    std::vector<double> y;
    std::vector<double> bandwidths_m;

    void add(const IncidentTable& incidents, std::size_t row, double bandwidth_m)
    {
        rows.push_back(row);
        x.push_back(incidents.x[row]);
        y.push_back(incidents.y[row]);
        bandwidths_m.push_back(bandwidth_m);
    }
};

/// Looks the chunk up, keeps what is found and empties the chunk.
void find_factors(Chunk& chunk, const density::StudyAreaMass& mass, int threads,
                  SparseColumn<double>& factors)
{
    const auto found = density::edge_factors(chunk.x, chunk.y, chunk.bandwidths_m, mass, threads);
    for (std::size_t k = 0; k < found.size(); ++k) {
        factors.set(chunk.rows[k], found[k]);
    }
    chunk = {};
}

/// 1/e(xᵢ) for each incident's own bandwidth; 1 for those that are not drawn. What a look-up
/// costs grows with the largest bandwidth that the mass is made for, so incidents are taken by
/// octaves of bandwidth, each with a mass of its own.
SparseColumn<double> own_edge_factors(const project::Layer& layer,
                                      const std::function<double(std::size_t)>& bandwidth_of,
                                      const IncidentTable& incidents,
                                      const ProjectedMultiPolygon& study_area, int threads)
{
    std::map<int, double> largest_of;  // octave → bandwidth
    for (std::size_t i = 0; i < incidents.size(); ++i) {
        if (const double bandwidth_m = bandwidth_of(i); bandwidth_m > 0) {
            double& largest = largest_of[std::ilogb(bandwidth_m)];
            largest = std::max(largest, bandwidth_m);
        }
    }
    SparseColumn<double> factors(incidents.size(), 1.0);
    for (const auto& [octave, largest] : largest_of) {
        const density::StudyAreaMass mass(study_area, layer.kernel, largest);
        Chunk chunk;
        for (std::size_t i = 0; i < incidents.size(); ++i) {
            const double bandwidth_m = bandwidth_of(i);
            if (bandwidth_m > 0 && std::ilogb(bandwidth_m) == octave) {
                chunk.add(incidents, i, bandwidth_m);
            }
            if (chunk.rows.size() == kChunk) {
                find_factors(chunk, mass, threads, factors);
            }
        }
        find_factors(chunk, mass, threads, factors);
    }
    return factors;
}

/// The same for one bandwidth, the mass's own.
SparseColumn<double> common_edge_factors(const density::StudyAreaMass& mass,
                                         const IncidentTable& incidents, int threads)
{
    SparseColumn<double> factors(incidents.size(), 1.0);
    const std::span<const double> x(incidents.x);
    const std::span<const double> y(incidents.y);
    for (std::size_t first = 0; first < x.size(); first += kChunk) {
        const std::size_t count = std::min(kChunk, x.size() - first);
        const auto found =
            density::edge_factors(x.subspan(first, count), y.subspan(first, count), mass, threads);
        for (std::size_t k = 0; k < count; ++k) {
            factors.set(first + k, found[k]);
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
    terms->incidents = incidents.size();
    if (is_diggle && project::has_own_bandwidths(layer)) {
        const auto bandwidth_of = [&](std::size_t i) {
            return drawn_bandwidth_m(layer, bandwidth_m, incidents, bandwidth_factors, i);
        };
        terms->factor = own_edge_factors(layer, bandwidth_of, incidents, study_area, thread_count);
    } else if (layer.edge != EdgeCorrection::none) {
        terms->mass =
            std::make_unique<const density::StudyAreaMass>(study_area, layer.kernel, bandwidth_m);
        if (is_diggle) {
            terms->factor = common_edge_factors(*terms->mass, incidents, thread_count);
        }
    }
    return terms;
}

}  // namespace heatward::maps
