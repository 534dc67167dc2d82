#include "heatward/server/feature_crs.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>

#include "crs_name.hpp"
#include "heatward/server/numbers.hpp"

namespace heatward::server {

namespace {

constexpr int kWgs84 = 4326;
constexpr int kWebMercator = 3857;
constexpr int kNationalGrid = 27700;

std::string short_form(const FeatureCrs& crs)
{
    return crs.epsg == 0 ? "CRS84" : fmt::format("EPSG:{}", crs.epsg);
}

CrsName name_of(const FeatureCrs& crs)
{
    return crs.epsg == 0 ? CrsName{"ogc", "crs84"} : CrsName{"epsg", std::to_string(crs.epsg)};
}

/// Of numbers that are no degrees of any system, metres are meant.
tl::unexpected<Problem> beyond_degrees(std::string_view parameter, const Extent& extent)
{
    constexpr double kFullCircle_deg = 360;
    const bool are_metres =
        std::max({std::abs(extent.min_x), std::abs(extent.min_y), std::abs(extent.max_x),
                  std::abs(extent.max_y)}) > kFullCircle_deg;
    return bad_parameter(
        parameter,
        fmt::format("goes beyond 180 degrees east or west or 90 north or south{}",
                    are_metres ? "; for metres of the National Grid add bbox-crs=EPSG:27700" : ""));
}

}  // namespace

std::string FeatureCrs::uri() const
{
    return epsg == 0 ? "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
                     : fmt::format("http://www.opengis.net/def/crs/EPSG/0/{}", epsg);
}

std::vector<FeatureCrs> served_crs(const gis::Projection& projection)
{
    std::vector<FeatureCrs> served{{0}, {kWgs84}, {kWebMercator}, {kNationalGrid}};
    const FeatureCrs project{projection.epsg()};
    if (std::find(served.begin(), served.end(), project) == served.end()) {
        served.push_back(project);
    }
    return served;
}

tl::expected<FeatureCrs, Problem> parse_crs(std::string_view text, std::string_view parameter,
                                            const std::vector<FeatureCrs>& served)
{
    const auto name = parse_crs_name(text);
    std::vector<std::string> offered;
    for (const auto& crs : served) {
        if (name == name_of(crs)) {
            return crs;
        }
        offered.push_back(short_form(crs));
    }
    return bad_parameter(parameter,
                         fmt::format("\"{}\" is none of {}, nor the OGC URI of one of them", text,
                                     fmt::join(offered, ", ")));
}

tl::expected<Extent, Problem> parse_bbox(std::string_view text, std::string_view parameter,
                                         const FeatureCrs& crs)
{
    const auto parts = split_at_commas(text);
    if (parts.size() != 4 && parts.size() != 6) {
        return bad_parameter(parameter, "is not the four numbers of a rectangle");
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
    Extent extent{numbers[0], numbers[1], numbers[half], numbers[half + 1]};
    if (crs.has_latitude_first()) {
        extent = {extent.min_y, extent.min_x, extent.max_y, extent.max_x};
    }
    constexpr Extent kAllDegrees{-180, -90, 180, 90};
    if (crs.is_in_degrees() && !(kAllDegrees.contains(extent.min_x, extent.min_y) &&
                                 kAllDegrees.contains(extent.max_x, extent.max_y))) {
        return beyond_degrees(parameter, extent);
    }
    if (extent.is_empty()) {
        return bad_parameter(parameter, "has a minimum above its maximum");
    }
    return extent;
}

CrsFrame::CrsFrame(const FeatureCrs& crs, const gis::Projection& projection)
    : m_crs(crs), m_project(projection.clone())
{
    if (!crs.is_in_degrees() && crs.epsg != kWebMercator && !is_project()) {
        m_other.emplace(short_form(crs));
    }
}

ProjectedPoint CrsFrame::operator()(const ProjectedPoint& point) const
{
    if (is_project()) {
        return point;
    }
    if (m_crs.epsg == kWebMercator) {
        const MercatorPoint mercator = m_project.to_mercator(point);
        return {mercator.x, mercator.y};
    }
    const LonLat place = m_project.to_lonlat(point);
    if (!m_other) {
        return {place.lon, place.lat};
    }
    constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
    return m_other->from_lonlat(place).value_or(ProjectedPoint{kNone, kNone});
}

ProjectedMultiPolygon CrsFrame::operator()(const ProjectedMultiPolygon& polygons) const
{
    const auto transformed = [this](const Ring<ProjectedPoint>& ring) {
        Ring<ProjectedPoint> made;
        made.reserve(ring.size());
        for (const auto& vertex : ring) {
            made.push_back((*this)(vertex));
        }
        return made;
    };
    ProjectedMultiPolygon result;
    for (const auto& polygon : polygons) {
        auto& made = result.emplace_back();
        made.exterior = transformed(polygon.exterior);
        for (const auto& hole : polygon.holes) {
            made.holes.push_back(transformed(hole));
        }
    }
    return result;
}

std::optional<LonLat> CrsFrame::degrees_of(const ProjectedPoint& place) const
{
    LonLat degrees{place.x, place.y};
    if (m_crs.epsg == kWebMercator) {
        degrees = m_project.to_lonlat(m_project.from_mercator({place.x, place.y}));
    } else if (!m_crs.is_in_degrees()) {
        degrees = m_other ? m_other->to_lonlat(place) : m_project.to_lonlat(place);
    }
    if (std::isfinite(degrees.lon) && std::isfinite(degrees.lat)) {
        return degrees;
    }
    return std::nullopt;
}

}  // namespace heatward::server
