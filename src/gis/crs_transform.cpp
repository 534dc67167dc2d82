#include "heatward/gis/crs_transform.hpp"

#include <cmath>

#include "crs_operation.hpp"

namespace heatward::gis {

struct CrsTransform::State {
    CrsOperation operation;
};

CrsTransform::CrsTransform(const std::string& source, const std::string& target)
    : m_state(source == target ? nullptr
                               : std::make_unique<const State>(State{CrsOperation(source, target)}))
{
}

CrsTransform::~CrsTransform() = default;
CrsTransform::CrsTransform(CrsTransform&&) noexcept = default;
CrsTransform& CrsTransform::operator=(CrsTransform&&) noexcept = default;

std::optional<ProjectedPoint> CrsTransform::operator()(double x, double y) const
{
    if (m_state) {
        m_state->operation.forward({&x, 1}, {&y, 1});
    }
    return std::isfinite(x) && std::isfinite(y) ? std::optional(ProjectedPoint{x, y})
                                                : std::nullopt;
}

}  // namespace heatward::gis
