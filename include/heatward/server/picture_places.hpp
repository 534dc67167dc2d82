#pragma once

#include <functional>
#include <memory>
#include <optional>

#include "heatward/core/point.hpp"
#include "heatward/gis/projection.hpp"
#include "heatward/maps/outline_picture.hpp"
#include "heatward/maps/plane.hpp"
#include "heatward/server/picture_crs.hpp"

namespace heatward::server {

/// Places in the plane that pictures of a reference system are drawn in (x east, y north), and in
/// the project's. EPSG:27700 is the project's own plane where that is its system. For one thread.
class PicturePlaces {
public:
    using Place = maps::OutlineSet::Place;

    /// Throws DataError where no operation joins the systems.
    PicturePlaces(const gis::Projection& projection, PictureCrs crs);

    /// Nothing where the other plane has no such place. The functions may outlive this object.
    [[nodiscard]] std::function<std::optional<Place>(ProjectedPoint)> from_project() const;
    [[nodiscard]] std::function<std::optional<ProjectedPoint>(Place)> to_project() const;

private:
    std::shared_ptr<const gis::Projection> m_projection;
    PictureCrs m_crs;
};

/// The plane that densities of such pictures are computed in; the project's for EPSG:27700.
maps::Plane plane_of(PictureCrs crs);

/// Whether pixels are not those of `plane_of` but resampled from it.
bool is_resampled(PictureCrs crs, const gis::Projection& projection);

}  // namespace heatward::server
