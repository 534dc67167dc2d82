#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "heatward/core/grid.hpp"
#include "heatward/core/incident_filter.hpp"
#include "heatward/core/incident_table.hpp"
#include "heatward/core/point.hpp"
#include "heatward/core/polygon.hpp"
#include "heatward/maps/edge_terms.hpp"
#include "heatward/maps/pictured.hpp"
#include "heatward/maps/plane.hpp"
#include "heatward/maps/plane_geometry.hpp"
#include "heatward/project/project.hpp"
#include "heatward/run_store/run.hpp"

namespace heatward::maps {

/// What a cell shows of the density.
enum class CellValue {
    centre,  ///< the density at its centre
    /// The same, but its mean over the cell where kernels are so narrow, under two cells in radius,
    /// that centres would miss or double them: what a picture wants.
    centre_or_mean
};

/// A layer keeps points of at most that many incidents, ready to be summed: 88 MB. Of more it keeps
/// which they are, and gathers those near a picture when that is drawn.
inline constexpr std::size_t kKeptPoints = 2'000'000;

/// A point that is gathered is reckoned with that many bytes, with what drawing it takes (about 85
/// were measured: docs/PERFORMANCE.md).
inline constexpr std::size_t kGatheredPointBytes = 100;

/// Pictures hold so many gathered points together; a piece that needs more is drawn alone.
inline constexpr std::size_t kGatheredTogether = 1'000'000;

/// A picture that needs more points than about so many is drawn in pieces. Fewer would mean more
/// points that two pieces look at. That is no bound: a piece is cut no further than to some
/// 16 × 256 pixels, or along a side that is not longer than two radii, and takes all points in it
/// and within the radius around it, at worst those of the whole layer.
inline constexpr std::size_t kGatheredPoints = 1 << 18;

/// What a layer's density is made from. All that is pointed to plainly outlives the layer.
struct DensityLayerInput {
    const project::Project* project = nullptr;
    const project::Layer* layer = nullptr;
    double bandwidth_m = 0;  ///< R, or σ for the Gaussian
    const IncidentTable* incidents = nullptr;
    const ProjectedMultiPolygon* study_area = nullptr;
    const std::vector<run_store::SourceSupply>* supply = nullptr;
    IncidentFilter filter;  ///< the layer's own, or a request's narrower one; what of its interval
                            ///< lies outside the layer's period is cut off
    unsigned threads = 1;
    /// Of a layer by Abramson's law, one an incident of the table (RunData::bandwidth_factors).
    const std::vector<float>* bandwidth_factors = nullptr;
    /// Shared by every layer of one run and plane; made here where it is not given.
    std::shared_ptr<const PlaneGeometry> geometry = nullptr;
    /// Shared by every filter of one layer and bandwidth; made here where it is not given.
    std::shared_ptr<const EdgeTerms> edge_terms = nullptr;
    std::size_t most_kept_points = kKeptPoints;          ///< what is drawn is the same, to the bit,
    std::size_t most_gathered_points = kGatheredPoints;  ///< whatever these are
};

/// Sums of incidents' weights.
struct WeightSums {
    double first = 0;   ///< Σ w
    double second = 0;  ///< Σ w²

