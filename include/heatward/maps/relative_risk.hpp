#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>

#include "heatward/core/grid.hpp"
#include "heatward/core/point.hpp"
#include "heatward/maps/density_layer.hpp"
#include "heatward/maps/pictured.hpp"
#include "heatward/maps/risk_tolerance.hpp"

namespace heatward::maps {

/// Lower bounds of the classes that a relative risk is shown in, the middle one being about what it
/// is elsewhere; the same for every layer and filter.
inline constexpr std::array<double, 7> kRiskBounds{0, 1.0 / 3, 0.5, 0.8, 1.25, 2, 3};

/// Where risk this far out would be chance more often, on either side, it is drawn pale.
inline constexpr double kRiskSignificance = 0.05;

/// The least number of cases, and of controls, that equal risk would put under the kernel for its
/// tolerance to be gone by (Cochran 1954, Biometrics 10).
inline constexpr double kLeastExpected = 5;

/// Relative risk at one place.
struct RiskFigures {
    double log_risk = 0;  ///< natural logarithm; not-a-number where neither has a density
    double upper_p = 0;   ///< of a risk that high or higher where risk is equal everywhere
    double expected = 0;  ///< of cases or controls, the fewer, under the kernel by equal risk

    /// Of a risk that far from 1 on either side.
    [[nodiscard]] double two_sided_p() const;
    /// Whether chance may have made it, or too few are expected to tell.
    [[nodiscard]] bool may_be_chance() const;
};

/// The layer that both densities of a relative risk are made of: the layer itself, without the
/// uniform edge correction, which is the same divisor for both. Any other layer as it is.
project::Layer risk_densities_layer(const project::Layer& layer);

/// The filter of the controls where `cases` is that of the cases: the same but for categories and
/// sources. Throws DataError naming what the project does not have.
IncidentFilter controls_filter(const project::Project& project, const project::Layer& layer,
                               const IncidentFilter& cases);

/// Cases against controls, wherever both may be: the logarithm of the ratio of two densities, each
/// over its own sum of weights (Bithell 1991; Kelsall & Diggle 1995),
///
///     ρ(u) = ln [ f(u)/Σ w_f ] − ln [ g(u)/Σ w_g ],
///
/// with the same fixed Gaussian bandwidth and edge correction for both, and the asymptotic
/// tolerance of Hazelton & Davies (2009, Biometrical Journal 51): under equal risk ρ is normal with
/// mean 0 and variance
///
///     R(u) (1/n_f + 1/n_g) / (σ² p(u)),   R(u) = ∫_A K²(y − u) dy / q(u)²,
///
/// p being the density of both together, q the mass of the kernel in the study area and n the
/// effective number of incidents. Immutable, safe to share between threads.
class RelativeRisk : public Pictured {
public:
    /// Densities of risk_densities_layer in one plane under controls_filter and the filter it comes
    /// from, and the tolerance of the layer's own edge correction and bandwidth in that plane.
    /// Throws DataError where they differ in plane or bandwidth.
    RelativeRisk(std::shared_ptr<const DensityLayer> cases,
                 std::shared_ptr<const DensityLayer> controls,
                 std::shared_ptr<const RiskTolerance> tolerance);

    /// All of it from one layer: `input` is that of the layer's cases, without geometry and edge
    /// terms.
    static std::shared_ptr<const RelativeRisk> make(const DensityLayerInput& input, Plane plane);

    [[nodiscard]] Plane plane() const override;

    /// Palette places of the risk's class, counted from 1; where the risk may be chance, of the
    /// same class's pale colour, so many places further on as there are classes. 0 where there is
    /// no risk to tell.
    [[nodiscard]] Raster<std::uint8_t> classes(const GridFrame& frame, bool mask,
                                               const DensityColours& colours,
                                               unsigned threads) const override;

    /// The figures at the cell centres of a window (rows × columns, row 0 north), tolerances by
    /// RiskTolerance::near; not-a-number outside the study area where `mask` is set.
    struct Rasters {
        Raster<double> log_risk;
        Raster<double> upper_p;
        Raster<double> expected;

        [[nodiscard]] RiskFigures at(std::size_t cell) const
        {
            return {log_risk.values[cell], upper_p.values[cell], expected.values[cell]};
        }
    };
    [[nodiscard]] Rasters evaluate(const GridFrame& frame, bool mask, unsigned threads,
                                   CellValue value = CellValue::centre) const;

    /// At one place; not-a-number outside the study area. ρ to 1e-5 of the sums themselves.
    [[nodiscard]] RiskFigures at(ProjectedPoint place) const;

    [[nodiscard]] const DensityLayer& cases() const { return *m_cases; }
    [[nodiscard]] const DensityLayer& controls() const { return *m_controls; }

private:
    [[nodiscard]] RiskFigures figures(double case_density, double control_density,
                                      const KernelMasses& masses) const;

    std::shared_ptr<const project::Layer> m_drawn;  ///< that the densities look at; may be null
    std::shared_ptr<const DensityLayer> m_cases;
    std::shared_ptr<const DensityLayer> m_controls;
    std::shared_ptr<const RiskTolerance> m_tolerance;
    WeightSums m_case_weights;
    WeightSums m_control_weights;
};

}  // namespace heatward::maps
