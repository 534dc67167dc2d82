#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "heatward/core/incident_filter.hpp"
#include "heatward/maps/colour_scale.hpp"
#include "heatward/maps/density_colours.hpp"
#include "heatward/maps/outline_class.hpp"
#include "heatward/project/project.hpp"
#include "heatward/render/colour.hpp"
#include "heatward/run_store/run.hpp"

namespace heatward::maps {

/// One colour of a legend and the values it stands for, per km² per year.
struct LegendClass {
    double from = 0;
    std::optional<double> to;  ///< absent for the last: everything from `from` up
    render::Colour colour;
    std::string label;  ///< e.g. "1.2 – 3.4", "12 or more"
};

/// What a reader needs to read a density's colours.
struct Legend {
    std::string layer;
    std::string title;
    std::string unit;          ///< e.g. "incidents per km² per year"
    std::string period;        ///< in words, e.g. "January to December 2025"
    std::string not_supplied;  ///< gaps in that period in words; empty: none
    std::string bandwidth;  ///< where incidents have bandwidths of their own, in words; else empty
    std::string note;       ///< what else the colours say, in words; mostly empty
    std::string filter;     ///< what else was narrowed, in words; empty: nothing
    std::string notice;     ///< why nothing is coloured, where the density is unknown; empty: known
    std::string marking;    ///< empty: none
    ColourScale scale = ColourScale::layer;  ///< what the classes are of
    std::vector<LegendClass> classes;
};

/// The legend of a layer in these colours. `filter` is that of the request, or the layer's: of
/// its interval the part within the layer's period is told, or all of it where they are apart.
/// The bandwidth is told without figures, as a request may ask for another. `controls` is the
/// filter of a relative risk's controls; null: all of them.
Legend make_legend(const run_store::RunData& run, const project::Layer& layer,
                   const run_store::LayerSummary& summary, const IncidentFilter& filter,
                   const DensityColours& colours, const IncidentFilter* controls = nullptr);

/// {"layer","title","unit","period","scale","classes":[{"from","to","colour":"#rrggbb","opacity",
/// "label"}],"zero":"transparent"}, and "marking", "not_supplied", "bandwidth", "note",
/// "filter" and "notice" where there are any; "to" is null for the last class.
nlohmann::json legend_json(const Legend& legend);

/// The legend as a picture on white, as large as it needs; `scale` 1 or 2 ("@2x"). PNG bytes.
/// Throws DataError for another scale.
std::string legend_png(const Legend& legend, int scale);

/// In pixels, of scale 1.
struct LegendSize {
    int width = 0;
    int height = 0;
};
LegendSize legend_size(const Legend& legend);

/// The legend of outlines: of each class a box in its pen beside its title, on white. PNG bytes.
std::string outline_legend_png(std::span<const OutlineClass> classes);
LegendSize outline_legend_size(std::span<const OutlineClass> classes);

}  // namespace heatward::maps
