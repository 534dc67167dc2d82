#include "heatward/server/numbers.hpp"

#include <charconv>
#include <cmath>

namespace heatward::server {

std::optional<double> parse_number(std::string_view text)
{
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (text.empty() || error != std::errc{} || end != text.data() + text.size() ||
        !std::isfinite(value)) {
        return std::nullopt;
    }
    return value;
}

std::optional<long> parse_integer(std::string_view text, long least, long most)
{
    long value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (text.empty() || error != std::errc{} || end != text.data() + text.size() || value < least ||
        value > most) {
        return std::nullopt;
    }
    return value;
}

std::vector<std::string_view> split_at_commas(std::string_view text)
{
    std::vector<std::string_view> parts;
    for (;;) {
        const auto comma = text.find(',');
        parts.push_back(text.substr(0, comma));
        if (comma == std::string_view::npos) {
            return parts;
        }
        text.remove_prefix(comma + 1);
    }
}

tl::expected<LonLat, Problem> parse_lonlat(std::string_view lon, std::string_view lat)
{
    const auto x = parse_number(lon);
    if (!x || std::abs(*x) > 180) {
        return bad_parameter("lon", "is no longitude in degrees from -180 to 180");
    }
    const auto y = parse_number(lat);
    if (!y || std::abs(*y) > 90) {
        return bad_parameter("lat", "is no latitude in degrees from -90 to 90");
    }
    return LonLat{*x, *y};
}

}  // namespace heatward::server
