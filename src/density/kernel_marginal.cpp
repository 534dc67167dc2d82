#include "kernel_marginal.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>

#include "heatward/density/kernel_shape.hpp"

namespace heatward::density {
namespace {

constexpr int kSteps = 4096;

/// ∫ k(x² + y²) dy but for a factor.
double chord_mass(Kernel kernel, double x)
{
    const double rest = std::max(0.0, 1 - x * x);
    const double half = std::sqrt(rest);
    switch (kernel) {
        case Kernel::quartic:
            return rest * rest * half;
        case Kernel::epanechnikov:
            return rest * half;
        case Kernel::uniform:
            return half;
        case Kernel::triangular:
            return std::abs(x) < 1e-12 ? half : half - x * x * std::asinh(half / std::abs(x));
        case Kernel::gaussian:
            break;
    }
    return std::exp(-x * x / 2);
}

}  // namespace

KernelMarginal::KernelMarginal(Kernel kernel) : m_support(support_in_bandwidths(kernel))
{
    const double step = 2 * m_support / kSteps;
    std::vector<double> height;
    for (int i = 0; i <= 2 * kSteps; ++i) {
        height.push_back(chord_mass(kernel, -m_support + i * step / 2));
    }
    m_share.push_back(0);
    for (std::size_t i = 0; i < kSteps; ++i) {
        m_share.push_back(m_share.back() +
                          (height[2 * i] + 4 * height[2 * i + 1] + height[2 * i + 2]) / 6);
    }
    const double whole = m_share.back();
    for (double& share : m_share) {
        share /= whole;
    }
}

double KernelMarginal::west_of(double distance) const
{
    const double at = (distance + m_support) / (2 * m_support) * kSteps;
    if (!(at > 0)) {
        return 0;
    }
    if (at >= kSteps) {
        return 1;
    }
    const auto i = static_cast<std::size_t>(at);
    return m_share[i] + (at - static_cast<double>(i)) * (m_share[i + 1] - m_share[i]);
}

const KernelMarginal& marginal_of(Kernel kernel)
{
    static const std::array<KernelMarginal, 5> marginals{
        KernelMarginal(Kernel::quartic), KernelMarginal(Kernel::epanechnikov),
        KernelMarginal(Kernel::uniform), KernelMarginal(Kernel::triangular),
        KernelMarginal(Kernel::gaussian)};
    switch (kernel) {
        case Kernel::quartic:
            return marginals[0];
        case Kernel::epanechnikov:
            return marginals[1];
        case Kernel::uniform:
            return marginals[2];
        case Kernel::triangular:
            return marginals[3];
        case Kernel::gaussian:
            break;
    }
    return marginals[4];
}

}  // namespace heatward::density
