#include "edge_mass.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <numbers>

#include <boost/math/special_functions/owens_t.hpp>

#include "heatward/density/kernel_shape.hpp"

namespace heatward::density {
namespace {

/// Below this distance, in bandwidths, u counts as on the edge's line; h³ would underflow.
constexpr double kOnLine = 1e-100;

/// An edge seen from u, in bandwidths: its line passes at the distance h ≥ 0, and it runs
/// from t0 to t1 measured along it from the line's nearest point.
struct SeenEdge {
    double h;
    double t0;
    double t1;
};

SeenEdge seen_from(const ProjectedEdge& edge, const ProjectedPoint& u, double bandwidth_m)
{
    const double dx = edge.b.x - edge.a.x;
    const double dy = edge.b.y - edge.a.y;
    const double scale = 1 / (std::hypot(dx, dy) * bandwidth_m);
    return {std::abs(edge_cross(edge.a, edge.b, u)) * scale,
            ((edge.a.x - u.x) * dx + (edge.a.y - u.y) * dy) * scale,
            ((edge.b.x - u.x) * dx + (edge.b.y - u.y) * dy) * scale};
}

/// The angle, 0 to π, that the edge takes as seen from u. A u on one of its ends is
/// taken as moved by (ε, ε²), as in edge_side(): that end then lies due west.
double seen_angle(const ProjectedEdge& edge, const ProjectedPoint& u, const SeenEdge& seen)
{
    const double west_along = edge.a.x - edge.b.x;
    const double west_across = std::abs(edge.a.y - edge.b.y);
    if (edge.a == u) {
        return std::numbers::pi / 2 - std::atan2(west_along, west_across);
    }
    if (edge.b == u) {
        return std::numbers::pi / 2 + std::atan2(west_along, west_across);
    }
    return std::atan2(seen.h * (seen.t1 - seen.t0), seen.h * seen.h + seen.t0 * seen.t1);
}

/// ∫ F dθ for the part of a line at distance h from its nearest point to t, as a function
/// of t; r = h/cos θ and t = h·tan θ.
double mass_integral(Kernel kernel, double h, double t)
{
    const double h2 = h * h;
    const double t2 = t * t;
    const double rho2 = h * t;                                           // ∫ r² dθ
    const double rho4 = h * t * (h2 + t2 / 3);                           // ∫ r⁴ dθ
    const double rho6 = h * t * (h2 * h2 + t2 * (2 * h2 / 3 + t2 / 5));  // ∫ r⁶ dθ
    switch (kernel) {
        case Kernel::quartic:
            return 3 * rho2 - 3 * rho4 + rho6;
        case Kernel::epanechnikov:
            return 2 * rho2 - rho4;
        case Kernel::uniform:
            return rho2;
        case Kernel::triangular: {
            const double bent = h < kOnLine ? 0 : h2 * h * std::asinh(t / h);
            const double rho3 = (h * t * std::hypot(h, t) + bent) / 2;  // ∫ r³ dθ
            return 3 * rho2 - 2 * rho3;
        }
        case Kernel::gaussian:
            break;
    }
    return 0;
}

/// ∫ (1 − F) dθ over the seen edge for the kernels that end at one bandwidth.
double finite_integral(Kernel kernel, const ProjectedEdge& edge, const ProjectedPoint& u,
                       const SeenEdge& seen)
{
    if (seen.h >= 1) {
        return 0;
    }
    const double t_support = std::sqrt((1 - seen.h) * (1 + seen.h));
    if (seen.t0 >= t_support || seen.t1 <= -t_support) {
        return 0;
    }
    const SeenEdge part{seen.h, std::max(seen.t0, -t_support), std::min(seen.t1, t_support)};
    return seen_angle(edge, u, part) - mass_integral(kernel, part.h, part.t1) +
           mass_integral(kernel, part.h, part.t0);
}

/// A node in (0, 1) of a Gauss-Legendre rule, and its weight.
struct Node {
    double t;
    double weight;
};

constexpr std::array<Node, 2> kThreeNodes{{{0, 8.0 / 9 / 2}, {0.7745966692414834, 5.0 / 9}}};
constexpr std::array<Node, 3> kSixNodes{{{0.2386191860831969, 0.4679139345726910},
                                         {0.6612093864662645, 0.3607615730481386},
                                         {0.9324695142031521, 0.1713244923791704}}};

/// ∫ exp(−r²/2) dθ = ∫ exp(−(h² + t²)/2) · h/(h² + t²) dt by a symmetric rule.
template <std::size_t Size>
double by_rule(const std::array<Node, Size>& nodes, const SeenEdge& seen)
{
    const double middle = (seen.t0 + seen.t1) / 2;
    const double half = (seen.t1 - seen.t0) / 2;
    const auto integrand = [&](double t) {
        const double r2 = seen.h * seen.h + t * t;
        return std::exp(-r2 / 2) * seen.h / r2;
    };
    double sum = 0;
    for (const Node& node : nodes) {
        sum +=
            node.weight * (integrand(middle - half * node.t) + integrand(middle + half * node.t));
    }
    return sum * half;
}

/// ∫ exp(−r²/2) dθ over the seen edge; 2π·T(h, a) is the integral from 0 to arctan a
/// (Owen 1956). Edges that are short beside their distance and beside the scale at
/// which the exponential falls there, most of a real border, are integrated by three or six
/// nodes, with a relative error below 1e-12.
double gaussian_integral(const ProjectedEdge& edge, const ProjectedPoint& u, const SeenEdge& seen)
{
    if (seen.h >= kGaussianCut || seen.t0 >= kGaussianCut || seen.t1 <= -kGaussianCut) {
        return 0;
    }
    const double half2 = (seen.t1 - seen.t0) * (seen.t1 - seen.t0) / 4;
    const double middle2 = seen.h * seen.h + (seen.t0 + seen.t1) * (seen.t0 + seen.t1) / 4;
    if (half2 * 10'000 <= middle2 && half2 * middle2 <= 0.0025) {
        return by_rule(kThreeNodes, seen);
    }
    if (half2 * 100 <= middle2 && half2 * middle2 <= 0.25) {
        return by_rule(kSixNodes, seen);
    }
    if (seen.h < kOnLine) {
        return seen_angle(edge, u, seen);
    }
    return 2 * std::numbers::pi *
           (boost::math::owens_t(seen.h, seen.t1 / seen.h) -
            boost::math::owens_t(seen.h, seen.t0 / seen.h));
}

}  // namespace

double edge_mass(Kernel kernel, double bandwidth_m, const ProjectedEdge& edge,
                 const ProjectedPoint& u)
{
    const SeenEdge seen = seen_from(edge, u, bandwidth_m);
    const double missing = kernel == Kernel::gaussian ? gaussian_integral(edge, u, seen)
                                                      : finite_integral(kernel, edge, u, seen);
    return -edge_side(edge.a, edge.b, u) * missing / (2 * std::numbers::pi);
}

}  // namespace heatward::density
