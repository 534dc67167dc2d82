#include "heatward/server/coordinate_text.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <iterator>

#include <fmt/format.h>

namespace heatward::server {

namespace {

/// Beyond it 10^7 times the number would not be exact any more.
constexpr double kMostExact = 9e8;

double x_of(const LonLat& point) { return point.lon; }
double y_of(const LonLat& point) { return point.lat; }
double x_of(const ProjectedPoint& point) { return point.x; }
double y_of(const ProjectedPoint& point) { return point.y; }

/// Brackets and separators of one way of writing polygons.
struct PolygonMarks {
    char open = '[';
    char close = ']';
    char open_position = '[';  ///< 0: none
    char close_position = ']';
    char between = ',';
};

/// Appends rings, closed, within polygons within a list.
template <class Point, class AppendPosition>
void append_polygons(std::string& out, const MultiPolygon<Point>& polygons,
                     const PolygonMarks& marks, const AppendPosition& append_position)
{
    const auto append = [&](const Point& point) {
        if (marks.open_position != 0) {
            out += marks.open_position;
        }
        append_position(x_of(point), y_of(point), marks.between);
        if (marks.close_position != 0) {
            out += marks.close_position;
        }
    };
    const auto append_ring = [&](const Ring<Point>& ring) {
        out += marks.open;
        for (const auto& point : ring) {
            append(point);
            out += ',';
        }
        append(ring.front());
        out += marks.close;
    };
    out += marks.open;
    for (std::size_t i = 0; i < polygons.size(); ++i) {
        out += i == 0 ? "" : ",";
        out += marks.open;
        append_ring(polygons[i].exterior);
        for (const auto& hole : polygons[i].holes) {
            out += ',';
            append_ring(hole);
        }
        out += marks.close;
    }
    out += marks.close;
}

}  // namespace

void append_fixed(std::string& out, double number, int decimals)
{
    if (!std::isfinite(number)) {
        out += "null";
        return;
    }
    if (std::abs(number) > kMostExact) {
        fmt::format_to(std::back_inserter(out), "{:.{}f}", number, decimals);
        return;
    }
    constexpr std::array<std::int64_t, 8> kPowers{1,      10,      100,       1'000,
                                                  10'000, 100'000, 1'000'000, 10'000'000};
    const std::int64_t power = kPowers.at(static_cast<std::size_t>(decimals));
    std::int64_t scaled = std::llround(number * static_cast<double>(power));
    if (scaled < 0) {
        out += '-';
        scaled = -scaled;
    }
    std::array<char, 24> digits{};
    const auto whole = std::to_chars(digits.data(), digits.data() + digits.size(), scaled / power);
    out.append(digits.data(), whole.ptr);
    out += '.';
    std::int64_t rest = scaled % power;
    for (std::int64_t place = power / 10; place > 0; place /= 10) {
        out += static_cast<char>('0' + rest / place);
        rest %= place;
    }
}

CoordinateText::CoordinateText(const FeatureCrs& crs, const gis::Projection& projection)
    : m_frame(crs, projection), m_decimals(crs.is_in_degrees() ? kDegreeDecimals : kMetreDecimals)
{
}

void CoordinateText::append_position(std::string& out, double x, double y, char separator) const
{
    const bool swapped = crs().has_latitude_first();
    append_fixed(out, swapped ? y : x, m_decimals);
    out += separator;
    append_fixed(out, swapped ? x : y, m_decimals);
}

void CoordinateText::append_point(std::string& out, const ProjectedPoint& point,
                                  char separator) const
{
    const ProjectedPoint place = m_frame(point);
    append_position(out, place.x, place.y, separator);
}

void CoordinateText::append_geojson(std::string& json, const Collection& collection,
                                    std::size_t index) const
{
    const auto append = [&](double x, double y, char separator) {
        append_position(json, x, y, separator);
    };
    const Shape shape = collection.shape(index);
    if (const auto* point = std::get_if<ProjectedPoint>(&shape)) {
        json += R"({"type":"Point","coordinates":[)";
        append_point(json, *point, ',');
        json += "]}";
        return;
    }
    const auto& polygons = *std::get<const ProjectedMultiPolygon*>(shape);
    json += R"({"type":"MultiPolygon","coordinates":)";
    if (crs().is_in_degrees()) {
        append_polygons(json, *collection.degrees(index), {}, append);
    } else if (m_frame.is_project()) {
        append_polygons(json, polygons, {}, append);
    } else {
        append_polygons(json, m_frame(polygons), {}, append);
    }
    json += '}';
}

void CoordinateText::append_wkt(std::string& out, const Collection& collection,
                                std::size_t index) const
{
    constexpr PolygonMarks kMarks{'(', ')', 0, 0, ' '};
    const auto append = [&](double x, double y, char separator) {
        append_position(out, x, y, separator);
    };
    const Shape shape = collection.shape(index);
    if (const auto* point = std::get_if<ProjectedPoint>(&shape)) {
        out += "POINT (";
        append_point(out, *point, ' ');
        out += ')';
        return;
    }
    const auto& polygons = *std::get<const ProjectedMultiPolygon*>(shape);
    out += "MULTIPOLYGON ";
    if (crs().is_in_degrees()) {
        append_polygons(out, *collection.degrees(index), kMarks, append);
    } else {
        append_polygons(out, m_frame(polygons), kMarks, append);
    }
}

}  // namespace heatward::server
