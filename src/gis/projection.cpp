#include "heatward/gis/projection.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "crs_operation.hpp"
#include "heatward/core/error.hpp"

namespace heatward::gis {
namespace {

constexpr const char* kLonLat = "OGC:CRS84";
constexpr const char* kMercator = "EPSG:3857";

/// Long enough that rounding of web mercator metres (4e-9 m) does not show, short enough
/// that the third derivative does not either.
constexpr double kDifferenceStep_m = 100;

bool is_projected(PJ_TYPE type) { return type == PJ_TYPE_PROJECTED_CRS; }

bool is_in_metres(const ProjContext& context, const ProjObject& crs)
{
    const ProjObject system(proj_crs_get_coordinate_system(context.get(), crs.get()));
    if (!system || proj_cs_get_axis_count(context.get(), system.get()) != 2) {
        return false;
    }
    for (int axis = 0; axis < 2; ++axis) {
        double metres = 0;
        if (proj_cs_get_axis_info(context.get(), system.get(), axis, nullptr, nullptr, nullptr,
                                  &metres, nullptr, nullptr, nullptr) == 0 ||
            metres != 1.0) {
            return false;
        }
    }
    return true;
}

/// Throws unless densities per km² can be had in the system; gives its EPSG code or 0.
int checked_epsg_code(const std::string& text)
{
    const ProjContext context = make_proj_context();
    ProjObject crs = read_crs(context, text);
    if (proj_get_type(crs.get()) == PJ_TYPE_BOUND_CRS) {
        crs.reset(proj_get_source_crs(context.get(), crs.get()));
    }
    if (!is_projected(proj_get_type(crs.get())) || !is_in_metres(context, crs)) {
        throw DataError(
            fmt::format("\"{}\" ({}) is not a projected reference system in metres; "
                        "use one, such as EPSG:27700 for Great Britain",
                        text.substr(0, 80), proj_get_name(crs.get())));
    }
    const char* authority = proj_get_id_auth_name(crs.get(), 0);
    const char* code = proj_get_id_code(crs.get(), 0);
    const bool is_epsg =
        authority != nullptr && code != nullptr && std::string_view(authority) == "EPSG";
    return is_epsg ? code_number(code) : 0;
}

bool is_longitude_and_latitude(double lon, double lat)
{
    return std::abs(lon) <= 180 && std::abs(lat) <= 90;  // false for not-a-number
}

void copy(std::span<const double> from, std::span<double> to)
{
    if (from.data() != to.data()) {
        std::copy(from.begin(), from.end(), to.begin());
    }
}

}  // namespace

struct Projection::State {
    std::string crs;
    int epsg = 0;
    CrsOperation from_lonlat;
    CrsOperation mercator_from_lonlat;
};

Projection::Projection(const std::string& project_crs)
{
    const int epsg = checked_epsg_code(project_crs);
    m_state = std::make_unique<State>(State{project_crs, epsg, CrsOperation(kLonLat, project_crs),
                                            CrsOperation(kLonLat, kMercator)});
}

Projection::Projection(std::unique_ptr<State> state) : m_state(std::move(state)) {}
Projection::~Projection() = default;
Projection::Projection(Projection&&) noexcept = default;
Projection& Projection::operator=(Projection&&) noexcept = default;

Projection Projection::clone() const
{
    return Projection(
        std::make_unique<State>(State{m_state->crs, m_state->epsg, m_state->from_lonlat.clone(),
                                      m_state->mercator_from_lonlat.clone()}));
}

const std::string& Projection::crs() const { return m_state->crs; }
int Projection::epsg() const { return m_state->epsg; }

const Projection::Operation& Projection::operation() const
{
    return m_state->from_lonlat.description();
}

std::optional<ProjectedPoint> Projection::from_lonlat(LonLat position) const
{
    ProjectedPoint point;
    from_lonlat({&position.lon, 1}, {&position.lat, 1}, {&point.x, 1}, {&point.y, 1});
    return std::isfinite(point.x) ? std::optional(point) : std::nullopt;
}

LonLat Projection::to_lonlat(ProjectedPoint point) const
{
    LonLat position;
    to_lonlat({&point.x, 1}, {&point.y, 1}, {&position.lon, 1}, {&position.lat, 1});
    return position;
}

MercatorPoint Projection::to_mercator(ProjectedPoint point) const
{
    MercatorPoint mercator;
    to_mercator({&point.x, 1}, {&point.y, 1}, {&mercator.x, 1}, {&mercator.y, 1});
    return mercator;
}

ProjectedPoint Projection::from_mercator(MercatorPoint point) const
{
    ProjectedPoint projected;
    from_mercator({&point.x, 1}, {&point.y, 1}, {&projected.x, 1}, {&projected.y, 1});
    return projected;
}

void Projection::from_lonlat(std::span<const double> lon, std::span<const double> lat,
                             std::span<double> x, std::span<double> y) const
{
    copy(lon, x);
    copy(lat, y);
    for (std::size_t i = 0; i < x.size(); ++i) {
        if (!is_longitude_and_latitude(x[i], y[i])) {
            x[i] = y[i] = HUGE_VAL;  // PROJ leaves such points alone
        }
    }
    m_state->from_lonlat.forward(x, y);
}

void Projection::to_lonlat(std::span<const double> x, std::span<const double> y,
                           std::span<double> lon, std::span<double> lat) const
{
    copy(x, lon);
    copy(y, lat);
    m_state->from_lonlat.backward(lon, lat);
}

void Projection::to_mercator(std::span<const double> x, std::span<const double> y,
                             std::span<double> mercator_x, std::span<double> mercator_y) const
{
    to_lonlat(x, y, mercator_x, mercator_y);
    m_state->mercator_from_lonlat.forward(mercator_x, mercator_y);
}

void Projection::from_mercator(std::span<const double> mercator_x,
                               std::span<const double> mercator_y, std::span<double> x,
                               std::span<double> y) const
{
    copy(mercator_x, x);
    copy(mercator_y, y);
    m_state->mercator_from_lonlat.backward(x, y);
    m_state->from_lonlat.forward(x, y);
}

Projection::MercatorScale Projection::mercator_scale(ProjectedPoint point) const
{
    constexpr double h = kDifferenceStep_m;
    std::array<double, 4> x{point.x + h, point.x - h, point.x, point.x};
    std::array<double, 4> y{point.y, point.y, point.y + h, point.y - h};
    to_mercator(x, y, x, y);
    return {std::hypot(x[0] - x[1], x[2] - x[3]) / (2 * h),
            std::hypot(y[0] - y[1], y[2] - y[3]) / (2 * h)};
}

}  // namespace heatward::gis
