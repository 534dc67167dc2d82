#pragma once

#include <memory>
#include <vector>

#include "heatward/core/grid.hpp"
#include "heatward/core/kernel.hpp"
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
    /// Works the masses out at the nodes of a lattice, half a bandwidth apart, that lie near the
    /// border; `threads` share the work (0: all cores). With EdgeCorrection::none all masses are 1.
    RiskTolerance(const ProjectedMultiPolygon& study_area, EdgeCorrection edge, double sigma_m,
                  std::shared_ptr<const PlaneGeometry> geometry, unsigned threads);

    [[nodiscard]] EdgeCorrection edge() const { return m_edge; }
    [[nodiscard]] double sigma_m() const { return m_sigma_m; }

    /// Worked out for that place, to 1e-12.
    [[nodiscard]] KernelMasses at(ProjectedPoint place) const;

    /// Interpolated between the lattice's nodes, in the geometry's plane: within 0.02 of the masses
    /// (tests), enough for what a picture shows.
    [[nodiscard]] KernelMasses near(double x, double y) const;

private:
    void fill_lattice(unsigned threads);

    EdgeCorrection m_edge;
    double m_sigma_m;
    std::shared_ptr<const PlaneGeometry> m_geometry;
    std::unique_ptr<const density::StudyAreaMass> m_mass;  ///< null without edge correction
    GridFrame m_nodes;                                     ///< cells whose centres are the nodes
    std::vector<KernelMasses> m_masses;                    ///< one a node; empty likewise
};

}  // namespace heatward::maps
