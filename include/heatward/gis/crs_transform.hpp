#pragma once

#include <memory>
#include <optional>
#include <string>

#include "heatward/core/point.hpp"

namespace heatward::gis {

/// From one reference system's coordinates to another's, x before y (longitude before latitude).
/// Where both name one system, coordinates stay as they are to the bit. One operation for every
/// point, as in Projection. For one thread.
class CrsTransform {
public:
    /// Both texts are anything that PROJ reads ("EPSG:27700"). Throws DataError where one is
    /// unknown or no operation joins them.
    CrsTransform(const std::string& source, const std::string& target);
    ~CrsTransform();
    CrsTransform(CrsTransform&&) noexcept;
    CrsTransform& operator=(CrsTransform&&) noexcept;
    CrsTransform(const CrsTransform&) = delete;
    CrsTransform& operator=(const CrsTransform&) = delete;

    /// No value where the point cannot be transformed.
    [[nodiscard]] std::optional<ProjectedPoint> operator()(double x, double y) const;

private:
    struct State;
    std::unique_ptr<const State> m_state;  ///< none where nothing is to be done
};

}  // namespace heatward::gis
