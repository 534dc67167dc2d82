#include "heatward/pipeline/kernel_density.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <limits>
#include <memory>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "heatward/core/error.hpp"
#include "heatward/core/polygon.hpp"
#include "heatward/density/density_raster.hpp"
#include "heatward/density/edge_correction.hpp"
#include "heatward/density/kernel_points.hpp"
#include "heatward/density/point_index.hpp"
#include "heatward/density/study_area_mass.hpp"
#include "heatward/gis/cog.hpp"
#include "heatward/gis/point_source.hpp"
#include "kernel_density_warnings.hpp"
#include "window_file.hpp"

namespace heatward::pipeline {
namespace {

constexpr double kSquareMetresPerSquareKilometre = 1e6;

/// The float that is written, and the sum in double where one is held beside it.
double bytes_a_cell(const KernelDensityOptions& options)
{
    const bool holds_sum = !options.window.empty() || density::is_summed_directly(options.kernel);
    return sizeof(float) + (holds_sum ? sizeof(double) : 0);
}

class Stopwatch {
public:
    /// Seconds since the last call, or since it was made.
    double lap_s()
    {
        const auto now = std::chrono::steady_clock::now();
        const double seconds = std::chrono::duration<double>(now - m_begin).count();
        m_begin = now;
        return seconds;
    }

private:
    std::chrono::steady_clock::time_point m_begin = std::chrono::steady_clock::now();
};

/// What a picture has and takes, before it is known to be one.
struct PictureCells {
    double columns;
    double rows;
    double cell_bytes;
};

void check_frame_size(const PictureCells& cells)
{
    const auto [columns, rows, cell_bytes] = cells;
    if (!(columns >= 1 && rows >= 1)) {
        throw DataError("the picture would have no cells: choose a smaller --cell");
    }
    if (columns * rows > static_cast<double>(kMaxGridCells)) {
        throw DataError(fmt::format(
            "a picture of {:.0f} x {:.0f} cells would take {:.1f} GB, above the limit of {} cells: "
            "choose a larger --cell or a smaller --extent or --size",
            columns, rows, columns * rows * cell_bytes / 1e9, kMaxGridCells));
    }
}

GridFrame frame_from(double west, double south, double cell_width, double cell_height,
                     PictureCells cells)
{
    check_frame_size(cells);
    GridFrame frame;
    frame.origin_x = west;
    frame.origin_y = south;
    frame.cell_width = cell_width;
    frame.cell_height = cell_height;
    frame.columns = static_cast<int>(cells.columns);
    frame.rows = static_cast<int>(cells.rows);
    frame.first_row_north = frame.rows;
    return frame;
}

void mask_outside(Raster<double>& surface, const density::StudyAreaMass& window)
{
    for (int row = 0; row < surface.frame.rows; ++row) {
        for (int column = 0; column < surface.frame.columns; ++column) {
            if (!window.contains({surface.frame.centre_x(column), surface.frame.centre_y(row)})) {
                surface.at(row, column) = std::numeric_limits<double>::quiet_NaN();
            }
        }
    }
}

void drop_outside(const density::StudyAreaMass& window, gis::PointRecords& records)
{
    std::size_t kept = 0;
    for (std::size_t i = 0; i < records.points.size(); ++i) {
        if (window.contains(records.points[i])) {
            records.points[kept] = records.points[i];
            records.weight[kept++] = records.weight[i];
        }
    }
    records.points.resize(kept);
    records.weight.resize(kept);
}

void weigh_by_edge(const density::StudyAreaMass& window, int threads, gis::PointRecords& records)
{
    std::vector<double> x;
    std::vector<double> y;
    for (const ProjectedPoint& point : records.points) {
        x.push_back(point.x);
        y.push_back(point.y);
    }
    const std::vector<double> factor = density::edge_factors(x, y, window, threads);
    for (std::size_t i = 0; i < factor.size(); ++i) {
        records.weight[i] *= factor[i];
    }
}

/// Takes the records, so that their memory goes before the index is built.
density::KernelPoints kernel_points(const KernelDensityOptions& options, gis::PointRecords records)
{
    density::KernelPointsBuilder builder(options.kernel);
    builder.reserve(records.points.size());
    for (std::size_t i = 0; i < records.points.size(); ++i) {
        builder.add(records.points[i].x, records.points[i].y, options.bandwidth_m,
                    records.weight[i]);
    }
    return builder.build();
}

void check_options(const KernelDensityOptions& options)
{
    if (!(options.bandwidth_m > 0) || !std::isfinite(options.bandwidth_m)) {
        throw UsageError(
            fmt::format("--bandwidth must be above 0 metres, not {}", options.bandwidth_m));
    }
    if (options.edge != EdgeCorrection::none && options.window.empty()) {
        throw UsageError(fmt::format("--edge {} needs --window with the study area's polygons",
                                     to_string(options.edge)));
    }
}

/// The picture in the unit asked for.
Raster<float> picture(const KernelDensityOptions& options, const density::PointIndex& index,
                      const GridFrame& frame, const density::StudyAreaMass* window,
                      Progress& progress)
{
    const double factor =
        options.unit == DensityUnit::per_km2 ? kSquareMetresPerSquareKilometre : 1;
    const density::DensityOptions how{options.threads, &progress, std::nullopt};
    if (window == nullptr) {
        return density::density_raster_single(index, frame, factor, how);
    }
    Raster<double> surface = density::density_raster(index, frame, how);
    if (options.edge == EdgeCorrection::uniform) {
        density::divide_by_mass(surface, *window, options.threads);
    }
    mask_outside(surface, *window);
    Raster<float> scaled(surface.frame);
    std::transform(surface.values.begin(), surface.values.end(), scaled.values.begin(),
                   [factor](double value) { return static_cast<float>(value * factor); });
    return scaled;
}

}  // namespace

GridFrame kernel_density_frame(const KernelDensityOptions& options, const Extent& points)
{
    const bool sized = options.columns.has_value() && options.rows.has_value();
    if (int{options.extent.has_value()} + int{options.cell_m.has_value()} + int{sized} != 2) {
        throw UsageError("give two of --extent, --cell and --size: the third follows from them");
    }
    if (options.cell_m && !(*options.cell_m > 0 && std::isfinite(*options.cell_m))) {
        throw UsageError(fmt::format("--cell must be above 0 metres, not {}", *options.cell_m));
    }
    if (options.extent && !(options.extent->width() > 0 && options.extent->height() > 0 &&
                            std::isfinite(options.extent->width() + options.extent->height()))) {
        throw UsageError(
            "--extent is minx,miny,maxx,maxy with minx below maxx and miny below maxy");
    }
    const double bytes = bytes_a_cell(options);
    if (options.extent && sized) {
        return frame_from(
            options.extent->min_x, options.extent->min_y,
            options.extent->width() / *options.columns, options.extent->height() / *options.rows,
            {static_cast<double>(*options.columns), static_cast<double>(*options.rows), bytes});
    }
    const double cell = *options.cell_m;
    if (options.extent) {
        const double columns = std::ceil(options.extent->width() / cell - 1e-9);
        const double rows = std::ceil(options.extent->height() / cell - 1e-9);
        return frame_from(options.extent->min_x, options.extent->max_y - rows * cell, cell, cell,
                          {columns, rows, bytes});
    }
    const double centre_x = (points.min_x + points.max_x) / 2;
    const double centre_y = (points.min_y + points.max_y) / 2;
    return frame_from(
        centre_x - *options.columns * cell / 2, centre_y - *options.rows * cell / 2, cell, cell,
        {static_cast<double>(*options.columns), static_cast<double>(*options.rows), bytes});
}

namespace {

struct Input {
    gis::PointRecords records;
    std::string crs;  ///< empty: not known
    GridFrame frame;
    Extent points;
    Extent study_area;  ///< of the window; empty where there is none
    std::unique_ptr<density::StudyAreaMass> window;
    bool is_out_of_reach = false;  ///< no point reaches the picture, and a warning has said so
};

Input read_input(const KernelDensityOptions& options, Progress& progress)
{
    Input input;
    // Refuses a picture that cannot be before a long reading; where it lies does not matter here.
    (void)kernel_density_frame(options, {0, 0, 0, 0});
    input.records = gis::read_points(
        options.input,
        {options.x_column, options.y_column, options.weight_column, options.crs, options.threads});
    for (const auto& [reason, count] : input.records.skipped_by_reason) {
        progress.warn(fmt::format("{}: {} rows left out: {}", options.input, count, reason));
    }
    if (input.records.points.empty()) {
        throw DataError(fmt::format("{}: holds no usable point", options.input));
    }
    for (const ProjectedPoint& point : input.records.points) {
        input.points.include(point.x, point.y);
    }
    input.frame = kernel_density_frame(options, input.points);
    input.crs = input.records.crs.empty() ? options.crs : input.records.crs;
    if (!options.window.empty()) {
        ProjectedMultiPolygon window = read_window(options.window, input.crs);
        input.study_area = extent_of(window);
        input.window = std::make_unique<density::StudyAreaMass>(std::move(window), options.kernel,
                                                                options.bandwidth_m);
    }
    progress.advance(input.records.points.size());
    return input;
}

/// Drops what does not count and says what the picture will not show.
density::PointIndex make_index(const KernelDensityOptions& options, Input& input,
                               KernelDensityReport& report, Progress& progress)
{
    const std::size_t read = input.records.points.size();
    if (input.window != nullptr) {
        drop_outside(*input.window, input.records);
    }
    report.points = input.records.points.size();
    report.outside_window = read - report.points;
    const KernelDensityGround ground{input.records.points, report.outside_window,
                                     input.points,         input.study_area,
                                     input.frame,          !input.crs.empty()};
    for (const std::string& warning : kernel_density_warnings(options, ground)) {
        progress.warn(warning);
    }
    input.is_out_of_reach = is_out_of_reach(options, ground);
    if (options.edge == EdgeCorrection::diggle && input.window != nullptr) {
        weigh_by_edge(*input.window, options.threads, input.records);
    }
    density::KernelPoints points = kernel_points(options, std::move(input.records));
    // The sweep sorts by itself; direct sums look through the table's neighbours.
    return density::PointIndex(density::is_summed_directly(options.kernel)
                                   ? density::spatially_sorted(points)
                                   : std::move(points));
}

}  // namespace

KernelDensityReport kernel_density(const KernelDensityOptions& options, Progress& progress)
{
    check_options(options);
    KernelDensityReport report;
    Stopwatch watch;
    progress.begin("Reading points", 0, "points");
    Input input = read_input(options, progress);
    report.skipped_by_reason = input.records.skipped_by_reason;
    progress.end();
    report.read_s = watch.lap_s();

    const density::PointIndex index = make_index(options, input, report, progress);
    report.index_s = watch.lap_s();

    const Raster<float> surface =
        picture(options, index, input.frame, input.window.get(), progress);
    if (const auto warning = empty_picture_warning(options, surface);
        warning && !input.is_out_of_reach) {
        progress.warn(*warning);
    }
    report.density_s = watch.lap_s();

    gis::write_geotiff(options.output, surface, input.crs,
                       options.unit == DensityUnit::per_km2 ? "weight per km²" : "weight per m²",
                       options.threads);
    report.write_s = watch.lap_s();
    return report;
}

}  // namespace heatward::pipeline
