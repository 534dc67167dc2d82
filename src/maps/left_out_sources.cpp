#include "heatward/maps/left_out_sources.hpp"

#include <algorithm>

namespace heatward::maps {

std::vector<std::uint16_t> left_out_sources(const DensityLayer& density,
                                            const DensityLayer* controls)
{
    const auto own = density.left_out_sources();
    std::vector<std::uint16_t> sources(own.begin(), own.end());
    if (controls != nullptr) {
        const auto more = controls->left_out_sources();
        sources.insert(sources.end(), more.begin(), more.end());
    }
    std::sort(sources.begin(), sources.end());
    sources.erase(std::unique(sources.begin(), sources.end()), sources.end());
    return sources;
}

}  // namespace heatward::maps
