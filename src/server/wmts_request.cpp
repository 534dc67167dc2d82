#include "heatward/server/wmts_request.hpp"

#include <array>

#include <fmt/format.h>

#include "heatward/server/key_value_query.hpp"
#include "heatward/server/numbers.hpp"
#include "heatward/tabular/text_encoding.hpp"

namespace heatward::server {

namespace {

template <class T>
using Checked = tl::expected<T, ServiceException>;

constexpr std::string_view kInvalid = "InvalidParameterValue";

Checked<void> check_fixed(const Query& query, std::string_view name, std::string_view value,
                          bool is_required)
{
    const auto* text = find_value(query, name);
    if (text == nullptr && is_required) {
        return tl::unexpected(required_value(query, name).error());
    }
    if (text != nullptr && tabular::ascii_lower(*text) != tabular::ascii_lower(value)) {
        return service_exception(kInvalid,
                                 fmt::format("parameter {} is not {}", upper_case(name), value),
                                 upper_case(name));
    }
    return {};
}

Checked<WmtsTileRequest> parse_tile_request(const Query& query)
{
    std::array<std::string, 5> texts;
    constexpr std::array<std::string_view, 5> kNames{"layer", "tilematrixset", "tilematrix",
                                                     "tilerow", "tilecol"};
    for (std::size_t i = 0; i < kNames.size(); ++i) {
        auto text = required_value(query, kNames[i]);
        if (!text) {
            return tl::unexpected(text.error());
        }
        texts[i] = std::move(*text);
    }
    if (const auto format = check_fixed(query, "format", "image/png", false); !format) {
        return tl::unexpected(format.error());
    }
    const auto tile = parse_matrix_tile(texts[1], texts[2], texts[3], texts[4]);
    if (!tile) {
        return tl::unexpected(tile.error());
    }
    const auto* style = find_value(query, "style");
    return WmtsTileRequest{std::move(texts[0]), style == nullptr ? "" : *style, *tile};
}

Checked<WmtsRequest> parse_info(const Query& query)
{
    auto tile = parse_tile_request(query);
    if (!tile) {
        return tl::unexpected(tile.error());
    }
    WmtsInfoRequest info;
    info.tile = std::move(*tile);
    const auto column = required_integer(query, "i", 0, kTileSize - 1, "PointIJOutOfRange");
    const auto row = required_integer(query, "j", 0, kTileSize - 1, "PointIJOutOfRange");
    if (!column || !row) {
        return tl::unexpected(column ? row.error() : column.error());
    }
    info.column = *column;
    info.row = *row;
    if (const auto* format = find_value(query, "infoformat")) {
        info.info_format = tabular::ascii_lower(*format);
    }
    return info;
}

}  // namespace

tl::expected<TileId, ServiceException> parse_matrix_tile(std::string_view set,
                                                         std::string_view matrix,
                                                         std::string_view row,
                                                         std::string_view column)
{
    if (set != kTileMatrixSet) {
        return service_exception(kInvalid, fmt::format("TILEMATRIXSET is not {}", kTileMatrixSet),
                                 "TileMatrixSet");
    }
    if (!parse_integer(matrix, 0, kMaxZoom)) {
        return service_exception(kInvalid, fmt::format("TILEMATRIX is none of 0 to {}", kMaxZoom),
                                 "TileMatrix");
    }
    const auto tile = parse_tile_id(matrix, column, row);
    if (!tile && tile.error().kind == TileIdError::Kind::outside_matrix) {
        return service_exception("TileOutOfRange", tile.error().message, "TileRow", 404);
    }
    if (!tile) {
        return service_exception(kInvalid, "TILEROW or TILECOL is no whole number", "TileRow");
    }
    return *tile;
}

tl::expected<WmtsRequest, ServiceException> parse_wmts_request(const Query& folded)
{
    if (const auto service = check_fixed(folded, "service", "WMTS", false); !service) {
        return tl::unexpected(service.error());
    }
    const auto request = required_value(folded, "request");
    if (!request) {
        return tl::unexpected(request.error());
    }
    const std::string operation = tabular::ascii_lower(*request);
    if (operation == "getcapabilities") {
        return WmtsCapabilitiesRequest{};
    }
    if (const auto version = check_fixed(folded, "version", "1.0.0", false); !version) {
        return tl::unexpected(version.error());
    }
    if (operation == "gettile") {
        return parse_tile_request(folded);
    }
    if (operation == "getfeatureinfo") {
        return parse_info(folded);
    }
    return service_exception(
        "OperationNotSupported",
        fmt::format("REQUEST \"{}\" is none of GetCapabilities, GetTile and GetFeatureInfo",
                    *request),
        "REQUEST");
}

}  // namespace heatward::server
