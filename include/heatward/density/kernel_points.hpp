#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "heatward/core/kernel.hpp"

namespace heatward::density {

/// One incident to be drawn in some plane.
struct KernelPoint {
    double x = 0;            ///< in units of the plane
    double y = 0;            ///< in units of the plane
    double radius_x = 0;     ///< the bandwidth along the plane's x axis, in units of the plane
    double radius_y = 0;     ///< the bandwidth along the plane's y axis, in units of the plane
    double bandwidth_m = 0;  ///< the same bandwidth in project metres (σ for the Gaussian)
    double weight = 1;
    std::uint32_t incidents = 1;  ///< that it stands for
};

/// Weighted points ready to be summed, as columns of equal length in table order:
///
///     λ(u) = Σᵢ amplitudeᵢ · k(qᵢ),   qᵢ = ((uₓ − xᵢ)/radius_xᵢ)² + ((u_y − yᵢ)/radius_yᵢ)²
///
/// with k(q) = (1−q)², 1−q, 1, 1−√q or exp(−q/2), and amplitude = weight · K(0; R) for
/// the bandwidth R in project metres. So λ is in weight per square metre of
/// the project, whatever plane the points and radii are in.
/// Made by KernelPointsBuilder.
struct KernelPoints {
    Kernel kernel = Kernel::quartic;
    std::vector<double> x;
    std::vector<double> y;
    std::vector<double> radius_x;
    std::vector<double> radius_y;
    std::vector<double> amplitude;
    std::vector<std::uint32_t> incidents;  ///< that each point stands for

    [[nodiscard]] std::size_t size() const { return x.size(); }
};

/// The points of those rows, in the order of `rows`.
KernelPoints points_of_rows(const KernelPoints& points, std::span<const std::uint32_t> rows);

/// Collects KernelPoints. Neighbours in the order given that agree in place and
/// bandwidth become one point with the sum of their weights, added in
/// that order: snapped data take an eighth of the work.
class KernelPointsBuilder {
public:
    explicit KernelPointsBuilder(Kernel kernel);

    void reserve(std::size_t n);

    /// Adds a point. Throws DataError for a place that is not finite, a bandwidth
    /// or radius that is not above 0, or a weight that is negative or not finite.
    void add(const KernelPoint& point);

    /// Adds a point drawn in the project's own plane.
    void add(double x_m, double y_m, double bandwidth_m, double weight);

    /// What is added next is no neighbour of what was added last.
    void part();

    /// The points so far but for the last, which may grow yet; they leave the builder.
    KernelPoints take_finished();
    /// How many points that would be.
    [[nodiscard]] std::size_t finished() const { return m_points.size(); }

    /// The points so far; the builder is empty afterwards.
    KernelPoints build();

private:
    void flush();

    std::optional<KernelPoint> m_pending;
    KernelPoints m_points;
};

}  // namespace heatward::density
