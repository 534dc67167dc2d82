#include "heatward/pipeline/kernel_density.hpp"

#include <chrono>
#include <cmath>
#include <limits>
#include <memory>
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
#include "window_file.hpp"

namespace heatward::pipeline {
namespace {

constexpr double kSquareMetresPerSquareKilometre = 1e6;

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

void check_frame_size(double columns, double rows)
{
    if (!(columns >= 1 && rows >= 1)) {
        throw DataError("the picture would have no cells: choose a smaller --cell");
    }
    if (columns * rows > static_cast<double>(kMaxGridCells)) {
        throw DataError(fmt::format(
            "a picture of {:.0f} x {:.0f} cells would take {:.1f} GB, above the limit of {} cells: "
            "choose a larger --cell or a smaller --extent or --size",
            columns, rows, columns * rows * sizeof(double) / 1e9, kMaxGridCells));
    }
}

GridFrame frame_from(double west, double south, double cell_width, double cell_height,
                     double columns, double rows)
{
    check_frame_size(columns, rows);
    GridFrame frame;
    frame.origin_x = west;
    frame.origin_y = south;
    frame.cell_width = cell_width;
    frame.cell_height = cell_height;
    frame.columns = static_cast<int>(columns);
    frame.rows = static_cast<int>(rows);
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

density::KernelPoints weighted_points(const KernelDensityOptions& options,
                                      const gis::PointRecords& records,
                                      const density::StudyAreaMass* window,
                                      KernelDensityReport& report)
{
    std::vector<double> x;
    std::vector<double> y;
    std::vector<double> weight;
    for (std::size_t i = 0; i < records.points.size(); ++i) {
        if (window != nullptr && !window->contains(records.points[i])) {
            ++report.outside_window;
            continue;
        }
        x.push_back(records.points[i].x);
        y.push_back(records.points[i].y);
        weight.push_back(records.weight[i]);
    }
    report.points = x.size();
    if (options.edge == EdgeCorrection::diggle && window != nullptr) {
        const std::vector<double> factor = density::edge_factors(x, y, *window, options.threads);
        for (std::size_t i = 0; i < weight.size(); ++i) {
            weight[i] *= factor[i];
        }
    }
    density::KernelPointsBuilder builder(options.kernel);
    builder.reserve(x.size());
    for (std::size_t i = 0; i < x.size(); ++i) {
        builder.add(x[i], y[i], options.bandwidth_m, weight[i]);
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

/// Says what of the points the picture does not show: zeros must not be taken for absence.
void warn_of_points_outside(const KernelDensityOptions& options, const density::PointIndex& index,
                            const GridFrame& frame, std::size_t all, Progress& progress)
{
    const Extent shown = frame.extent();
    const density::KernelPoints& points = index.points();
    std::vector<std::uint32_t> reaching;
    index.gather(shown, reaching);
    std::size_t places_outside = 0;
    for (std::size_t i = 0; i < points.size(); ++i) {
        places_outside += shown.contains(points.x[i], points.y[i]) ? 0U : 1U;
    }
    const std::string picture = fmt::format("the picture ({:.0f},{:.0f} to {:.0f},{:.0f})",
                                            shown.min_x, shown.min_y, shown.max_x, shown.max_y);
    if (all > 0 && reaching.empty()) {
        progress.warn(fmt::format(
            "{}: no point lies in or within reach of {}, so all of it is 0: is --extent in the "
            "points' own metres?",
            options.input, picture));
    } else if (places_outside > 0) {
        progress.warn(fmt::format("{}: {} of {} distinct places lie outside {}", options.input,
                                  places_outside, points.size(), picture));
    }
}

Raster<float> in_unit(const Raster<double>& surface, DensityUnit unit)
{
    const double factor = unit == DensityUnit::per_km2 ? kSquareMetresPerSquareKilometre : 1;
    Raster<float> scaled(surface.frame);
    for (std::size_t i = 0; i < surface.values.size(); ++i) {
        scaled.values[i] = static_cast<float>(surface.values[i] * factor);
    }
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
    if (options.extent && sized) {
        return frame_from(options.extent->min_x, options.extent->min_y,
                          options.extent->width() / *options.columns,
                          options.extent->height() / *options.rows, *options.columns,
                          *options.rows);
    }
    const double cell = *options.cell_m;
    if (options.extent) {
        const double columns = std::ceil(options.extent->width() / cell - 1e-9);
        const double rows = std::ceil(options.extent->height() / cell - 1e-9);
        return frame_from(options.extent->min_x, options.extent->max_y - rows * cell, cell, cell,
                          columns, rows);
    }
    const double centre_x = (points.min_x + points.max_x) / 2;
    const double centre_y = (points.min_y + points.max_y) / 2;
    return frame_from(centre_x - *options.columns * cell / 2, centre_y - *options.rows * cell / 2,
                      cell, cell, *options.columns, *options.rows);
}

KernelDensityReport kernel_density(const KernelDensityOptions& options, Progress& progress)
{
    check_options(options);
    KernelDensityReport report;
    Stopwatch watch;
    progress.begin("Reading points", 0, "points");
    const gis::PointRecords records = gis::read_points(
        options.input, {options.x_column, options.y_column, options.weight_column, options.crs});
    report.skipped_by_reason = records.skipped_by_reason;
    for (const auto& [reason, count] : records.skipped_by_reason) {
        progress.warn(fmt::format("{}: {} rows left out: {}", options.input, count, reason));
    }
    if (records.points.empty()) {
        throw DataError(fmt::format("{}: holds no usable point", options.input));
    }
    Extent extent;
    for (const ProjectedPoint& point : records.points) {
        extent.include(point.x, point.y);
    }
    const GridFrame frame = kernel_density_frame(options, extent);
    const std::string crs = records.crs.empty() ? options.crs : records.crs;
    std::unique_ptr<density::StudyAreaMass> window;
    if (!options.window.empty()) {
        window = std::make_unique<density::StudyAreaMass>(read_window(options.window, crs),
                                                          options.kernel, options.bandwidth_m);
    }
    progress.advance(records.points.size());
    progress.end();
    report.read_s = watch.lap_s();

    const density::PointIndex index(weighted_points(options, records, window.get(), report));
    if (report.outside_window > 0) {
        progress.warn(fmt::format("{}: {} points lie outside the window and do not count",
                                  options.input, report.outside_window));
    }
    warn_of_points_outside(options, index, frame, report.points, progress);
    if (crs.empty()) {
        progress.warn(fmt::format(
            "{}: states no reference system and neither will the picture; give --crs, for example "
            "--crs EPSG:27700",
            options.input));
    }
    report.index_s = watch.lap_s();

    progress.begin("Computing density", static_cast<std::uint64_t>(frame.rows), "rows");
    Raster<double> surface = density::density_raster(index, frame, {options.threads, &progress});
    if (window != nullptr) {
        if (options.edge == EdgeCorrection::uniform) {
            density::divide_by_mass(surface, *window, options.threads);
        }
        mask_outside(surface, *window);
    }
    progress.end();
    report.density_s = watch.lap_s();

    gis::write_geotiff(options.output, in_unit(surface, options.unit), crs,
                       options.unit == DensityUnit::per_km2 ? "weight per km²" : "weight per m²");
    report.write_s = watch.lap_s();
    return report;
}

}  // namespace heatward::pipeline
