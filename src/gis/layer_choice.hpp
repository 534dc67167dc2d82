#pragma once

#include <string>
#include <vector>

#include "heatward/gis/layer_wish.hpp"
#include "vector_source.hpp"

namespace heatward::gis {

/// What a layer must have to be chosen among several.
struct LayerNeeds {
    std::vector<std::string> fields;  ///< all of them; see find_field
    bool geometry = false;
};

/// The source's layer that is wished for; a source's only layer whatever its fields, which the
/// caller looks up. Throws DataError naming the source and its layers where there is none, or more
/// than one may be meant.
OGRLayerH choose_layer(const VectorSource& source, const LayerWish& wish, const LayerNeeds& needs);

/// The layer of that name. Throws DataError naming the source's layers where there is none.
OGRLayerH layer_named(const VectorSource& source, const std::string& name);

/// The source's only layer. Throws DataError naming the layers where there are several.
OGRLayerH only_layer(const VectorSource& source);

}  // namespace heatward::gis
