#pragma once

#include <optional>
#include <span>
#include <string>

#include "crs_operation.hpp"
#include "gdal_handles.hpp"

namespace heatward::gis {

/// From a layer's coordinates, in its data's axis order, to a target system, x before y.
class LayerProjection {
public:
    /// `target` is anything that PROJ reads; `shown` names the source in messages. Where both are
    /// one system, coordinates stay as they are to the bit. Throws DataError where the layer
    /// states no reference system or no operation leads to the target.
    LayerProjection(OGRLayerH layer, const std::string& target, const std::string& shown);

    /// In place; points that cannot be transformed become not-a-number.
    void apply(std::span<double> x, std::span<double> y) const;

    /// The operation into the target system; nothing where both are one.
    [[nodiscard]] std::optional<Projection::Operation> operation() const;

    /// Whether the datum change has no stated accuracy ("ballpark").
    [[nodiscard]] bool is_of_unknown_accuracy() const;

private:
    bool m_swap = false;  ///< the data hold north before east
    std::optional<CrsOperation> m_operation;
};

/// "EPSG:27700" where the reference has or is recognised to have a code, else its WKT.
std::string crs_text(OGRSpatialReferenceH reference);

}  // namespace heatward::gis
