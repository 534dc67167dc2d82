#include "density_key_text.hpp"

#include <fmt/format.h>

namespace heatward::server {

std::string text_of(const DensityKey& key)
{
    const auto& window = key.filter.window;
    return fmt::format("{}|{}|{}|{}|{}|{}|{}|{}|{}|{}|{}", key.layer->id, key.bandwidth_m,
                       static_cast<int>(key.plane), fmt::join(key.filter.categories, ","),
                       fmt::join(key.filter.sources, ","), key.filter.interval.begin,
                       key.filter.interval.end, static_cast<int>(key.filter.interval.precision),
                       to_string(key.filter.hours), to_string(key.filter.days),
                       window ? fmt::format("{}~{}", window->centre, window->half_width_days) : "");
}

DensityKey in_project_plane(DensityKey key)
{
    key.plane = maps::Plane::project;
    return key;
}

}  // namespace heatward::server
