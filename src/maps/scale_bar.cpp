#include "heatward/maps/scale_bar.hpp"

#include <cmath>

#include <fmt/format.h>

namespace heatward::maps {

ScaleBar scale_bar_for(double metres_per_pixel, double max_pixels)
{
    const double most_m = metres_per_pixel * max_pixels;
    const double power = std::pow(10.0, std::floor(std::log10(most_m)));
    ScaleBar bar{power, 2, {}};
    if (5 * power <= most_m) {
        bar = {5 * power, 5, {}};
    } else if (2 * power <= most_m) {
        bar = {2 * power, 4, {}};
    }
    bar.label = bar.length_m >= 1000 ? fmt::format("{:g} km", bar.length_m / 1000)
                                     : fmt::format("{:g} m", bar.length_m);
    return bar;
}

}  // namespace heatward::maps
