#pragma once

#include <map>
#include <string>

#include "heatward/gis/layer_wish.hpp"

namespace heatward::gis {

/// Two columns of any GDAL source (a CSV above all) as a map; values are the text as it
/// stands, spaces around keys and values taken off, rows with an empty key left out.
///
/// Throws DataError naming the file for: a source that cannot be opened, a column that is not
/// there (with the nearest that is), a key that stands twice with different values, several
/// layers that have both columns where it is not clear which is meant, and text that is not UTF-8.
std::map<std::string, std::string> read_key_values(const std::string& path,
                                                   const std::string& key_column,
                                                   const std::string& value_column,
                                                   const LayerWish& layer = {});

}  // namespace heatward::gis
