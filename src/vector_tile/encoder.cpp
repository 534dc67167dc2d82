#include "heatward/vector_tile/encoder.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <protozero/pbf_builder.hpp>

#include "commands.hpp"
#include "heatward/core/error.hpp"

namespace heatward::vector_tile {
namespace {

// Field numbers and types of vector_tile.proto 2.1.
enum class TileField : protozero::pbf_tag_type { layer = 3 };
enum class LayerField : protozero::pbf_tag_type {
    name = 1,
    feature = 2,
    key = 3,
    value = 4,
    extent = 5,
    version = 15
};
enum class FeatureField : protozero::pbf_tag_type { id = 1, tags = 2, type = 3, geometry = 4 };
enum class ValueField : protozero::pbf_tag_type {
    string = 1,
    real = 3,
    unsigned_integer = 5,
    signed_integer = 6
};

constexpr std::uint32_t kVersion = 2;
constexpr int kPointType = 1;
constexpr int kLineType = 2;
constexpr int kPolygonType = 3;

std::string encoded(const std::variant<std::string_view, std::int64_t, double>& value)
{
    std::string bytes;
    protozero::pbf_builder<ValueField> builder(bytes);
    if (const auto* text = std::get_if<std::string_view>(&value)) {
        builder.add_string(ValueField::string, text->data(), text->size());
    } else if (const auto* real = std::get_if<double>(&value)) {
        builder.add_double(ValueField::real, *real);
    } else if (const auto integer = std::get<std::int64_t>(value); integer >= 0) {
        builder.add_uint64(ValueField::unsigned_integer, static_cast<std::uint64_t>(integer));
    } else {
        builder.add_sint64(ValueField::signed_integer, integer);
    }
    return bytes;
}

}  // namespace

std::uint32_t Encoder::Pool::number_of(const std::string& text)
{
    const auto [entry, is_new] = index.emplace(text, static_cast<std::uint32_t>(entries.size()));
    if (is_new) {
        entries.push_back(text);
    }
    return entry->second;
}

Encoder::Encoder(const TileId& tile) : m_geometry(tile) {}

void Encoder::begin_layer(std::string_view name)
{
    if (std::any_of(m_layers.begin(), m_layers.end(),
                    [name](const Layer& layer) { return layer.name == name; })) {
        throw DataError(fmt::format("a vector tile cannot have two layers named \"{}\"", name));
    }
    m_layers.emplace_back();
    m_layers.back().name = name;
}

Encoder::Layer& Encoder::current_layer()
{
    if (m_layers.empty()) {
        throw DataError("a vector tile's feature needs a layer: call begin_layer first");
    }
    return m_layers.back();
}

void Encoder::add_feature(int geometry_type, const std::vector<std::uint32_t>& commands,
                          const FeatureInfo& info)
{
    Layer& layer = current_layer();
    if (commands.empty()) {
        return;
    }
    std::vector<std::uint32_t> tags;
    tags.reserve(2 * info.attributes.size());
    for (const Attribute& attribute : info.attributes) {
        tags.push_back(layer.keys.number_of(std::string(attribute.name)));
        tags.push_back(layer.values.number_of(encoded(attribute.value)));
    }
    protozero::pbf_builder<FeatureField> feature(layer.features.emplace_back());
    if (info.id) {
        feature.add_uint64(FeatureField::id, *info.id);
    }
    feature.add_packed_uint32(FeatureField::tags, tags.begin(), tags.end());
    feature.add_enum(FeatureField::type, geometry_type);
    feature.add_packed_uint32(FeatureField::geometry, commands.begin(), commands.end());
}

void Encoder::add_polygons(const MercatorMultiPolygon& polygons, const FeatureInfo& info)
{
    add_polygons(m_geometry.polygons(polygons), info);
}

void Encoder::add_polygons(std::span<const TilePolygon> polygons, const FeatureInfo& info)
{
    Commands commands;
    for (const TilePolygon& polygon : polygons) {
        commands.ring(polygon.exterior);
        for (const TileRing& hole : polygon.holes) {
            commands.ring(hole);
        }
    }
    add_feature(kPolygonType, commands.integers(), info);
}

void Encoder::add_lines(std::span<const std::vector<MercatorPoint>> lines, const FeatureInfo& info)
{
    Commands commands;
    for (const TileLine& line : m_geometry.lines(lines)) {
        commands.line(line);
    }
    add_feature(kLineType, commands.integers(), info);
}

void Encoder::add_points(std::span<const MercatorPoint> points, const FeatureInfo& info)
{
    Commands commands;
    const std::vector<TilePoint> inside = m_geometry.points(points);
    if (!inside.empty()) {
        commands.point_set(inside);
    }
    add_feature(kPointType, commands.integers(), info);
}

std::string Encoder::finish()
{
    std::string bytes;
    protozero::pbf_builder<TileField> tile(bytes);
    for (const Layer& layer : m_layers) {
        if (layer.features.empty()) {
            continue;
        }
        protozero::pbf_builder<LayerField> builder(tile, TileField::layer);
        builder.add_uint32(LayerField::version, kVersion);
        builder.add_string(LayerField::name, layer.name);
        for (const std::string& feature : layer.features) {
            builder.add_message(LayerField::feature, feature);
        }
        for (const std::string& key : layer.keys.entries) {
            builder.add_string(LayerField::key, key);
        }
        for (const std::string& value : layer.values.entries) {
            builder.add_message(LayerField::value, value);
        }
        builder.add_uint32(LayerField::extent, kExtent);
    }
    m_layers.clear();
    return bytes;
}

}  // namespace heatward::vector_tile
