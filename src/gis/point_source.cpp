#include "heatward/gis/point_source.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <optional>
#include <utility>

#include <cpl_string.h>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "crs_operation.hpp"
#include "heatward/core/error.hpp"
#include "layer_choice.hpp"
#include "layer_projection.hpp"
#include "ogr_geometry.hpp"
#include "vector_source.hpp"

namespace heatward::gis {
namespace {

/// Names under which position columns are found when none is given, in pairs.
constexpr std::array<std::pair<const char*, const char*>, 5> kPositionColumns{
    {{"x", "y"},
     {"easting", "northing"},
     {"eastings", "northings"},
     {"X_COORDINATE", "Y_COORDINATE"},
     {"BNG_E", "BNG_N"}}};

std::optional<double> number_in(OGRFeatureH feature, int field)
{
    if (OGR_F_IsFieldSetAndNotNull(feature, field) == 0) {
        return std::nullopt;
    }
    if (OGR_Fld_GetType(OGR_F_GetFieldDefnRef(feature, field)) != OFTString) {
        return OGR_F_GetFieldAsDouble(feature, field);
    }
    const std::string text = field_bytes(feature, field);
    const char* begin = text.c_str() + (text.starts_with('+') ? 1 : 0);
    const char* end = text.c_str() + text.size();
    double value = 0;
    const auto [at, error] = std::from_chars(begin, end, value);
    return error == std::errc() && at == end && std::isfinite(value) ? std::optional(value)
                                                                     : std::nullopt;
}

class PointReader {
public:
    PointReader(const std::string& path, const PointReadOptions& options)
        : m_source(path), m_layer(only_layer(m_source))
    {
        choose_position(options);
        if (!options.weight_column.empty()) {
            m_weight = require_field(m_source, m_layer, options.weight_column);
        }
        choose_crs(options.crs);
        ignore_other_fields();
    }

    PointRecords read()
    {
        while (const FeatureHandle feature = m_source.next(m_layer)) {
            read_one(feature.get());
        }
        project();
        return std::move(m_records);
    }

private:
    void choose_position(const PointReadOptions& options)
    {
        if (options.x_column.empty() != options.y_column.empty()) {
            throw DataError(
                fmt::format("{}: name both the x and the y column, or neither", m_source.shown()));
        }
        if (!options.x_column.empty()) {
            m_x = require_field(m_source, m_layer, options.x_column);
            m_y = require_field(m_source, m_layer, options.y_column);
            return;
        }
        if (OGR_L_GetGeomType(m_layer) != wkbNone) {
            return;
        }
        for (const auto& [x, y] : kPositionColumns) {
            const auto x_field = find_field(m_layer, x);
            const auto y_field = find_field(m_layer, y);
            if (x_field && y_field) {
                m_x = *x_field;
                m_y = *y_field;
                return;
            }
        }
        throw DataError(
            fmt::format("{}: has no point geometry; name its x and y columns, among: {}",
                        m_source.shown(), fmt::join(field_names(m_layer), ", ")));
    }

    /// Columns are in the system asked for; a geometry's own system is projected into it.
    void choose_crs(const std::string& wanted)
    {
        OGRSpatialReferenceH own = m_x < 0 ? OGR_L_GetSpatialRef(m_layer) : nullptr;
        m_records.crs = wanted;
        if (own != nullptr && wanted.empty()) {
            m_records.crs = crs_text(own);
        }
        if (own != nullptr) {
            m_projection.emplace(m_layer, m_records.crs, m_source.shown());
        }
        if (m_records.crs.empty()) {
            return;
        }
        const ProjContext context = make_proj_context();
        const PJ_TYPE type = proj_get_type(read_crs(context, m_records.crs).get());
        if (type == PJ_TYPE_GEOGRAPHIC_2D_CRS || type == PJ_TYPE_GEOGRAPHIC_3D_CRS) {
            throw DataError(fmt::format(
                "{}: positions are in degrees ({}), and densities need metres; name a projected "
                "reference system, such as EPSG:27700",
                m_source.shown(), m_records.crs.substr(0, 40)));
        }
    }

    void ignore_other_fields()
    {
        CPLStringList ignored;
        const std::vector<std::string> names = field_names(m_layer);
        for (int i = 0; i < static_cast<int>(names.size()); ++i) {
            if (i != m_x && i != m_y && i != m_weight) {
                ignored.AddString(names[static_cast<std::size_t>(i)].c_str());
            }
        }
        OGR_L_SetIgnoredFields(m_layer, const_cast<const char**>(ignored.List()));
    }

    void skip(const std::string& reason)
    {
        ++m_records.skipped;
        ++m_records.skipped_by_reason[reason];
    }

    void read_one(OGRFeatureH feature)
    {
        double weight = 1;
        if (m_weight >= 0) {
            const auto value = number_in(feature, m_weight);
            if (!value) {
                skip("the weight is no number");
                return;
            }
            weight = *value;
        }
        const std::size_t before = m_points_x.size();
        take_position(feature);
        if (m_points_x.size() == before) {
            skip("there is no position");
        }
        m_records.weight.resize(m_points_x.size(), weight);
    }

    void take_position(OGRFeatureH feature)
    {
        if (m_x >= 0) {
            const auto x = number_in(feature, m_x);
            const auto y = number_in(feature, m_y);
            if (x && y) {
                m_points_x.push_back(*x);
                m_points_y.push_back(*y);
            }
            return;
        }
        for (const ProjectedPoint& point :
             take_apart(OGR_F_GetGeometryRef(feature), nullptr).points) {
            if (std::isfinite(point.x) && std::isfinite(point.y)) {
                m_points_x.push_back(point.x);
                m_points_y.push_back(point.y);
            }
        }
    }

    /// All points at once, which is faster than one by one.
    void project()
    {
        if (m_projection) {
            m_projection->apply(m_points_x, m_points_y);
        }
        std::vector<double> weights = std::move(m_records.weight);
        m_records.weight.clear();
        m_records.points.reserve(m_points_x.size());
        for (std::size_t i = 0; i < m_points_x.size(); ++i) {
            if (!std::isfinite(m_points_x[i])) {
                skip("the position cannot be projected");
                continue;
            }
            m_records.points.push_back({m_points_x[i], m_points_y[i]});
            m_records.weight.push_back(weights[i]);
        }
    }

    VectorSource m_source;
    OGRLayerH m_layer;
    int m_x = -1;
    int m_y = -1;
    int m_weight = -1;
    std::optional<LayerProjection> m_projection;
    std::vector<double> m_points_x;
    std::vector<double> m_points_y;
    PointRecords m_records;
};

}  // namespace

PointRecords read_points(const std::string& path, const PointReadOptions& options)
{
    return PointReader(path, options).read();
}

}  // namespace heatward::gis
