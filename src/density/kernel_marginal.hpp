#pragma once

#include <vector>

#include "heatward/core/kernel.hpp"

namespace heatward::density {

/// A kernel's mass west of a line, as a share from 0 to 1, by the line's distance east of its
/// centre in bandwidths: tabulated by Simpson's rule at 4,096 steps over the support and
/// interpolated, with an error below 1e-6.
class KernelMarginal {
public:
    explicit KernelMarginal(Kernel kernel);

    [[nodiscard]] double west_of(double distance) const;

private:
    double m_support;
    std::vector<double> m_share;
};

/// The one of each kernel, made once.
const KernelMarginal& marginal_of(Kernel kernel);

}  // namespace heatward::density
