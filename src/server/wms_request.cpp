#include "heatward/server/wms_request.hpp"

#include <array>
#include <cmath>
#include <optional>

#include <fmt/format.h>

#include "heatward/server/key_value_query.hpp"
#include "heatward/server/numbers.hpp"
#include "heatward/tabular/text_encoding.hpp"

namespace heatward::server {

namespace {

template <class T>
using Checked = tl::expected<T, ServiceException>;

constexpr std::string_view kInvalid = "InvalidParameterValue";

/// A degree of latitude; of longitude it is less, so that a pixel is never smaller than it seems.
constexpr double kMetresPerDegree = 111'320;

/// What a client may ask for of the features of one place.
constexpr int kMaxFeatureCount = 1000;

const std::string* version_text(const Query& query)
{
    const auto* version = find_value(query, "version");
    return version != nullptr ? version : find_value(query, "wmtver");
}

bool is_before_1_3(std::string_view version)
{
    int number = 0;  // 1.3.0 is 10300
    int parts = 0;
    while (parts < 3) {
        const auto dot = version.find('.');
        const auto part = parse_integer(version.substr(0, dot), 0, 99);
        number = 100 * number + static_cast<int>(part.value_or(0));
        ++parts;
        version = dot == std::string_view::npos ? std::string_view{} : version.substr(dot + 1);
    }
    return number < 10300;
}

/// Operations beside GetCapabilities negotiate nothing.
Checked<WmsVersion> operation_version(const Query& query)
{
    const auto* text = version_text(query);
    if (text != nullptr && *text != "1.1.1" && *text != "1.3.0") {
        return service_exception(kInvalid, "parameter VERSION is neither 1.1.1 nor 1.3.0",
                                 "VERSION");
    }
    return wms_version_of(query);
}

std::vector<std::string> parts_of(const std::string* text)
{
    std::vector<std::string> parts;
    if (text != nullptr) {
        for (const auto part : split_at_commas(*text)) {
            parts.emplace_back(part);
        }
    }
    return parts;
}

Checked<void> read_layers(const Query& query, WmsMapRequest& map)
{
    const auto layers = required_value(query, "layers");
    if (!layers) {
        return tl::unexpected(layers.error());
    }
    map.layers = parts_of(&*layers);
    if (map.layers.size() > kMaxPictureLayers) {
        return service_exception(
            kInvalid, fmt::format("LAYERS names more than {} layers", kMaxPictureLayers), "LAYERS");
    }
    map.styles = parts_of(find_value(query, "styles"));
    if (map.styles.empty()) {
        map.styles.resize(map.layers.size());
    }
    if (map.styles.size() != map.layers.size()) {
        return service_exception(
            "StyleNotDefined",
            fmt::format("STYLES names {} styles for {} layers: one a layer, or none at all",
                        map.styles.size(), map.layers.size()),
            "STYLES");
    }
    return {};
}

Checked<void> read_crs(const Query& query, WmsMapRequest& map)
{
    const bool is_new = map.version == WmsVersion::v1_3_0;
    const auto text = required_value(query, is_new ? "crs" : "srs");
    if (!text) {
        return tl::unexpected(text.error());
    }
    const auto crs = parse_picture_crs(*text);
    if (!crs) {
        return service_exception(
            is_new ? "InvalidCRS" : "InvalidSRS",
            fmt::format("\"{}\" is none of EPSG:3857, EPSG:4326, CRS:84 and EPSG:27700", *text),
            is_new ? "CRS" : "SRS");
    }
    map.crs = *crs;
    return {};
}

Checked<Extent> read_bounds(const std::string& text, bool is_north_first)
{
    const auto wrong = [](std::string_view why) {
        return service_exception(kInvalid, fmt::format("parameter BBOX {}", why), "BBOX");
    };
    const auto parts = split_at_commas(text);
    std::array<double, 4> numbers{};
    if (parts.size() != numbers.size()) {
        return wrong("is not minx,miny,maxx,maxy");
    }
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        const auto number = parse_number(parts[i]);
        if (!number || std::abs(*number) > kMaxCoordinate) {
            return wrong("holds something that is no coordinate");
        }
        numbers[i] = *number;
    }
    const auto [a, b, c, d] = numbers;
    const Extent bounds = is_north_first ? Extent{b, a, d, c} : Extent{a, b, c, d};
    if (!(bounds.min_x < bounds.max_x && bounds.min_y < bounds.max_y)) {
        return wrong("has a minimum that is not below its maximum");
    }
    return bounds;
}

Checked<void> check_pixels(const WmsMapRequest& map)
{
    const bool is_degrees = map.crs == PictureCrs::epsg_4326 || map.crs == PictureCrs::crs_84;
    const double width = map.bounds.width() / map.width;
    const double height = map.bounds.height() / map.height;
    if (std::min(width, height) * (is_degrees ? kMetresPerDegree : 1) < kLeastPixel_m) {
        return service_exception(
            kInvalid, "parameter BBOX is too small for so many pixels: they would be below 2 mm",
            "BBOX");
    }
    if (std::max(width, height) > kMaxPixelAspect * std::min(width, height)) {
        return service_exception(
            kInvalid,
            fmt::format("parameters BBOX, WIDTH and HEIGHT make pixels with sides of more than "
                        "{} to 1",
                        kMaxPixelAspect),
            "BBOX");
    }
    return {};
}

Checked<void> read_window(const Query& query, WmsMapRequest& map)
{
    if (auto crs = read_crs(query, map); !crs) {
        return crs;
    }
    const auto text = required_value(query, "bbox");
    if (!text) {
        return tl::unexpected(text.error());
    }
    const bool is_north_first =
        map.version == WmsVersion::v1_3_0 && map.crs == PictureCrs::epsg_4326;
    const auto bounds = read_bounds(*text, is_north_first);
    const auto width = required_integer(query, "width", 1, kMaxPictureSide);
    const auto height = required_integer(query, "height", 1, kMaxPictureSide);
    if (!bounds) {
        return tl::unexpected(bounds.error());
    }
    if (!width) {
        return tl::unexpected(width.error());
    }
    if (!height) {
        return tl::unexpected(height.error());
    }
    map.bounds = *bounds;
    map.width = *width;
    map.height = *height;
    return check_pixels(map);
}

Checked<void> read_ground(const Query& query, WmsMapRequest& map)
{
    if (const auto* text = find_value(query, "transparent")) {
        const std::string value = upper_case(*text);
        if (value != "TRUE" && value != "FALSE") {
            return service_exception(kInvalid, "parameter TRANSPARENT is neither TRUE nor FALSE",
                                     "TRANSPARENT");
        }
        map.is_transparent = value == "TRUE";
    }
    if (const auto* text = find_value(query, "bgcolor")) {
        std::string hexadecimal = *text;
        if (hexadecimal.starts_with("0x") || hexadecimal.starts_with("0X")) {
            hexadecimal.replace(0, 2, 1, '#');
        }
        const auto colour = render::parse_colour(hexadecimal);
        if (!colour) {
            return service_exception(kInvalid, "parameter BGCOLOR is not 0xRRGGBB", "BGCOLOR");
        }
        map.background = *colour;
    }
    return {};
}

Checked<void> check_format(const Query& query, bool is_required)
{
    const auto* format = find_value(query, "format");
    if (format == nullptr && is_required) {
        return tl::unexpected(required_value(query, "format").error());
    }
    if (format != nullptr && tabular::ascii_lower(*format) != "image/png") {
        return service_exception("InvalidFormat", "FORMAT is not image/png", "FORMAT");
    }
    return {};
}

/// All of a picture but its format, which the other operations that take one may leave out.
Checked<WmsMapRequest> parse_map(const Query& query, WmsVersion version)
{
    WmsMapRequest map;
    map.version = version;
    for (const auto& read :
         {read_layers(query, map), read_window(query, map), read_ground(query, map)}) {
        if (!read) {
            return tl::unexpected(read.error());
        }
    }
    return map;
}

/// I and J in 1.3.0, X and Y in 1.1.1; the other version's names are read where these are missing.
Checked<int> read_pixel(const Query& query, WmsVersion version, bool is_column, int side)
{
    const bool is_new = version == WmsVersion::v1_3_0;
    const std::string_view own = is_column ? (is_new ? "i" : "x") : (is_new ? "j" : "y");
    const std::string_view other = is_column ? (is_new ? "x" : "i") : (is_new ? "y" : "j");
    const bool has_own = find_value(query, own) != nullptr || find_value(query, other) == nullptr;
    return required_integer(query, has_own ? own : other, 0, side - 1, "InvalidPoint");
}

Checked<WmsRequest> parse_info(const Query& query, WmsVersion version)
{
    auto map = parse_map(query, version);
    if (!map) {
        return tl::unexpected(map.error());
    }
    WmsInfoRequest info;
    info.map = std::move(*map);
    const auto layers = required_value(query, "query_layers");
    if (!layers) {
        return tl::unexpected(layers.error());
    }
    info.query_layers = parts_of(&*layers);
    if (info.query_layers.size() > kMaxPictureLayers) {
        return service_exception(
            kInvalid, fmt::format("QUERY_LAYERS names more than {} layers", kMaxPictureLayers),
            "QUERY_LAYERS");
    }
    const auto column = read_pixel(query, version, true, info.map.width);
    const auto row = read_pixel(query, version, false, info.map.height);
    if (!column || !row) {
        return tl::unexpected(column ? row.error() : column.error());
    }
    info.column = *column;
    info.row = *row;
    if (const auto* format = find_value(query, "info_format")) {
        info.info_format = tabular::ascii_lower(*format);
    }
    if (find_value(query, "feature_count") != nullptr) {
        const auto count = required_integer(query, "feature_count", 1, kMaxFeatureCount);
        if (!count) {
            return tl::unexpected(count.error());
        }
        info.feature_count = *count;
    }
    return info;
}

Checked<WmsRequest> parse_legend(const Query& query, WmsVersion version)
{
    if (const auto format = check_format(query, true); !format) {
        return tl::unexpected(format.error());
    }
    auto layer = required_value(query, "layer");
    if (!layer) {
        return tl::unexpected(layer.error());
    }
    const auto* style = find_value(query, "style");
    return WmsLegendRequest{version, std::move(*layer), style == nullptr ? "" : *style};
}

}  // namespace

