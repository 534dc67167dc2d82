#include "window_mass.hpp"

#include <algorithm>
#include <cmath>

#include "heatward/core/extent.hpp"
#include "heatward/core/parallel.hpp"
#include "heatward/density/kernel_shape.hpp"
#include "heatward/density/study_area_mass.hpp"
#include "smoothing_lattice.hpp"

namespace heatward::density {
namespace {

constexpr std::size_t kPlacesAtOnce = 64;

// Nanoseconds on one core, about.
constexpr double kEdgeCost = 150;
constexpr double kNodeCost = 80;
constexpr double kReadCost = 350;
constexpr double kMostNodes = 2e7;

struct Border {
    double edges = 0;
    double length_m = 0;
};

Border border_of(const ProjectedMultiPolygon& window)
{
    Border border;
    for_each_ring(window, [&](const Ring<ProjectedPoint>& ring) {
        for (std::size_t k = 0; k < ring.size(); ++k) {
            const ProjectedPoint& a = ring[k];
            const ProjectedPoint& b = ring[(k + 1) % ring.size()];
            border.edges += 1;
            border.length_m += std::hypot(b.x - a.x, b.y - a.y);
        }
    });
    return border;
}

Extent extent_of(std::span<const double> x_m, std::span<const double> y_m)
{
    Extent extent;
    for (std::size_t i = 0; i < x_m.size(); ++i) {
        extent.include(x_m[i], y_m[i]);
    }
    return extent;
}

std::vector<double> masses_by_place(std::span<const double> x_m, std::span<const double> y_m,
                                    const ProjectedMultiPolygon& window, double sigma_m,
                                    int threads)
{
    const StudyAreaMass mass(window, Kernel::gaussian, sigma_m);
    std::vector<double> masses(x_m.size());
    const std::size_t runs = (masses.size() + kPlacesAtOnce - 1) / kPlacesAtOnce;
    for_each_index(runs, threads, [&](std::size_t run) {
        const std::size_t last = std::min(masses.size(), (run + 1) * kPlacesAtOnce);
        for (std::size_t i = run * kPlacesAtOnce; i < last; ++i) {
            masses[i] = mass.at({x_m[i], y_m[i]});
        }
    });
    return masses;
}

std::vector<double> masses_by_lattice(std::span<const double> x_m, std::span<const double> y_m,
                                      const ProjectedMultiPolygon& window, double sigma_m,
                                      int threads)
{
    SmoothingLattice lattice(extent_of(x_m, y_m), sigma_m, SmoothingLattice::kBlurMargin, threads);
    const StudyAreaMass mass(window, Kernel::gaussian, SmoothingLattice::node_sigma_m(sigma_m));
    std::vector<double> nodes(lattice.columns() * lattice.rows());
    for_each_index(lattice.rows(), threads, [&](std::size_t row) {
        for (std::size_t column = 0; column < lattice.columns(); ++column) {
            nodes[row * lattice.columns() + column] =
                mass.at({lattice.node_x(column), lattice.node_y(row)});
        }
    });
    lattice.lay(std::move(nodes));
    lattice.blur();
    std::vector<double> masses = lattice.read(x_m, y_m);
    for (double& value : masses) {
        value = std::clamp(value, 0.0, 1.0);
    }
    return masses;
}

SumMethod cheaper_method(std::span<const double> x_m, std::span<const double> y_m,
                         const ProjectedMultiPolygon& window, double sigma_m)
{
    const Border border = border_of(window);
    const Extent around = heatward::extent_of(window);
    const auto places = static_cast<double>(x_m.size());
    const double nodes =
        SmoothingLattice::nodes_for(extent_of(x_m, y_m), sigma_m, SmoothingLattice::kBlurMargin);
    // A disc of 8σ takes this share of the border, if places and border spread alike.
    const double reach = support_radius(Kernel::gaussian, sigma_m);
    const double share =
        std::min(1.0, 4 * reach * reach / std::max(1e-300, around.width() * around.height()));
    const double direct = places * border.edges * share * kEdgeCost;
    // Nodes within reach of the border, each with the edges in reach of it.
    const double node_reach =
        support_radius(Kernel::gaussian, SmoothingLattice::node_sigma_m(sigma_m));
    const double step = sigma_m / 4;
    const double near = std::min(nodes, 2 * node_reach * border.length_m / (step * step));
    const double edges_near = std::min(
        border.edges, 1 + 3 * node_reach * border.edges / std::max(1e-300, border.length_m));
    const double lattice = nodes * kNodeCost + near * edges_near * kEdgeCost + places * kReadCost;
    return nodes <= kMostNodes && lattice < direct ? SumMethod::lattice : SumMethod::direct;
}

}  // namespace

std::vector<double> gaussian_window_mass(std::span<const double> x_m, std::span<const double> y_m,
                                         const ProjectedMultiPolygon& window, double sigma_m,
                                         int threads, SumMethod method)
{
    if (x_m.empty()) {
        return {};
    }
    if (method == SumMethod::automatic) {
        method = cheaper_method(x_m, y_m, window, sigma_m);
    }
    return method == SumMethod::lattice ? masses_by_lattice(x_m, y_m, window, sigma_m, threads)
                                        : masses_by_place(x_m, y_m, window, sigma_m, threads);
}

}  // namespace heatward::density
