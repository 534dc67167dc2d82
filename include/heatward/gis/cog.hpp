#pragma once

#include <string>

#include "heatward/core/grid.hpp"

namespace heatward::gis {

/// Writes a Cloud Optimized GeoTIFF: Float32, one band, deflate, no data = not-a-number, 512-cell
/// blocks, overviews by averaging. `unit` becomes the band's unit type and the dataset's metadata
/// item `unit`; `description` the band's description. Equal input gives equal bytes, whatever the
/// folder. Throws DataError for an empty raster or an unknown EPSG code, EnvironmentError naming
/// the path where it cannot be written.
void write_cog(const std::string& path, const Raster<float>& raster, int epsg,
               const std::string& unit, const std::string& description);

/// Writes a plain GeoTIFF, otherwise as `write_cog`, without overviews. `crs` is anything
/// that GDAL reads as a reference system, or empty for none. The bytes are the same whatever the
/// `threads` that compress (0: as many as there are cores).
void write_geotiff(const std::string& path, const Raster<float>& raster, const std::string& crs,
                   const std::string& unit, int threads = 1);

/// The first band of any north-up raster. Rasters of `write_cog` and `write_geotiff` come back
/// with their values and frame to the bit; in others the frame starts at the lattice origin where
/// the raster's edge lies on multiples of its cell. No-data values become not-a-number. Throws
/// DataError naming the file where it cannot be read, is rotated, or has above
/// kMaxGridCells cells.
Raster<float> read_raster(const std::string& path);

}  // namespace heatward::gis
