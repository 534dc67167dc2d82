#include "heatward/gis/point_source.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <utility>

#include <cpl_string.h>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "crs_operation.hpp"
#include "csv_points.hpp"
#include "geopackage_points.hpp"
#include "heatward/core/error.hpp"
#include "layer_choice.hpp"
#include "layer_projection.hpp"
#include "ogr_geometry.hpp"
#include "point_rows.hpp"
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
    return number_of(OGR_F_GetFieldAsString(feature, field));
}

class PointReader {
public:
    PointReader(const std::string& path, const PointReadOptions& options)
        : m_source(path), m_layer(only_layer(m_source)), m_path(path), m_options(options)
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
        if (auto rows = m_options.row_by_row ? std::nullopt : read_in_bulk()) {
            m_rows = std::move(*rows);
            m_records.is_read_in_bulk = true;
        } else {
            while (const FeatureHandle feature = m_source.next(m_layer)) {
                read_one(feature.get());
            }
        }
        skip("the weight is no number", m_rows.without_number);
        skip("there is no position", m_rows.without_position);
        m_records.points = std::move(m_rows.points);
        m_records.weight = std::move(m_rows.weight);
        if (m_projection) {
            project();
        }
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

    /// By ways that know the format's bytes; nothing where none of them knows the source.
    std::optional<PointRows> read_in_bulk() const
    {
        const std::string driver = m_source.driver();
        if (driver == "GPKG" && m_x < 0) {
            return read_geopackage();
        }
        if (driver == "CSV" && m_x >= 0) {
            return read_csv();
        }
        return std::nullopt;
    }

    std::optional<PointRows> read_geopackage() const
    {
        GeoPackagePoints wanted{m_path,
                                OGR_L_GetName(m_layer),
                                OGR_L_GetFIDColumn(m_layer),
                                OGR_L_GetGeometryColumn(m_layer),
                                "",
                                NumberColumn::real,
                                m_options.threads};
        if (m_weight >= 0) {
            OGRFieldDefnH field = OGR_FD_GetFieldDefn(OGR_L_GetLayerDefn(m_layer), m_weight);
            const OGRFieldType type = OGR_Fld_GetType(field);
            if ((type != OFTReal && type != OFTInteger && type != OFTInteger64) ||
                OGR_Fld_GetSubType(field) != OFSTNone) {
                return std::nullopt;
            }
            wanted.weight_column = OGR_Fld_GetNameRef(field);
            wanted.weight_type = type == OFTReal      ? NumberColumn::real
                                 : type == OFTInteger ? NumberColumn::whole_32_bit
                                                      : NumberColumn::whole_64_bit;
        }
        return read_geopackage_points(wanted);
    }

    std::optional<PointRows> read_csv() const
    {
        OGRFeatureDefnH definition = OGR_L_GetLayerDefn(m_layer);
        for (int i = 0; i < OGR_FD_GetFieldCount(definition); ++i) {
            if (OGR_Fld_GetType(OGR_FD_GetFieldDefn(definition, i)) != OFTString) {
                return std::nullopt;  // a .csvt beside the file gives types
            }
        }
        return read_csv_points({m_path, field_names(m_layer), m_x, m_y, m_weight});
    }

    void skip(const std::string& reason, std::size_t rows)
    {
        if (rows > 0) {
            m_records.skipped += rows;
            m_records.skipped_by_reason[reason] += rows;
        }
    }

    void read_one(OGRFeatureH feature)
    {
        double weight = 1;
        if (m_weight >= 0) {
            const auto value = number_in(feature, m_weight);
            if (!value) {
                ++m_rows.without_number;
                return;
            }
            weight = *value;
        }
        if (!is_weight(weight)) {
            throw DataError(fmt::format(
                "{}: feature {}: the weight is {}, and a density takes weights of 0 or more; "
                "correct the row or leave it out",
                m_source.shown(), m_source.feature_number(), weight));
        }
        const std::size_t before = m_rows.points.size();
        take_position(feature);
        m_rows.without_position += m_rows.points.size() == before ? 1U : 0U;
        m_rows.weight.resize(m_rows.points.size(), weight);
    }

    void take_position(OGRFeatureH feature)
    {
        if (m_x >= 0) {
            const auto x = number_in(feature, m_x);
            const auto y = number_in(feature, m_y);
            if (x && y && std::isfinite(*x) && std::isfinite(*y)) {
                m_rows.points.push_back({*x, *y});
            }
            return;
        }
        for (const ProjectedPoint& point :
             take_apart(OGR_F_GetGeometryRef(feature), nullptr).points) {
            if (std::isfinite(point.x) && std::isfinite(point.y)) {
                m_rows.points.push_back(point);
            }
        }
    }

    /// In blocks, which is faster than one by one and needs no second copy of all.
    void project()
    {
        constexpr std::size_t kBlock = 8192;
        std::vector<double> x;
        std::vector<double> y;
        std::size_t kept = 0;
        for (std::size_t begin = 0; begin < m_records.points.size(); begin += kBlock) {
            const std::size_t count = std::min(kBlock, m_records.points.size() - begin);
            x.resize(count);
            y.resize(count);
            for (std::size_t i = 0; i < count; ++i) {
                x[i] = m_records.points[begin + i].x;
                y[i] = m_records.points[begin + i].y;
            }
            m_projection->apply(x, y);
            for (std::size_t i = 0; i < count; ++i) {
                if (std::isfinite(x[i])) {
                    m_records.points[kept] = {x[i], y[i]};
                    m_records.weight[kept++] = m_records.weight[begin + i];
                }
            }
        }
        skip("the position cannot be projected", m_records.points.size() - kept);
        m_records.points.resize(kept);
        m_records.weight.resize(kept);
    }

    VectorSource m_source;
    OGRLayerH m_layer;
    int m_x = -1;
    int m_y = -1;
    int m_weight = -1;
    std::optional<LayerProjection> m_projection;
    std::string m_path;
    PointReadOptions m_options;
    PointRows m_rows;
    PointRecords m_records;
};

}  // namespace

PointRecords read_points(const std::string& path, const PointReadOptions& options)
{
    return PointReader(path, options).read();
}

}  // namespace heatward::gis
