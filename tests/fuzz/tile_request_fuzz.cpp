// libFuzzer target: an address from its bytes to a route, a checked tile and a moving window.
// Whatever the bytes, a tile that comes out lies in the matrix, and its address is the only way to
// write it; a window stands about the noon of a day and keeps its limits.

#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "heatward/server/numbers.hpp"
#include "heatward/server/router.hpp"
#include "heatward/server/tile_request.hpp"
#include "heatward/server/url.hpp"
#include "heatward/server/window_request.hpp"

namespace {

using namespace heatward;

void require(bool holds)
{
    if (!holds) {
        std::abort();
    }
}

void check_tile(const server::Captures& captures)
{
    const auto tile = server::parse_tile(captures);
    if (!tile) {
        require(tile.error().status == 400 || tile.error().status == 404);
        return;
    }
    require(tile->z >= 0 && tile->z <= kMaxZoom);
    require(tile->x < (1U << tile->z) && tile->y < (1U << tile->z));
    require(captures.at("z") == std::to_string(tile->z));
    require(captures.at("x") == std::to_string(tile->x));
    require(captures.at("y") == std::to_string(tile->y));
}

/// A window stands for a day of the calendar, and is the same by whatever time of it was asked for.
void check_window(const server::Query& query)
{
    constexpr WallMinutes kMinutesPerDay = 24 * 60;
    const auto window = server::parse_window(query, "Europe/London");
    if (!window) {
        require(window.error().status == 400);
        require(window.error().parameter == "at" || window.error().parameter == "span");
        return;
    }
    require(window->has_value() == (query.find("at") != nullptr));
    if (!window->has_value()) {
        return;
    }
    const TimeWindow& found = **window;
    require(found.half_width_days >= TimeWindow::kLeastHalfWidth_days &&
            found.half_width_days <= TimeWindow::kMostHalfWidth_days);
    require(query.find("datetime") == nullptr);
    require((found.centre - kMinutesPerDay / 2) % kMinutesPerDay == 0);
    require(found.end() - found.begin() == 2 * found.half_width_days * kMinutesPerDay);
    require(found == TimeWindow::about_day_of(found.centre, found.half_width_days));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    static const server::Router router;
    const auto url =
        server::parse_target(std::string_view(reinterpret_cast<const char*>(data), size));
    if (!url) {
        return 0;
    }
    const auto match = router.match(*url, false);
    if (!match) {
        return 0;
    }
    for (const auto& name : match->route->pattern.names()) {
        require(match->captures.contains(name) && !match->captures.at(name).empty());
    }
    if (match->captures.contains("z")) {
        check_tile(match->captures);
    }
    check_window(url->query);
    if (match->captures.contains("lon")) {
        const auto place =
            server::parse_lonlat(match->captures.at("lon"), match->captures.at("lat"));
        require(!place ||
                (place->lon >= -180 && place->lon <= 180 && place->lat >= -90 && place->lat <= 90));
    }
    return 0;
}
