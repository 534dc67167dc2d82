#include "heatward/server/picture_crs.hpp"

#include "crs_name.hpp"

namespace heatward::server {

std::string_view short_name(PictureCrs crs)
{
    switch (crs) {
        case PictureCrs::epsg_3857:
            return "EPSG:3857";
        case PictureCrs::epsg_4326:
            return "EPSG:4326";
        case PictureCrs::crs_84:
            return "CRS:84";
        case PictureCrs::epsg_27700:
            return "EPSG:27700";
    }
    return {};
}

std::optional<PictureCrs> parse_picture_crs(std::string_view text)
{
    const auto found = parse_crs_name(text);
    if (found == CrsName{"ogc", "crs84"}) {
        return PictureCrs::crs_84;
    }
    for (const auto crs : {PictureCrs::epsg_3857, PictureCrs::epsg_4326, PictureCrs::epsg_27700}) {
        if (found && found->authority == "epsg" && short_name(crs).substr(5) == found->code) {
            return crs;
        }
    }
    return std::nullopt;
}

}  // namespace heatward::server