WmsVersion wms_version_of(const Query& folded)
{
    const auto* version = version_text(folded);
    if (version == nullptr) {
        const bool is_old = folded.find("srs") != nullptr && folded.find("crs") == nullptr;
        return is_old ? WmsVersion::v1_1_1 : WmsVersion::v1_3_0;
    }
    return is_before_1_3(*version) ? WmsVersion::v1_1_1 : WmsVersion::v1_3_0;
}

tl::expected<WmsRequest, ServiceException> parse_wms_request(const Query& folded)
{
    if (const auto* service = find_value(folded, "service");
        service != nullptr && upper_case(*service) != "WMS") {
        return service_exception(kInvalid, "parameter SERVICE is not WMS", "SERVICE");
    }
    const auto request = required_value(folded, "request");
    if (!request) {
        return tl::unexpected(request.error());
    }
    const std::string operation = tabular::ascii_lower(*request);
    if (operation == "getcapabilities" || operation == "capabilities") {
        return WmsCapabilitiesRequest{wms_version_of(folded)};
    }
    const auto version = operation_version(folded);
    if (!version) {
        return tl::unexpected(version.error());
    }
    if (operation == "getmap" || operation == "map") {
        if (const auto format = check_format(folded, true); !format) {
            return tl::unexpected(format.error());
        }
        return parse_map(folded, *version);
    }
    if (operation == "getfeatureinfo" || operation == "feature_info") {
        return parse_info(folded, *version);
    }
    if (operation == "getlegendgraphic") {
        return parse_legend(folded, *version);
    }
    return service_exception("OperationNotSupported",
                             fmt::format("REQUEST \"{}\" is none of GetCapabilities, GetMap, "
                                         "GetFeatureInfo and GetLegendGraphic",
                                         *request),
                             "REQUEST");
}

}  // namespace heatward::server
