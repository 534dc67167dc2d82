#include "heatward/render/classification.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "heatward/core/error.hpp"

namespace heatward::render {

Classification::Classification(std::span<const double> lower_bounds)
    : m_bounds(lower_bounds.begin(), lower_bounds.end())
{
    if (m_bounds.size() > kMaxClasses) {
        throw DataError(
            fmt::format("{} colour classes are more than {}", m_bounds.size(), kMaxClasses));
    }
    for (std::size_t i = 0; i < m_bounds.size(); ++i) {
        if (!std::isfinite(m_bounds[i]) || (i > 0 && m_bounds[i] <= m_bounds[i - 1])) {
            throw DataError(fmt::format(
                "the bound {} of colour class {} is not above the one before; bounds must ascend",
                m_bounds[i], i + 1));
        }
    }
}

Classification Classification::from_breaks(std::span<const double> breaks)
{
    return Classification(breaks.size() < 2 ? std::span<const double>{}
                                            : breaks.first(breaks.size() - 1));
}

std::uint8_t Classification::class_of(double value) const
{
    std::size_t reached = 0;
    for (const double bound : m_bounds) {
        reached += value >= bound ? 1U : 0U;
    }
    return static_cast<std::uint8_t>(reached);
}

Raster<std::uint8_t> Classification::classify(const Raster<double>& values) const
{
    Raster<std::uint8_t> classes(values.frame);
    std::transform(values.values.begin(), values.values.end(), classes.values.begin(),
                   [this](double value) { return class_of(value); });
    return classes;
}

}  // namespace heatward::render
