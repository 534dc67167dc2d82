#include "heatward/server/feature_table_output.hpp"

#include <algorithm>

namespace heatward::server {

namespace {

gis::FieldType field_type(PropertyType type)
{
    switch (type) {
        case PropertyType::integer:
            return gis::FieldType::integer;
        case PropertyType::real:
            return gis::FieldType::real;
        case PropertyType::boolean:
            return gis::FieldType::boolean;
        // A time may be known to its month alone, which no type of GDAL's can say.
        case PropertyType::time:
        case PropertyType::text:
            break;
    }
    return gis::FieldType::text;
}

}  // namespace

FeatureRows::FeatureRows(const FeatureWriting& writing)
    : m_collection(writing.collection),
      m_properties(writing.properties),
      m_frame(writing.crs, *writing.projection)
{
    const auto properties = m_collection->properties();
    m_has_id = std::none_of(m_properties.begin(), m_properties.end(),
                            [&](std::size_t i) { return properties[i].name == "id"; });
    m_schema.name = writing.collection_id;
    m_schema.geometry = m_collection->has_points() ? gis::OutputGeometry::point
                                                   : gis::OutputGeometry::multi_polygon;
    if (!writing.has_geometry) {
        m_schema.geometry = gis::OutputGeometry::none;
    }
    m_schema.epsg = writing.crs.epsg;
    if (m_has_id) {
        m_schema.fields.push_back({"id", gis::FieldType::text});
    }
    for (const std::size_t i : m_properties) {
        m_schema.fields.push_back({properties[i].name, field_type(properties[i].type)});
    }
}

const std::vector<AttributeValue>& FeatureRows::values_of(std::size_t index)
{
    m_values.clear();
    if (m_has_id) {
        m_values.emplace_back(m_collection->feature_id(index));
    }
    for (const std::size_t i : m_properties) {
        m_values.push_back(m_collection->value(index, i));
    }
    return m_values;
}

}  // namespace heatward::server
