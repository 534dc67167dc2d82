#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "heatward/core/extent.hpp"
#include "heatward/core/grid.hpp"
#include "heatward/core/kernel.hpp"
#include "heatward/core/progress.hpp"

namespace heatward::pipeline {

/// The area that a density is written for.
enum class DensityUnit : std::uint8_t { per_km2, per_m2 };

/// What `heatward kde` is asked for.
struct KernelDensityOptions {
    std::string input;   ///< any GDAL point source or a CSV
    std::string output;  ///< GeoTIFF
    double bandwidth_m = 0;
    Kernel kernel = Kernel::quartic;
    std::string x_column;
    std::string y_column;
    std::string weight_column;
    std::string crs;
    std::optional<Extent> extent;  ///< two of extent, cell and size
    std::optional<double> cell_m;
    std::optional<int> columns;  ///< with `rows`
    std::optional<int> rows;
    EdgeCorrection edge = EdgeCorrection::none;
    std::string window;  ///< polygons that bound the study area; empty: none
    DensityUnit unit = DensityUnit::per_km2;
    int threads = 0;  ///< 0: as many as there are cores
};

/// Seconds of wall time a step took, and what was left out.
struct KernelDensityReport {
    double read_s = 0;
    double index_s = 0;
    double density_s = 0;
    double write_s = 0;
    std::size_t points = 0;  ///< that count
    std::size_t outside_window = 0;
    std::map<std::string, std::size_t> skipped_by_reason;
};

/// The lattice that the options ask for. Pixel (0, 0) is the north-west cell; pixels are oblong
/// where extent and size do not agree. With cell and size alone, the picture is centred on
/// `points`; with extent and cell, it starts at the extent's north-west corner and
/// its far edges are rounded outward. Throws UsageError unless exactly two of the
/// three are given, and DataError for a picture above kMaxGridCells cells, with its size.
GridFrame kernel_density_frame(const KernelDensityOptions& options, const Extent& points);

/// One density surface of a point file, without a project: weights per km² or m² (no years), at
/// cell centres. With a window only points inside count and cells whose centre lies
/// outside hold no data. Warns through `progress` of what the picture would show wrongly or not at
/// all: rows left out, points outside it, one place alone, a bandwidth under a cell or above the
/// picture or a quarter of the window (else of the points' extent), no cell above 0.
///
/// Memory: 4 bytes a cell, 12 with a window or for the triangular and the Gaussian kernel, and at
/// most 64 bytes a point besides the index (ten million points to 1280 x 960 cells took 0.72 GB in
/// all).
///
/// Throws DataError for input that cannot be used: no point at all, a bandwidth that is not above
/// 0, a negative weight, a reference system that is not in metres; EnvironmentError where the
/// output cannot be written.
KernelDensityReport kernel_density(const KernelDensityOptions& options, Progress& progress);

}  // namespace heatward::pipeline
