#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <tl/expected.hpp>

#include "heatward/maps/colour_scale.hpp"
#include "heatward/server/problem.hpp"
#include "heatward/server/served_run.hpp"
#include "heatward/server/url.hpp"
#include "heatward/server/work_size.hpp"

namespace heatward::server {

/// A layer and the filter that a request puts on it, checked against the run.
struct LayerRequest {
    const project::Layer* layer = nullptr;
    double bandwidth_m = 0;
    IncidentFilter filter;  ///< its interval is cut to the layer's period
    /// Of a relative risk, whose `filter` is of the cases: which controls they are held against.
    std::optional<IncidentFilter> controls;
    std::string controls_text;    ///< who these are, e.g. "weapons (police)"; else empty
    TimeInterval asked_interval;  ///< the `datetime` itself, or the layer's period
    bool is_filtered = false;     ///< otherwise it is the layer itself
    std::string filter_text;      ///< what was narrowed beside the period, in words, e.g. "hours:
                                  ///< 22:00 to 04:00; days: Friday, Saturday"; may be empty
    /// Of the filter only where there is one: the layer's own surface has the layer's breaks.
    maps::ColourScale scale = maps::ColourScale::layer;
    std::string canonical;

    [[nodiscard]] DensityKey density_key(maps::Plane plane) const
    {
        return {layer, bandwidth_m, filter, plane, controls};
    }
};

/// Reads datetime, at and span, category, source, hours, days, bandwidth and scale. 404 for a layer
/// that the run does not have, 400 naming the parameter otherwise.
tl::expected<LayerRequest, Problem> parse_layer_request(const ServedRun& run,
                                                        std::string_view layer, const Query& query);

/// The colours that the request's density is drawn in, which live as long as the run. With
/// scale=filter they may have to be worked out: work for the compute pool.
std::shared_ptr<const maps::DensityColours> colours_of(const ServedRun& run,
                                                       const LayerRequest& request);

/// What its pictures come from (indices into the project's): sources of its filter and controls.
std::vector<std::uint16_t> sources_behind(const project::Project& project,
                                          const LayerRequest& request);

/// Of a picture of that many pixels in the request's colours, with what these still take.
WorkSize work_size_of(const ServedRun& run, const LayerRequest& request, std::size_t pixels);

}  // namespace heatward::server
