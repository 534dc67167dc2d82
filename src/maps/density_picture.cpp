#include "heatward/maps/density_picture.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "heatward/core/error.hpp"
#include "heatward/gis/crs_transform.hpp"

namespace heatward::maps {
namespace {

/// Cells whose densities are held at a time: 8 MB.
constexpr int kStripCells = 1 << 20;

/// Pixels between centres that are transformed; between them they are interpolated.
constexpr int kNodeStep = 16;

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

GridFrame rows_of(const GridFrame& frame, int first, int rows)
{
    GridFrame strip = frame;
    strip.first_row_north -= first;
    strip.rows = rows;
    return strip;
}

/// Pixel centres of a window in project metres.
class CentrePlaces {
public:
    CentrePlaces(const gis::CrsTransform& to_project, const GridFrame& frame) : m_frame(frame)
    {
        m_node_columns = (frame.columns - 1) / kNodeStep + 2;
        const int node_rows = (frame.rows - 1) / kNodeStep + 2;
        for (int row = 0; row < node_rows; ++row) {
            for (int column = 0; column < m_node_columns; ++column) {
                const auto place =
                    to_project(frame.centre_x(column * kNodeStep), frame.centre_y(row * kNodeStep));
                m_nodes.push_back(place.value_or(ProjectedPoint{kNaN, kNaN}));
            }
        }
    }

    [[nodiscard]] ProjectedPoint at(int row, int column) const
    {
        const int r = row / kNodeStep;
        const int c = column / kNodeStep;
        const double down = static_cast<double>(row % kNodeStep) / kNodeStep;
        const double right = static_cast<double>(column % kNodeStep) / kNodeStep;
        const auto mean = [&](double ProjectedPoint::*axis) {
            const double north = std::lerp(node(r, c).*axis, node(r, c + 1).*axis, right);
            const double south = std::lerp(node(r + 1, c).*axis, node(r + 1, c + 1).*axis, right);
            return std::lerp(north, south, down);
        };
        return {mean(&ProjectedPoint::x), mean(&ProjectedPoint::y)};
    }

    /// Around those of the rows from `first` on that lie in `within`.
    [[nodiscard]] Extent extent(int first, int rows, const Extent& within) const
    {
        Extent extent;
        for (int row = first; row < first + rows; ++row) {
            for (int column = 0; column < m_frame.columns; ++column) {
                const ProjectedPoint place = at(row, column);
                if (within.contains(place.x, place.y)) {
                    extent.include(place.x, place.y);
                }
            }
        }
        return extent;
    }

private:
    [[nodiscard]] const ProjectedPoint& node(int row, int column) const
    {
        return m_nodes[static_cast<std::size_t>(row) * static_cast<std::size_t>(m_node_columns) +
                       static_cast<std::size_t>(column)];
    }

    GridFrame m_frame;
    int m_node_columns = 0;
    std::vector<ProjectedPoint> m_nodes;
};

}  // namespace

Raster<std::uint8_t> density_classes(const Pictured& layer, const GridFrame& frame,
                                     const DensityColours& colours, unsigned threads)
{
    Raster<std::uint8_t> classes(frame);
    const int step = std::max(1, kStripCells / std::max(1, frame.columns));
    for (int row = 0; row < frame.rows; row += step) {
        const GridFrame strip = rows_of(frame, row, std::min(step, frame.rows - row));
        const auto part = layer.classes(strip, true, colours, threads);
        std::copy(part.values.begin(), part.values.end(),
                  classes.values.data() + classes.index(row, 0));
    }
    return classes;
}

Raster<std::uint8_t> density_classes_in(const std::string& crs, const std::string& project_crs,
                                        const Pictured& layer, const GridFrame& frame,
                                        const Extent& within, const DensityColours& colours,
                                        unsigned threads)
{
    if (layer.plane() != Plane::project) {
        throw DataError("a picture in another system is drawn from a layer in the project's plane");
    }
    const double cell = std::min(frame.cell_width, frame.cell_height) / 2;
    const gis::CrsTransform to_project(crs, project_crs);
    const CentrePlaces places(to_project, frame);
    Raster<std::uint8_t> classes(frame);
    const int step = std::clamp(kStripCells / (4 * frame.columns), 1, frame.rows);
    for (int first = 0; first < frame.rows; first += step) {
        const int rows = std::min(step, frame.rows - first);
        const Extent extent = places.extent(first, rows, within);
        if (extent.is_empty()) {
            continue;
        }
        const auto cells =
            density_classes(layer, frame_covering(extent.grown(cell), cell), colours, threads);
        for (int row = first; row < first + rows; ++row) {
            for (int column = 0; column < frame.columns; ++column) {
                const ProjectedPoint place = places.at(row, column);
                if (within.contains(place.x, place.y)) {
                    classes.at(row, column) = cells.at(
                        static_cast<int>(std::floor((cells.frame.north() - place.y) / cell)),
                        static_cast<int>(std::floor((place.x - cells.frame.west()) / cell)));
                }
            }
        }
    }
    return classes;
}

std::vector<render::Colour> palette_over(const DensityColours& colours,
                                         const render::Colour& ground)
{
    std::vector<render::Colour> palette;
    for (const render::Colour& colour : colours.palette()) {
        palette.push_back(render::over(colour, ground));
    }
    return palette;
}

void lay_over(render::RgbaImage& picture, const Raster<std::uint8_t>& classes,
              const DensityColours& colours)
{
    for (std::size_t i = 0; i < picture.pixels.size(); ++i) {
        if (classes.values[i] != 0) {
            picture.pixels[i] =
                render::blended(colours.palette()[classes.values[i]], picture.pixels[i]);
        }
    }
}

}  // namespace heatward::maps
