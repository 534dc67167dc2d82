#include "heatward/server/area_collection.hpp"

#include <fmt/format.h>

#include "heatward/gis/polygon_projection.hpp"
#include "heatward/server/geojson.hpp"
#include "heatward/server/rectangle_meeting.hpp"

namespace heatward::server {

AreaCollection::AreaCollection(const FeatureTable& table, const gis::Projection& projection)
    : m_table(&table)
{
    m_outlines.reserve(table.size());
    m_extents.reserve(table.size());
    for (const auto& polygons : table.geometry) {
        m_outlines.push_back(gis::to_lonlat(polygons, projection));
        m_extents.push_back(extent_of(m_outlines.back()));
        m_extent.include(m_extents.back());
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
    for (std::size_t i = 0; i < size(); ++i) {
        if (feature_id(i) == id) {
            return i;
        }
    }
    return std::nullopt;
}

bool AreaCollection::meets(std::size_t index, const Extent& rectangle) const
{
    return m_extents[index].intersects(rectangle) && meet(m_outlines[index], rectangle);
}

void AreaCollection::append_properties(std::size_t index, std::string& json) const
{
    append_json_properties(json, *m_table, index);
}

void AreaCollection::append_geometry(std::size_t index, std::string& json) const
{
    append_json_geometry(json, m_outlines[index]);
}

}  // namespace heatward::server
