#pragma once

#include <string>

#include <tl/expected.hpp>

#include "heatward/server/problem.hpp"
#include "heatward/server/served_run.hpp"
#include "heatward/server/url.hpp"

namespace heatward::server {

/// A layer and the filter that a request puts on it, checked against the run.
struct LayerRequest {
    const project::Layer* layer = nullptr;
    double bandwidth_m = 0;
    IncidentFilter filter;        ///< its interval is cut to the layer's period
    TimeInterval asked_interval;  ///< the `datetime` itself, or the layer's period
    bool is_filtered = false;     ///< otherwise it is the layer itself
    std::string filter_text;      ///< what was narrowed beside the period, in words, e.g. "hours:
                                  ///< 22:00 to 04:00; days: Friday, Saturday"; may be empty
    std::string canonical;

    [[nodiscard]] DensityKey density_key(maps::Plane plane) const
    {
        return {layer, bandwidth_m, filter, plane};
    }
};

/// Reads datetime, at and span, category, source, hours, days, bandwidth and scale. 404 for a layer
/// that the run does not have, 400 naming the parameter otherwise.
tl::expected<LayerRequest, Problem> parse_layer_request(const ServedRun& run,
                                                        std::string_view layer, const Query& query);

}  // namespace heatward::server
