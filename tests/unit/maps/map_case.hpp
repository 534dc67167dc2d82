#pragma once

#include "heatward/maps/static_map.hpp"
#include "heatward/maps/style_catalogue.hpp"
#include "support/synthetic_county.hpp"

namespace heatward::maps {

inline const run_store::RunData& county()
{
    static const run_store::RunData run = test::synthetic_county();
    return run;
}

/// Everything a map of one of the county's layers needs.
struct Case {
    const project::Layer& layer;
    DensityLayer density;
    DensityColours colours;
    MapContent content;

    explicit Case(const char* id)
        : layer(test::layer_of(county(), id)),
          density(layer_input(county(), layer), Plane::project),
          colours(test::summary_of(county(), id).breaks, find_style("density").value())
    {
        content.run = &county();
        content.layer = &layer;
        content.summary = &test::summary_of(county(), id);
        content.density = &density;
        content.colours = &colours;
        content.extent = whole_extent(county());
    }
};

/// A layer's map under an interval of its own.
struct AskedCase : Case {
    AskedCase(const char* id, const char* interval) : Case(id)
    {
        DensityLayerInput input = layer_input(county(), layer);
        input.filter.interval = parse_interval(interval).value();
        density = DensityLayer(input, Plane::project);
        content.asked_interval = input.filter.interval;
    }
};

}  // namespace heatward::maps
