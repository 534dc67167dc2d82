#pragma once

#include <stdexcept>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "heatward/core/extent.hpp"
#include "heatward/render/rgba_png.hpp"
#include "served_example.hpp"

/// How tests ask the example run for WMS pictures.
namespace heatward::test {

// Around the example county in each system.
inline constexpr Extent kMercator{4000, 6831000, 38500, 6852000};
inline constexpr Extent kDegrees{0.036, 52.12, 0.346, 52.23};
inline constexpr Extent kMetres{539500, 249500, 560500, 260500};

inline std::string box(const Extent& extent)
{
    return fmt::format("{},{},{},{}", extent.min_x, extent.min_y, extent.max_x, extent.max_y);
}

inline std::string box_north_first(const Extent& extent)
{
    return fmt::format("{},{},{},{}", extent.min_y, extent.min_x, extent.max_y, extent.max_x);
}

inline std::string map_address(std::string_view crs, const std::string& bbox, int width, int height,
                               std::string_view more = "&transparent=true")
{
    return fmt::format(
        "/wms?service=WMS&version=1.3.0&request=GetMap&layers=violence&styles=&format=image/png&"
        "crs={}&bbox={}&width={}&height={}{}",
        crs, bbox, width, height, more);
}

inline render::RgbaImage picture(ServedExample& example, const std::string& target)
{
    const server::Response response = example.get(target);
    if (response.status != 200 || response.content_type != "image/png") {
        throw std::runtime_error(target + ": " + response.body);
    }
    return render::decode_png(response.body);
}

}  // namespace heatward::test
