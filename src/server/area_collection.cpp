#include "heatward/server/area_collection.hpp"

#include <fmt/format.h>

#include "heatward/gis/polygon_projection.hpp"
#include "heatward/server/json_text.hpp"

namespace heatward::server {

namespace {

PropertyType type_of(ColumnType type)
{
    switch (type) {
        case ColumnType::integer:
            return PropertyType::integer;
        case ColumnType::real:
            return PropertyType::real;
        case ColumnType::text:
            break;
    }
    return PropertyType::text;
}

}  // namespace

AreaCollection::AreaCollection(const FeatureTable& table, const gis::Projection& projection)
    : m_table(&table)
{
    for (const auto& column : table.columns) {
        m_properties.push_back({column.name, type_of(column.type)});
    }
    m_outlines.reserve(table.size());
    m_extents.reserve(table.size());
    for (const auto& polygons : table.geometry) {
        m_outlines.push_back(gis::to_lonlat(polygons, projection));
        m_extents.push_back(extent_of(m_outlines.back()));
        m_extent.include(m_extents.back());
        m_rows.emplace(feature_id(m_outlines.size() - 1), m_outlines.size() - 1);
    }
}

std::string AreaCollection::feature_id(std::size_t index) const
{
    if (m_table->find_column("code")) {
        return m_table->text(index, "code");
    }
    std::string rank = "null";
    if (const auto column = m_table->find_column("rank")) {
        rank.clear();
        append_json_value(rank, m_table->rows[index][*column]);
    }
    return fmt::format("{}-{}", m_table->text(index, "layer"), rank);
}

std::optional<std::size_t> AreaCollection::find(std::string_view id) const
{
    const auto found = m_rows.find(std::string(id));
    return found == m_rows.end() ? std::nullopt : std::optional(found->second);
}

AttributeValue AreaCollection::value(std::size_t index, std::size_t property) const
{
    return m_table->rows[index][property];
}

Shape AreaCollection::shape(std::size_t index) const { return &m_table->geometry[index]; }

}  // namespace heatward::server
