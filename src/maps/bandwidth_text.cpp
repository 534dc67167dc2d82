#include "heatward/maps/bandwidth_text.hpp"

#include <cmath>

#include <fmt/format.h>

#include "number_text.hpp"

namespace heatward::maps {
namespace {

std::string metres(double value_m) { return whole_number_text(std::llround(value_m)) + " m"; }

bool is_adaptive(const project::Layer& layer)
{
    return project::abramson_pilot_m(layer.bandwidth).has_value();
}

}  // namespace

std::string bandwidth_text(const project::Layer& layer, double bandwidth_m,
                           const std::optional<run_store::BandwidthRange>& range)
{
    const char* const name = layer.kernel == Kernel::gaussian ? "standard deviation" : "bandwidth";
    std::string text = is_adaptive(layer)
                           ? fmt::format("adaptive {}, {} on average", name, metres(bandwidth_m))
                           : fmt::format("{} {}", name, metres(bandwidth_m));
    if (layer.widen) {
        text += ", wider where a place is uncertain";
    }
    if (range && project::has_own_bandwidths(layer)) {
        text += fmt::format(" ({} to {}, median {})", metres(range->smallest_m),
                            metres(range->largest_m), metres(range->median_m));
    }
    return text;
}

std::string own_bandwidths_text(const project::Layer& layer)
{
    if (!is_adaptive(layer)) {
        return layer.widen ? "bandwidth wider where a place is uncertain" : "";
    }
    return layer.widen ? "adaptive bandwidth, wider where a place is uncertain"
                       : "adaptive bandwidth";
}

std::string spread_text(const project::Layer& layer, double bandwidth_m,
                        const std::optional<run_store::BandwidthRange>& range)
{
    if (!project::has_own_bandwidths(layer)) {
        return metres(bandwidth_m);
    }
    const char* const where = !layer.widen         ? "wider where fewer are near"
                              : is_adaptive(layer) ? "wider where fewer are near, or a place is "
                                                     "uncertain"
                                                   : "wider where a place is uncertain";
    const std::string reach =
        range ? fmt::format("{} to {}", metres(range->smallest_m), metres(range->largest_m))
              : "about " + metres(bandwidth_m);
    return fmt::format("{} ({})", reach, where);
}

}  // namespace heatward::maps
