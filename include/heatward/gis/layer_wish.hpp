#pragma once

#include <string>

namespace heatward::gis {

/// Which layer of a source with several is meant. Where `name` is empty, it is the only layer that
/// has the fields asked for; of several such, the one named as `id` is, whatever the letter case.
struct LayerWish {
    std::string name = {};  ///< as the source writes it; empty: chosen by its fields
    std::string id = {};    ///< what the layer is read for, an area set's id
};

}  // namespace heatward::gis
