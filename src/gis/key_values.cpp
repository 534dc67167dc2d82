#include "heatward/gis/key_values.hpp"

#include <fmt/format.h>

#include "heatward/core/error.hpp"
#include "layer_choice.hpp"
#include "vector_source.hpp"

namespace heatward::gis {

std::map<std::string, std::string> read_key_values(const std::string& path,
                                                   const std::string& key_column,
                                                   const std::string& value_column,
                                                   const LayerWish& layer_wish)
{
    VectorSource source(path);
    OGRLayerH layer = choose_layer(source, layer_wish, {{key_column, value_column}});
    const int key_field = require_field(source, layer, key_column);
    const int value_field = require_field(source, layer, value_column);
    std::map<std::string, std::string> values;
    while (const FeatureHandle feature = source.next(layer)) {
        const std::string key = field_text(source, feature.get(), key_field);
        if (key.empty()) {
            continue;
        }
        const std::string value = field_text(source, feature.get(), value_field);
        const auto [place, is_new] = values.emplace(key, value);
        if (!is_new && place->second != value) {
            throw DataError(fmt::format("{}: {} \"{}\" stands twice, with {} \"{}\" and \"{}\"",
                                        source.shown(), key_column, key, value_column,
                                        place->second, value));
        }
    }
    return values;
}

}  // namespace heatward::gis
