#include "heatward/maps/area_tile.hpp"

#include <cmath>
#include <numeric>
#include <utility>
#include <vector>

#include "heatward/gis/projection.hpp"
#include "heatward/vector_tile/encoder.hpp"
#include "heatward/vector_tile/polygon_coverage.hpp"

namespace heatward::maps {
namespace {

std::vector<vector_tile::Attribute> attributes_of(const MercatorAreaSet& areas, std::size_t row)
{
    const FeatureTable& table = areas.table();
    std::vector<vector_tile::Attribute> attributes;
    for (const std::size_t column : areas.columns()) {
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

std::vector<std::size_t> all_columns(const FeatureTable& table)
{
    std::vector<std::size_t> columns(table.columns.size());
    std::iota(columns.begin(), columns.end(), std::size_t{0});
    return columns;
}

/// The table's geometry as a coverage in web mercator.
vector_tile::SimplifiedCoverage coverage_of(const FeatureTable& table,
                                            const gis::Projection& projection)
{
    // Common vertices are looked for in project metres, where they are equal: a vertex in
    // the middle of a neighbour's straight edge is on it there, but not in web mercator.
    const auto coverage = vector_tile::polygon_coverage(table.geometry);
    std::vector<MercatorPoint> places;
    places.reserve(coverage.vertices.size());
    for (const ProjectedPoint& vertex : coverage.vertices) {
        places.push_back(projection.to_mercator(vertex));
    }
    return {coverage, places};
}

}  // namespace

MercatorAreaSet::MercatorAreaSet(const FeatureTable& table, const gis::Projection& projection)
    : MercatorAreaSet(table, projection, all_columns(table))
{
}

MercatorAreaSet::MercatorAreaSet(const FeatureTable& table, const gis::Projection& projection,
                                 std::vector<std::size_t> columns)
    : m_table(&table), m_columns(std::move(columns)), m_coverage(coverage_of(table, projection))
{
}

std::string area_tile(const MercatorAreaSet& areas, const TileId& tile)
{
    vector_tile::Encoder encoder(tile);
    encoder.begin_layer(areas.table().name);
    for (const vector_tile::AreaInTile& part : areas.coverage().cut(tile)) {
        const auto attributes = attributes_of(areas, part.area);
        encoder.add_polygons(part.polygons, {part.area + 1, attributes});
    }
    return encoder.finish();
}

}  // namespace heatward::maps
