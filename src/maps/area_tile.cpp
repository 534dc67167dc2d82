#include "heatward/maps/area_tile.hpp"

#include <cmath>

#include "heatward/gis/polygon_projection.hpp"
#include "heatward/vector_tile/encoder.hpp"

namespace heatward::maps {
namespace {

std::vector<vector_tile::Attribute> attributes_of(const FeatureTable& table, std::size_t row)
{
    std::vector<vector_tile::Attribute> attributes;
    for (std::size_t column = 0; column < table.columns.size(); ++column) {
        const AttributeValue& cell = table.rows[row][column];
        const std::string& name = table.columns[column].name;
        if (const auto* text = std::get_if<std::string>(&cell)) {
            attributes.push_back({name, std::string_view(*text)});
        } else if (const auto* integer = std::get_if<std::int64_t>(&cell)) {
            attributes.push_back({name, *integer});
        } else if (const auto* real = std::get_if<double>(&cell);
                   real != nullptr && std::isfinite(*real)) {
            attributes.push_back({name, *real});
        }
    }
    return attributes;
}

}  // namespace

MercatorAreaSet::MercatorAreaSet(const FeatureTable& table, const gis::Projection& projection)
    : m_table(&table)
{
    m_outlines.reserve(table.size());
    m_extents.reserve(table.size());
    for (const ProjectedMultiPolygon& polygons : table.geometry) {
        m_outlines.push_back(gis::to_mercator(polygons, projection));
        m_extents.push_back(extent_of(m_outlines.back()));
    }
}

std::size_t MercatorAreaSet::memory_bytes() const
{
    std::size_t vertices = 0;
    for (const MercatorMultiPolygon& outline : m_outlines) {
        for_each_ring(outline, [&](const Ring<MercatorPoint>& ring) { vertices += ring.size(); });
    }
    return vertices * sizeof(MercatorPoint) + m_extents.size() * sizeof(Extent);
}

std::string area_tile(const MercatorAreaSet& areas, const TileId& tile)
{
    vector_tile::Encoder encoder(tile);
    encoder.begin_layer(areas.table().name);
    for (std::size_t row = 0; row < areas.size(); ++row) {
        if (!areas.extent(row).intersects(encoder.reach())) {
            continue;
        }
        const auto attributes = attributes_of(areas.table(), row);
        encoder.add_polygons(areas.outline(row), {row + 1, attributes});
    }
    return encoder.finish();
}

}  // namespace heatward::maps