    /// So many incidents of equal weight would vary as much (Kish 1965): (Σ w)²/Σ w².
    [[nodiscard]] double effective_count() const { return second > 0 ? first * first / second : 0; }
};

class SummedPoints;

/// The filter that the layer itself makes: its categories, sources and period. Throws DataError
/// naming a category or source that the project does not have.
IncidentFilter layer_filter(const project::Project& project, const project::Layer& layer);

/// The input that a run's own layer makes, with its own filter and bandwidth. `run`
/// outlives it. Throws DataError where the run does not have the layer.
DensityLayerInput layer_input(const run_store::RunData& run, const project::Layer& layer);

/// One layer's density under one filter, ready to be evaluated anywhere: the
/// same sums in batch, tile, point and print. Immutable, safe to share between threads.
///
/// λ(u) = Σ over sources of 1/(years supplied within the interval) · Σ wᵢ K(u − xᵢ; Rᵢ),
///
/// per project km² per year, Rᵢ being what the incident is drawn with (drawn_bandwidth_m), with the
/// layer's edge correction (docs/METHODS.md). A source that
/// supplied nothing within the interval adds nothing. Where the filter has a window it is the
/// density at its centre t, of half-width h and with the time kernel k (density/time_kernel.hpp),
///
/// λ(u, t) = Σ over sources of 1/c(t) · Σ wᵢ K(u − xᵢ; Rᵢ) · k((t − tᵢ)/h)/h · 365.25 days,
///
/// in the same unit: c(t) is the kernel's mass within what the source supplied in the interval, and
/// k a mean over the day or month where no more is known of tᵢ. Sources with c(t) below
/// kLeastSuppliedMass (moving_window.hpp) are left out. In a plane other than the project's, each
/// incident has radii along the plane's axes from the projection's Jacobian there;
/// against the surface in project coordinates the error is at most 2e-4 of the maximum at
/// R = 500 m.
class DensityLayer : public Pictured {
public:
    /// Throws DataError where a harm-weighted layer has a category without harm, naming
    /// it, where shared geometry or edge terms are another layer's, and where a layer by Abramson's
    /// law is given no bandwidth factors of its incidents.
    DensityLayer(const DensityLayerInput& input, Plane plane);
    ~DensityLayer() override;
    DensityLayer(DensityLayer&&) noexcept;
    DensityLayer& operator=(DensityLayer&&) noexcept;

    /// Density at the cell centres of a window in this layer's plane (rows × columns, row 0
    /// north), per km² per year; NaN where the centre lies outside the study area and `mask` is
    /// set. A cell has the same value, to the bit, in every window of its lattice and for
    /// every number of threads (0: all cores).
    [[nodiscard]] Raster<double> evaluate(const GridFrame& frame, bool mask, unsigned threads,
                                          CellValue value = CellValue::centre) const;

    /// Density at one place, by the sums in this layer's plane; NaN outside the study area.
    [[nodiscard]] double evaluate_at(ProjectedPoint place) const;

    [[nodiscard]] Plane plane() const override;
    /// The colours' classes of `evaluate` with means of narrow kernels.
    [[nodiscard]] Raster<std::uint8_t> classes(const GridFrame& frame, bool mask,
                                               const DensityColours& colours,
                                               unsigned threads) const override;
    /// R, or σ for the Gaussian, before any widening; on average where it is adaptive.
    [[nodiscard]] double bandwidth_m() const;
    /// What the incidents were drawn with where each has a bandwidth of its own; nothing for other
    /// layers and where no incident is drawn.
    [[nodiscard]] const std::optional<run_store::BandwidthRange>& bandwidth_range() const;
    /// The filter as it was applied: its interval ends with the layer's period, and sources that
    /// supplied too little of its window are gone.
    [[nodiscard]] const IncidentFilter& filter() const;
    [[nodiscard]] const IncidentSelection& selection() const;
    /// Sum of the weights (count or harm) of the selected incidents, before annualisation.
    [[nodiscard]] double total_weight() const;
    /// What its incidents are taken with, without edge correction, by the year: Σ w and Σ w².
    [[nodiscard]] const WeightSums& weight_sums() const;
    /// Largest number of years that one of the filter's sources supplied within its interval (and
    /// window).
    [[nodiscard]] double years() const;
    /// Whether one of the filter's sources supplied anything within its interval, or enough of its
    /// window; else the density is unknown, not nought.
    [[nodiscard]] bool is_supplied() const;
    /// Indices of the sources that supplied too little of the window, where others did not; none
    /// without a window.
    [[nodiscard]] std::span<const std::uint16_t> left_out_sources() const;
    /// Bytes held beside the shared geometry and edge terms, for a cache's account.
    [[nodiscard]] std::size_t memory_bytes() const;

private:
    [[nodiscard]] Raster<double> at_centres(const SummedPoints& points, const GridFrame& frame,
                                            unsigned threads) const;
    [[nodiscard]] Raster<double> cell_means(const SummedPoints& narrow, const GridFrame& frame,
                                            unsigned threads) const;
    [[nodiscard]] Raster<double> of_cells(const GridFrame& frame, unsigned threads,
                                          CellValue value) const;

    struct State;
    std::unique_ptr<const State> m_state;
};

}  // namespace heatward::maps
