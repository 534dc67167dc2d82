#pragma once

namespace heatward::gis {

/// Cuts GDAL off from the network, for this process and for good, whatever a file's contents name:
/// its network file systems ("/vsicurl/", "/vsis3/", …) hold nothing, and what it would fetch over
/// HTTP (schemas, linked documents) fails at once. GDAL's file systems must be installed.
void bar_network();

}  // namespace heatward::gis
