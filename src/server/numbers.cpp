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

tl::expected<Extent, Problem> parse_bbox(std::string_view text, std::string_view parameter)
{
    const auto parts = split_at_commas(text);
    if (parts.size() != 4 && parts.size() != 6) {
        return bad_parameter(parameter, "is not minlon,minlat,maxlon,maxlat");
    }
    std::vector<double> numbers;
    for (const auto part : parts) {
        const auto number = parse_number(part);
        if (!number) {
            return bad_parameter(parameter, "holds something that is no number");
        }
        numbers.push_back(*number);
    }
    const std::size_t half = numbers.size() / 2;
    const Extent extent{numbers[0], numbers[1], numbers[half], numbers[half + 1]};
    if (std::abs(extent.min_x) > 180 || std::abs(extent.max_x) > 180 ||
        std::abs(extent.min_y) > 90 || std::abs(extent.max_y) > 90) {
        return bad_parameter(parameter,
                             "goes beyond 180 degrees east or west or 90 north or south");
    }
    if (extent.is_empty()) {
        return bad_parameter(parameter, "has a minimum above its maximum");
    }
    return extent;
}

}  // namespace heatward::server
