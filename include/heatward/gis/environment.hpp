#pragma once

namespace heatward::gis {

/// Readies GDAL and PROJ for this process: once, whatever the thread and however often it is
/// called; every entry of this room calls it by itself.
///
/// - Errors of GDAL are recorded and raised by this room, never printed.
/// - GeoPackages carry one fixed date, so that their bytes repeat.
/// - Offline: only drivers of named formats are registered (no virtual source, none that speaks to
///   a server), GDAL's network file systems find nothing, nothing is fetched over HTTP, and PROJ
///   fetches no grids. PostGIS ("PG:…") stays, since a project may name it.
void initialise();

}  // namespace heatward::gis
