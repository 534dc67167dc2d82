#pragma once

#include <memory>

#include "heatward/core/kernel.hpp"
#include "heatward/core/point.hpp"
#include "heatward/core/polygon.hpp"
#include "heatward/density/study_area_mass.hpp"
#include "heatward/maps/plane_geometry.hpp"

namespace heatward::maps {

/// What the study area holds of a Gaussian kernel and of its square, the two being kernels of σ and
/// of σ/√2.
struct KernelMasses {
    double of_kernel = 1;  ///< q(u) = ∫_A K(y − u) dy
    double of_square = 1;  ///< ∫_A K²(y − u) dy · 4πσ²
};

/// How far the border of the study area raises the variance of a density: the masses of a Gaussian
/// kernel anywhere in one plane. Immutable, safe to share between threads.
class RiskTolerance {
public:
    /// Sums the masses up on a raster of cells a quarter of σ wide, or of four million cells where
    /// these would be more, for `near`; `threads` share the
    /// work (0: all cores). With EdgeCorrection::none all masses are 1.
    RiskTolerance(const ProjectedMultiPolygon& study_area, EdgeCorrection edge, double sigma_m,
                  const PlaneGeometry& geometry, unsigned threads);
    ~RiskTolerance();
    RiskTolerance(RiskTolerance&&) = delete;
    RiskTolerance& operator=(RiskTolerance&&) = delete;

    [[nodiscard]] EdgeCorrection edge() const { return m_edge; }
    [[nodiscard]] double sigma_m() const { return m_sigma_m; }

    /// Worked out for that place, to 1e-12.
    [[nodiscard]] KernelMasses at(ProjectedPoint place) const;

    /// Interpolated in the geometry's plane: within 0.02 of the masses (tests), enough for what a
    /// picture shows.
    [[nodiscard]] KernelMasses near(double x, double y) const;

    /// Bytes held for `near`.
    [[nodiscard]] std::size_t memory_bytes() const;

private:
    class Lattice;

    EdgeCorrection m_edge;
    double m_sigma_m;
    std::unique_ptr<const density::StudyAreaMass> m_mass;  ///< null without edge correction
    std::unique_ptr<const Lattice> m_lattice;              ///< likewise
};

}  // namespace heatward::maps
