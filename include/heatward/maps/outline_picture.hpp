#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <vector>

#include "heatward/core/extent.hpp"
#include "heatward/core/feature_table.hpp"
#include "heatward/core/grid.hpp"
#include "heatward/core/point.hpp"
#include "heatward/render/colour.hpp"
#include "heatward/render/rgba_image.hpp"

namespace heatward::maps {

/// How outlines are drawn.
struct OutlinePen {
    render::Colour colour{0x4a, 0x4e, 0x55, 215};  ///< as districts of maps
    double width = 1.2;                            ///< pixels
};

/// A table's outlines in some plane, edges straight between transformed vertices. Immutable, safe
/// to share between threads.
class OutlineSet {
public:
    struct Place {
        double x = 0;
        double y = 0;
    };

    /// `to_plane` gives a vertex's place (x east, y north), or nothing where the plane has none;
    /// edges to such vertices are left out.
    OutlineSet(const FeatureTable& table,
               const std::function<std::optional<Place>(ProjectedPoint)>& to_plane);

    /// Draws the outlines over `picture`, whose pixels are the frame's: lines of one stroke, so
    /// that a border of two areas is not laid on twice; of all rows, or where `rows` is not empty
    /// of those that it says. Throws EnvironmentError where Cairo fails.
    void lay_over(render::RgbaImage& picture, const GridFrame& frame, const OutlinePen& pen,
                  const std::vector<bool>& rows = {}) const;

    [[nodiscard]] std::size_t memory_bytes() const;

private:
    struct Outline {
        std::size_t row = 0;  ///< of the table
        Extent extent;
        std::vector<Place> vertices;  ///< closed: the last is the first; NaN breaks it
    };
    std::vector<Outline> m_outlines;
};

}  // namespace heatward::maps
