#pragma once

#include <string>

namespace heatward::gis {

/// Throws DataError where the path lies on a network.
void refuse_network_path(const std::string& path);

}  // namespace heatward::gis
