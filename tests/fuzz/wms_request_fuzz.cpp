// libFuzzer target: a query from its bytes to a checked WMS or WMTS request. Whatever the bytes,
// what comes out keeps the limits that drawing relies on, times are intervals that tiles take, and
// an exception is well-formed text.

#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "heatward/core/time.hpp"
#include "heatward/core/utf8.hpp"
#include "heatward/server/key_value_query.hpp"
#include "heatward/server/time_dimension.hpp"
#include "heatward/server/wms_request.hpp"
#include "heatward/server/wmts_request.hpp"
#include "heatward/server/xml_text.hpp"

namespace {

using namespace heatward;

void require(bool holds)
{
    if (!holds) {
        std::abort();
    }
}

void check(const server::ServiceException& exception)
{
    require(exception.status >= 400 && !exception.code.empty() && !exception.text.empty());
    const std::string escaped = server::escape_markup(exception.text + exception.locator);
    require(is_utf8(escaped) && escaped.find_first_of("<>\"'") == std::string::npos);
}

void check(const server::WmsMapRequest& map)
{
    require(!map.layers.empty() && map.layers.size() <= server::kMaxPictureLayers);
    require(map.styles.size() == map.layers.size());
    require(map.width >= 1 && map.width <= server::kMaxPictureSide);
    require(map.height >= 1 && map.height <= server::kMaxPictureSide);
    const Extent& bounds = map.bounds;
    require(bounds.min_x < bounds.max_x && bounds.min_y < bounds.max_y);
    for (const double side : {bounds.min_x, bounds.min_y, bounds.max_x, bounds.max_y}) {
        require(std::isfinite(side) && std::abs(side) <= server::kMaxCoordinate);
    }
    const double aspect = bounds.width() / map.width / (bounds.height() / map.height);
    constexpr double kMost = server::kMaxPixelAspect * (1 + 1e-9);
    require(aspect <= kMost && aspect >= 1 / kMost);
    require(map.background.alpha == 255);
}

void check(const server::WmsCapabilitiesRequest&) {}

void check(const server::WmsLegendRequest& legend) { require(!legend.layer.empty()); }

void check(const server::WmsInfoRequest& info)
{
    check(info.map);
    require(info.column >= 0 && info.column < info.map.width);
    require(info.row >= 0 && info.row < info.map.height);
    require(info.feature_count >= 1);
    require(!info.query_layers.empty() && info.query_layers.size() <= server::kMaxPictureLayers);
}

void check(const server::WmtsCapabilitiesRequest&) {}

void check(const server::WmtsTileRequest& request)
{
    require(request.tile.z >= 0 && request.tile.z <= kMaxZoom);
    require(request.tile.x < (1U << request.tile.z) && request.tile.y < (1U << request.tile.z));
}

void check(const server::WmtsInfoRequest& info)
{
    check(info.tile);
    require(info.column >= 0 && info.column < kTileSize && info.row >= 0 && info.row < kTileSize);
}

void check_time(const server::Query& query)
{
    const auto* time = server::find_value(query, "time");
    for (const auto moment : {server::MomentMeans::as_written, server::MomentMeans::its_month}) {
        if (time != nullptr) {
            const auto interval = server::datetime_of_time(*time, {moment, "Europe/London"});
            require(!interval || parse_interval(*interval).has_value());
        }
    }
}

template <class Request>
void check_parsed(const tl::expected<Request, server::ServiceException>& request)
{
    if (!request) {
        check(request.error());
        return;
    }
    std::visit([](const auto& asked) { check(asked); }, *request);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const auto query =
        server::parse_query(std::string_view(reinterpret_cast<const char*>(data), size));
    if (!query) {
        return 0;
    }
    const auto folded = server::fold_names(*query);
    if (!folded) {
        check(folded.error());
        return 0;
    }
    check_parsed(server::parse_wms_request(*folded));
    check_parsed(server::parse_wmts_request(*folded));
    check_time(*folded);
    return 0;
}
