#include "heatward/density/kernel_points.hpp"

#include <cmath>
#include <utility>

#include <fmt/format.h>

#include "heatward/core/error.hpp"
#include "heatward/density/kernel_shape.hpp"

namespace heatward::density {
namespace {

bool is_length(double value) { return value > 0 && std::isfinite(value); }

void check(const KernelPoint& point)
{
    if (!std::isfinite(point.x) || !std::isfinite(point.y)) {
        throw DataError(fmt::format("a density needs places with finite coordinates, not ({}, {})",
                                    point.x, point.y));
    }
    if (!is_length(point.bandwidth_m) || !is_length(point.radius_x) || !is_length(point.radius_y)) {
        throw DataError(
            fmt::format("a density needs a bandwidth above 0, not {} m ({} by {} units of the map)",
                        point.bandwidth_m, point.radius_x, point.radius_y));
    }
    if (!(point.weight >= 0) || !std::isfinite(point.weight)) {
        throw DataError(fmt::format("a density needs weights of 0 or more that are finite, not {}",
                                    point.weight));
    }
}

bool same_kernel_and_place(const KernelPoint& a, const KernelPoint& b)
{
    return a.x == b.x && a.y == b.y && a.radius_x == b.radius_x && a.radius_y == b.radius_y &&
           a.bandwidth_m == b.bandwidth_m;
}

}  // namespace

KernelPoints points_of_rows(const KernelPoints& points, std::span<const std::uint32_t> rows)
{
    KernelPoints picked;
    picked.kernel = points.kernel;
    const auto pick = [&](const auto& from, auto& to) {
        to.reserve(rows.size());
        for (const std::uint32_t row : rows) {
            to.push_back(from[row]);
        }
    };
    pick(points.x, picked.x);
    pick(points.y, picked.y);
    pick(points.radius_x, picked.radius_x);
    pick(points.radius_y, picked.radius_y);
    pick(points.amplitude, picked.amplitude);
    pick(points.incidents, picked.incidents);
    return picked;
}

KernelPointsBuilder::KernelPointsBuilder(Kernel kernel) { m_points.kernel = kernel; }

void KernelPointsBuilder::reserve(std::size_t n)
{
    m_points.x.reserve(n);
    m_points.y.reserve(n);
    m_points.radius_x.reserve(n);
    m_points.radius_y.reserve(n);
    m_points.amplitude.reserve(n);
    m_points.incidents.reserve(n);
}

void KernelPointsBuilder::add(const KernelPoint& point)
{
    check(point);
    if (m_pending && same_kernel_and_place(*m_pending, point)) {
        m_pending->weight += point.weight;
        m_pending->incidents += point.incidents;
        return;
    }
    flush();
    m_pending = point;
}

void KernelPointsBuilder::add(double x_m, double y_m, double bandwidth_m, double weight)
{
    add(KernelPoint{x_m, y_m, bandwidth_m, bandwidth_m, bandwidth_m, weight, 1});
}

void KernelPointsBuilder::part() { flush(); }

KernelPoints KernelPointsBuilder::build()
{
    flush();
    return take_finished();
}

KernelPoints KernelPointsBuilder::take_finished()
{
    KernelPoints built = std::exchange(m_points, KernelPoints{});
    m_points.kernel = built.kernel;
    return built;
}

void KernelPointsBuilder::flush()
{
    if (!m_pending) {
        return;
    }
    m_points.x.push_back(m_pending->x);
    m_points.y.push_back(m_pending->y);
    m_points.radius_x.push_back(m_pending->radius_x);
    m_points.radius_y.push_back(m_pending->radius_y);
    m_points.amplitude.push_back(m_pending->weight *
                                 kernel_peak(m_points.kernel, m_pending->bandwidth_m));
    m_points.incidents.push_back(m_pending->incidents);
    m_pending.reset();
}

}  // namespace heatward::density
