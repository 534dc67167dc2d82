#include "feature_encoder.hpp"

#include <algorithm>
#include <cmath>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "ascii_lower.hpp"
#include "attribute_cell.hpp"
#include "heatward/core/error.hpp"
#include "heatward/core/utf8.hpp"
#include "ogr_geometry.hpp"
#include "spatial_reference.hpp"

namespace heatward::gis {
namespace {

constexpr int kWgs84 = 4326;

/// SQLite's limit is 2,000, of which the fid and the geometry take two.
constexpr std::size_t kMaxFields = 1998;

bool is_writable(const std::string& text)
{
    return is_utf8(text) && text.find('\0') == std::string::npos;
}

bool fits(const AttributeValue& value, FieldType type)
{
    if (std::holds_alternative<std::monostate>(value)) {
        return true;
    }
    switch (type) {
        case FieldType::text:
            return std::holds_alternative<std::string>(value);
        case FieldType::real:
            return std::holds_alternative<double>(value);
        case FieldType::integer:
            return std::holds_alternative<std::int64_t>(value);
        case FieldType::boolean:
            break;
    }
    const auto* integer = std::get_if<std::int64_t>(&value);
    return integer != nullptr && (*integer == 0 || *integer == 1);
}

OGRFieldType ogr_type(FieldType type)
{
    switch (type) {
        case FieldType::integer:
            return OFTInteger64;
        case FieldType::real:
            return OFTReal;
        case FieldType::boolean:
            return OFTInteger;
        case FieldType::text:
            break;
    }
    return OFTString;
}

bool create_output_field(OGRLayerH layer, const Field& field)
{
    OGRFieldDefnH definition = OGR_Fld_Create(field.name.c_str(), ogr_type(field.type));
    if (field.type == FieldType::boolean) {
        OGR_Fld_SetSubType(definition, OFSTBoolean);
    }
    const OGRErr error = OGR_L_CreateField(layer, definition, 0);
    OGR_Fld_Destroy(definition);
    return error == OGRERR_NONE;
}

void check_schema(const FeatureSchema& schema)
{
    if (schema.name.empty() || !is_writable(schema.name)) {
        throw DataError("a table cannot be written: its name must be UTF-8 text without NUL");
    }
    if (schema.fields.size() > kMaxFields) {
        throw DataError(fmt::format("table \"{}\" has {} fields, above the limit of {}",
                                    schema.name, schema.fields.size(), kMaxFields));
    }
    std::set<std::string> names;
    for (std::size_t i = 0; i < schema.fields.size(); ++i) {
        const std::string& name = schema.fields[i].name;
        if (name.empty() || !is_writable(name)) {
            throw DataError(
                fmt::format("table \"{}\": the name of field {} must be UTF-8 text without NUL",
                            schema.name, i + 1));
        }
        if (!names.insert(ascii_lower(name)).second) {
            throw DataError(fmt::format(
                "table \"{}\": field \"{}\" is there twice (letter case does not count)",
                schema.name, name));
        }
    }
}

bool is_finite(const ProjectedPoint& point)
{
    return std::isfinite(point.x) && std::isfinite(point.y);
}

bool is_finite(const ProjectedMultiPolygon& polygons)
{
    bool finite = true;
    for_each_ring(polygons, [&](const Ring<ProjectedPoint>& ring) {
        finite = finite && std::all_of(ring.begin(), ring.end(), [](const ProjectedPoint& point) {
                     return is_finite(point);
                 });
    });
    return finite;
}

}  // namespace

FeatureEncoder::FeatureEncoder(FeatureSchema schema) : m_schema(std::move(schema))
{
    check_schema(m_schema);
}

OGRwkbGeometryType FeatureEncoder::geometry_type() const
{
    switch (m_schema.geometry) {
        case OutputGeometry::point:
            return wkbPoint;
        case OutputGeometry::multi_polygon:
            return wkbMultiPolygon;
        case OutputGeometry::none:
            break;
    }
    return wkbNone;
}

std::string FeatureEncoder::free_name(const std::string& wanted) const
{
    const auto is_taken = [&](const std::string& name) {
        return std::any_of(m_schema.fields.begin(), m_schema.fields.end(),
                           [&](const Field& field) { return ascii_lower(field.name) == name; });
    };
    std::string name = wanted;
    for (int i = 1; is_taken(name); ++i) {
        name = fmt::format("{}_{}", wanted, i);
    }
    return name;
}

SpatialReference FeatureEncoder::reference() const
{
    return spatial_reference(m_schema.epsg == 0 ? kWgs84 : m_schema.epsg);
}

bool FeatureEncoder::create_fields(OGRLayerH layer) const
{
    return std::all_of(m_schema.fields.begin(), m_schema.fields.end(),
                       [&](const Field& field) { return create_output_field(layer, field); });
}

void FeatureEncoder::refuse(const std::string& why) const
{
    throw DataError(fmt::format("table \"{}\", row {}: {}", m_schema.name, m_rows + 1, why));
}

void FeatureEncoder::check_kind(OutputGeometry kind) const
{
    if (kind != m_schema.geometry) {
        refuse("the geometry is of another kind than the table's");
    }
}

FeatureHandle FeatureEncoder::with_values(OGRLayerH layer, std::span<const AttributeValue> values)
{
    if (values.size() != m_schema.fields.size()) {
        refuse(fmt::format("{} values for {} fields", values.size(), m_schema.fields.size()));
    }
    FeatureHandle feature(OGR_F_Create(OGR_L_GetLayerDefn(layer)));
    for (std::size_t i = 0; i < values.size(); ++i) {
        const auto* text = std::get_if<std::string>(&values[i]);
        if (!fits(values[i], m_schema.fields[i].type) || (text != nullptr && !is_writable(*text))) {
            refuse(
                fmt::format("the value of field \"{}\" is of another type than the field, or "
                            "is no UTF-8 text without NUL",
                            m_schema.fields[i].name));
        }
        set_cell(feature.get(), static_cast<int>(i), values[i]);
    }
    return feature;
}

FeatureHandle FeatureEncoder::encode(OGRLayerH layer, std::span<const AttributeValue> values,
                                     const ProjectedPoint& point)
{
    check_kind(OutputGeometry::point);
    if (!is_finite(point)) {
        refuse("the position is no pair of numbers");
    }
    FeatureHandle feature = with_values(layer, values);
    OGRGeometryH geometry = OGR_G_CreateGeometry(wkbPoint);
    OGR_G_SetPoint_2D(geometry, 0, point.x, point.y);
    OGR_F_SetGeometryDirectly(feature.get(), geometry);
    ++m_rows;
    return feature;
}

FeatureHandle FeatureEncoder::encode(OGRLayerH layer, std::span<const AttributeValue> values,
                                     const ProjectedMultiPolygon& polygons)
{
    check_kind(OutputGeometry::multi_polygon);
    if (!is_finite(polygons)) {
        refuse("a vertex is no pair of numbers");
    }
    FeatureHandle feature = with_values(layer, values);
    GeometryHandle geometry = to_ogr(polygons);
    if (OGR_G_IsEmpty(geometry.get()) == 0) {
        OGR_F_SetGeometryDirectly(feature.get(), geometry.release());
    }
    ++m_rows;
    return feature;
}

FeatureHandle FeatureEncoder::encode(OGRLayerH layer, std::span<const AttributeValue> values)
{
    check_kind(OutputGeometry::none);
    FeatureHandle feature = with_values(layer, values);
    ++m_rows;
    return feature;
}

}  // namespace heatward::gis
