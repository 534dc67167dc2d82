#pragma once

#include <cstdint>
#include <map>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <protozero/pbf_reader.hpp>

#include "heatward/vector_tile/tile_geometry.hpp"

/// A strict reader of vector tiles, written from the specification and not from the
/// encoder: what it does not know, it refuses.
namespace heatward::test {

using TileValue = std::variant<std::string, std::int64_t, std::uint64_t, double>;

struct DecodedFeature {
    std::uint64_t id = 0;
    std::uint32_t type = 0;
    std::map<std::string, TileValue> attributes;
    std::vector<std::vector<vector_tile::TilePoint>> parts;  ///< rings, lines or one point set
};

struct DecodedLayer {
    std::string name;
    std::uint32_t version = 0;
    std::uint32_t extent = 0;
    std::vector<std::string> keys;
    std::vector<TileValue> values;
    std::vector<DecodedFeature> features;
};

inline TileValue decode_value(protozero::pbf_reader value)
{
    TileValue result;
    while (value.next()) {
        switch (value.tag()) {
            case 1:
                result = value.get_string();
                break;
            case 3:
                result = value.get_double();
                break;
            case 5:
                result = value.get_uint64();
                break;
            case 6:
                result = value.get_sint64();
                break;
            default:
                throw std::runtime_error("a value of an unexpected type");
        }
    }
    return result;
}

inline std::vector<std::vector<vector_tile::TilePoint>> decode_geometry(
    const std::vector<std::uint32_t>& integers)
{
    std::vector<std::vector<vector_tile::TilePoint>> parts;
    vector_tile::TilePoint cursor;
    for (std::size_t i = 0; i < integers.size();) {
        const std::uint32_t command = integers[i] & 7U;
        const std::uint32_t count = integers[i] >> 3U;
        ++i;
        if (command == 7) {
            if (count != 1 || parts.empty() || parts.back().size() < 3) {
                throw std::runtime_error("a ClosePath that closes no ring");
            }
            continue;
        }
        if ((command != 1 && command != 2) || count == 0 || (command == 2 && parts.empty())) {
            throw std::runtime_error("a command out of place");
        }
        if (command == 1) {
            parts.emplace_back();
        }
        for (std::uint32_t k = 0; k < count; ++k, i += 2) {
            cursor.x += protozero::decode_zigzag32(integers.at(i));
            cursor.y += protozero::decode_zigzag32(integers.at(i + 1));
            parts.back().push_back(cursor);
        }
    }
    return parts;
}

inline DecodedFeature decode_feature(protozero::pbf_reader message, const DecodedLayer& layer)
{
    DecodedFeature feature;
    while (message.next()) {
        switch (message.tag()) {
            case 1:
                feature.id = message.get_uint64();
                break;
            case 2: {
                const auto range = message.get_packed_uint32();
                for (auto tag = range.begin(); tag != range.end();) {
                    const std::string& key = layer.keys.at(*tag++);
                    feature.attributes[key] = layer.values.at(*tag++);
                }
                break;
            }
            case 3:
                feature.type = static_cast<std::uint32_t>(message.get_enum());
                break;
            case 4: {
                const auto range = message.get_packed_uint32();
                feature.parts = decode_geometry({range.begin(), range.end()});
                break;
            }
            default:
                throw std::runtime_error("a feature field that is not in the specification");
        }
    }
    return feature;
}

inline DecodedLayer decode_layer(const protozero::pbf_reader& message)
{
    DecodedLayer layer;
    std::vector<protozero::pbf_reader> features;
    auto fields = message;
    while (fields.next()) {
        switch (fields.tag()) {
            case 15:
                layer.version = fields.get_uint32();
                break;
            case 1:
                layer.name = fields.get_string();
                break;
            case 2:
                features.push_back(fields.get_message());
                break;
            case 3:
                layer.keys.push_back(fields.get_string());
                break;
            case 4:
                layer.values.push_back(decode_value(fields.get_message()));
                break;
            case 5:
                layer.extent = fields.get_uint32();
                break;
            default:
                throw std::runtime_error("a layer field that is not in the specification");
        }
    }
    for (const auto& feature : features) {
        layer.features.push_back(decode_feature(feature, layer));
    }
    return layer;
}

inline std::vector<DecodedLayer> decode_vector_tile(std::string_view bytes)
{
    std::vector<DecodedLayer> layers;
    protozero::pbf_reader tile(bytes.data(), bytes.size());
    while (tile.next()) {
        if (tile.tag() != 3) {
            throw std::runtime_error("a tile field that is not in the specification");
        }
        layers.push_back(decode_layer(tile.get_message()));
    }
    return layers;
}

}  // namespace heatward::test
