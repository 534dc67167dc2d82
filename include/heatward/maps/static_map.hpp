#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "heatward/core/expected.hpp"
#include "heatward/maps/colour_scale.hpp"
#include "heatward/maps/density_colours.hpp"
#include "heatward/maps/density_layer.hpp"
#include "heatward/maps/map_extent.hpp"
#include "heatward/run_store/run.hpp"

namespace heatward::maps {

/// What a map is written as. The same drawing code serves all; in PDF and SVG the density is
/// a picture and everything else is lines and text.
enum class MapFormat : std::uint8_t { png, pdf, svg };

/// Below this side there is no room for a frame, a title and a source line.
inline constexpr int kMinMapSide = 64;

/// Above this side, times the scale, a map is refused: 4096 × 4096 pixels are 64 MB of drawing
/// surface and more than A3 at 300 dpi needs in its width.
inline constexpr int kMaxMapSide = 4096;

/// Size and parts of a map.
struct MapOptions {
    int width = 1200;  ///< CSS pixels (96 to the inch)
    int height = 900;  ///< CSS pixels
    int scale = 1;     ///< pixels a CSS pixel: 1 or 2 ("@2x")
    MapFormat format = MapFormat::png;
    bool title = true;  ///< title and the line under it
    bool legend = true;
    bool scale_bar = true;
    bool north_arrow = true;
    bool boundaries = true;
    bool labels = true;
    unsigned threads = 1;
};

/// A map's matter. All that is pointed to outlives the drawing.
struct MapContent {
    const run_store::RunData* run = nullptr;
    const project::Layer* layer = nullptr;
    const run_store::LayerSummary* summary = nullptr;  ///< for its unit
    const DensityLayer* density = nullptr;   ///< in Plane::project, under the map's filter
    const Pictured* picture = nullptr;       ///< drawn instead of the density, where it is set
    const DensityLayer* controls = nullptr;  ///< of a relative risk, under the same filter
    std::string notice;                      ///< why there is nothing to draw, where it is known
    const DensityColours* colours = nullptr;
    ColourScale scale = ColourScale::layer;  ///< what the colours are of
    std::string filter_text;  ///< what else was filtered, for the subtitle; may be empty
    MapExtent extent;
    /// The interval asked for, told where the layer's period holds none of it; else unused.
    std::optional<TimeInterval> asked_interval;
};

/// Checks sizes and scale; an error names the parameter and its limits.
expected<void> check(const MapOptions& options);

/// Draws a print-ready map in the project's plane, so that its scale bar is true: title,
/// period, number of incidents, method, legend with unit, scale bar, north arrow, boundaries
/// and names of districts and wards, source line with dates and run id, marking. Where the
/// density is unknown under its filter, the map says so instead of showing none. Gives
/// the file's bytes; same input, same bytes. Throws DataError where `check` finds an error,
/// `content.density` is in another plane or a rectangle does not meet the study area.
std::string draw_map(const MapContent& content, const MapOptions& options);

}  // namespace heatward::maps
