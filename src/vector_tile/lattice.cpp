#include "heatward/vector_tile/lattice.hpp"

#include <cmath>

namespace heatward::vector_tile {

std::optional<LatticePoint> lattice_point(const MercatorPoint& point)
{
    constexpr double kReach = 3 * kMercatorHalfWidth;
    if (!(std::abs(point.x) <= kReach && std::abs(point.y) <= kReach)) {
        return std::nullopt;
    }
    constexpr double kStepsPerMetre =
        static_cast<double>(std::int64_t{1} << kLatticeBits) / (2 * kMercatorHalfWidth);
    const auto steps = [](double metres) {
        return static_cast<std::int64_t>(std::floor(metres * kStepsPerMetre + 0.5));
    };
    return LatticePoint{steps(point.x + kMercatorHalfWidth), steps(kMercatorHalfWidth - point.y)};
}

}  // namespace heatward::vector_tile
