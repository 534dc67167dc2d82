#include "gathered_points.hpp"

#include <algorithm>
#include <bit>
#include <limits>
#include <numeric>

#include "gather_gate.hpp"
#include "heatward/density/density_raster.hpp"
#include "heatward/density/kernel_points.hpp"
#include "heatward/density/kernel_shape.hpp"
#include "heatward/density/pixel_mean.hpp"

namespace heatward::maps {
namespace {

/// The sweep works in rows of leaves and in blocks of that many pixels, from the lattice's origin.
constexpr std::int64_t kLeafRows = 16;
constexpr std::int64_t kBlockColumns = 256;

/// Pixel sizes whose bounds are remembered: all zooms of tiles and some maps. More begin anew.
constexpr std::size_t kMostWidths = 64;

constexpr Extent kEverywhere{
    -std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity(),
    std::numeric_limits<double>::infinity(), std::numeric_limits<double>::infinity()};

/// One for the program, as memory is.
GatherGate& gather_gate()
{
    static GatherGate gate(kGatheredTogether);
    return gate;
}

/// The first of the lattice's lines after `from`, counted from its origin, at which whole leaves or
/// blocks end and a half of `cells` or more is left behind; nothing where there is none.
std::optional<int> middle_line(std::int64_t from, int cells, std::int64_t step)
{
    const std::int64_t middle = from + cells / 2;
    const std::int64_t rest = ((middle % step) + step) % step;
    for (const std::int64_t line : {middle - rest, middle - rest + step}) {
        if (line > from && line < from + cells) {
            return static_cast<int>(line - from);
        }
    }
    return std::nullopt;
}

GridFrame part_of(const GridFrame& frame, int first_row, int first_column, int rows, int columns)
{
    GridFrame part = frame;
    part.first_row_north -= first_row;
    part.first_column += first_column;
    part.rows = rows;
    part.columns = columns;
    return part;
}

/// The frame in two halves along its longer side, or along the other where that one cannot be cut;
/// nothing where neither can, or where kernels of those radii reach further than a half is long, as
/// both halves would then need nearly all points.
std::optional<std::pair<GridFrame, GridFrame>> halves_of(const GridFrame& frame,
                                                         const density::RadiusExtremes& radii)
{
    const auto row = frame.rows * frame.cell_height > 2 * radii.largest_y
                         ? middle_line(-frame.first_row_north, frame.rows, kLeafRows)
                         : std::nullopt;
    const auto column = frame.columns * frame.cell_width > 2 * radii.largest_x
                            ? middle_line(frame.first_column, frame.columns, kBlockColumns)
                            : std::nullopt;
    if (row && (frame.rows >= frame.columns || !column)) {
        return std::pair(part_of(frame, 0, 0, *row, frame.columns),
                         part_of(frame, *row, 0, frame.rows - *row, frame.columns));
    }
    if (column) {
        return std::pair(part_of(frame, 0, 0, frame.rows, *column),
                         part_of(frame, 0, *column, frame.rows, frame.columns - *column));
    }
    return std::nullopt;
}

void copy_part(const Raster<double>& part, Raster<double>& whole)
{
    const auto first_row =
        static_cast<int>(whole.frame.first_row_north - part.frame.first_row_north);
    const auto first_column = static_cast<int>(part.frame.first_column - whole.frame.first_column);
    for (int row = 0; row < part.frame.rows; ++row) {
        std::copy_n(part.values.data() + part.index(row, 0), part.frame.columns,
                    whole.values.data() + whole.index(first_row + row, first_column));
    }
}

}  // namespace

GatheredPoints::GatheredPoints(const DrawnIncidents& drawn, const RowSet& rows,
                               std::size_t most_gathered)
    : m_shared(std::make_shared<Shared>())
{
    m_shared->drawn = &drawn;
    m_shared->rows = &rows;
    m_shared->most_gathered = std::max<std::size_t>(1, most_gathered);
    m_bounds = found_bounds();
}

GatheredPoints::GatheredPoints(std::shared_ptr<Shared> shared, const Width& width,
                               const density::PointBounds& bounds)
    : m_shared(std::move(shared)), m_width(width), m_bounds(bounds)
{
}

bool GatheredPoints::is_wanted(const density::KernelPoint& point) const
{
    if (!m_width) {
        return true;
    }
    const double radius =
        std::min(point.radius_x / m_width->cell_width, point.radius_y / m_width->cell_height);
    return (radius < density::narrow_radius(kernel())) == m_width->is_narrow;
}

GatheredPoints::Runs GatheredPoints::all_runs() const
{
    Runs runs(m_shared->rows->words().size());
    std::iota(runs.begin(), runs.end(), 0U);
    return runs;
}

GatheredPoints::Runs GatheredPoints::runs_meeting(const Extent& near, const Runs& among) const
{
    const auto extents = m_shared->drawn->geometry().runs();
    const auto words = m_shared->rows->words();
    Runs runs;
    std::copy_if(among.begin(), among.end(), std::back_inserter(runs), [&](std::uint32_t run) {
        return words[run] != 0 && extents[run].intersects(near);
    });
    return runs;
}

std::size_t GatheredPoints::rows_of(const Runs& runs) const
{
    const auto words = m_shared->rows->words();
    return std::accumulate(runs.begin(), runs.end(), std::size_t{0},
                           [&](std::size_t sum, std::uint32_t run) {
                               return sum + static_cast<std::size_t>(std::popcount(words[run]));
                           });
}

/// Hands on the points of those runs that lie in `near`, in lots of about `lot`. Rows that another
/// selected one parts in the table stay apart, whether or not that one is near: as if all were
/// gathered.
void GatheredPoints::gather(const Extent& near, const Runs& runs, std::size_t lot,
                            const std::function<void(density::KernelPoints)>& take) const
{
    const DrawnIncidents& drawn = *m_shared->drawn;
    const auto words = m_shared->rows->words();
    const auto has_rows = [](std::uint64_t word) { return word != 0; };
    PlaneGeometry::Reader place(drawn.geometry());
    density::KernelPointsBuilder builder(drawn.kernel());
    const std::size_t reserved = std::min(rows_of(runs), lot + RowSet::kWordRows);
    builder.reserve(reserved);
    std::uint32_t next = runs.empty() ? 0 : runs.front();
    for (const std::uint32_t run : runs) {
        if (std::any_of(words.begin() + next, words.begin() + run, has_rows)) {
            builder.part();
        }
        next = run + 1;
        for (std::uint64_t rest = words[run]; rest != 0; rest &= rest - 1) {
            const std::size_t row =
                run * RowSet::kWordRows + static_cast<std::size_t>(std::countr_zero(rest));
            const auto point = drawn.point(row, place(row));
            if (!point) {
                continue;
            }
            if (near.contains(point->x, point->y) && is_wanted(*point)) {
                builder.add(*point);
            } else {
                builder.part();
            }
        }
        if (builder.finished() >= lot) {
            take(builder.take_finished());
            builder.reserve(reserved);
        }
    }
    take(builder.build());
}

void GatheredPoints::gather_in_lots(
    const Extent& near, const std::function<void(const density::PointIndex&)>& take) const
{
    const Runs runs = runs_meeting(near, all_runs());
    const GatherGate::Pass pass(gather_gate(), std::min(rows_of(runs), m_shared->most_gathered));
    gather(near, runs, m_shared->most_gathered, [&](density::KernelPoints points) {
        take(density::PointIndex(std::move(points), m_bounds));
    });
}

density::PointBounds GatheredPoints::found_bounds() const
{
    constexpr std::size_t kLot = 1 << 14;
    density::PointBounds found;
    gather(kEverywhere, all_runs(), kLot,
           [&](const density::KernelPoints& points) { found.include(points); });
    return found;
}

Raster<double> GatheredPoints::density(const GridFrame& frame, unsigned threads) const
{
    Raster<double> raster(frame);
    if (density::is_summed_directly(kernel())) {
        gather_in_lots(
            density::candidates_of(kernel(), m_bounds.radii, frame),
            [&](const density::PointIndex& points) {
                density::add_density(points, raster, {static_cast<int>(threads), nullptr, {}});
            });
    } else {
        sweep(frame, all_runs(), threads, raster);
    }
    return raster;
}

/// Draws a part of the raster. A pixel is the same however a picture is cut.
void GatheredPoints::sweep(const GridFrame& part, const Runs& among, unsigned threads,
                           Raster<double>& raster) const
{
    const Extent near = density::candidates_of(kernel(), m_bounds.radii, part);
    const Runs runs = runs_meeting(near, among);
    if (rows_of(runs) > m_shared->most_gathered) {
        if (const auto halves = halves_of(part, m_bounds.radii)) {
            sweep(halves->first, runs, threads, raster);
            sweep(halves->second, runs, threads, raster);
            return;
        }
    }
    const GatherGate::Pass pass(gather_gate(), rows_of(runs));
    gather(near, runs, std::numeric_limits<std::size_t>::max() / 2,
           [&](density::KernelPoints points) {
               copy_part(density::density_raster(density::PointIndex(std::move(points), m_bounds),
                                                 part, {static_cast<int>(threads), nullptr, {}}),
                         raster);
           });
}

double GatheredPoints::at(double x, double y) const
{
    double sum = 0;
    gather_in_lots(
        density::in_reach_of({x, y, x, y}, kernel(), m_bounds.radii),
        [&](const density::PointIndex& points) { sum = density::density_at(points, x, y, sum); });
    return sum;
}

Raster<double> GatheredPoints::mean_of_masses(const GridFrame& frame) const
{
    Raster<double> means(frame);
    gather_in_lots(
        density::mass_candidates_of(kernel(), m_bounds.radii, frame),
        [&](const density::PointIndex& points) { density::add_means_of_masses(points, means); });
    return means;
}

SummedPoints::ByWidth GatheredPoints::by_width(const GridFrame& frame) const
{
    const Width narrow{frame.cell_width, frame.cell_height, true};
    const Width wide{frame.cell_width, frame.cell_height, false};
    BoundsByWidth bounds;
    {
        const std::scoped_lock lock(m_shared->mutex);
        const std::pair key(frame.cell_width, frame.cell_height);
        auto& by_width = m_shared->by_width;
        auto found = by_width.find(key);
        if (found == by_width.end()) {
            if (by_width.size() >= kMostWidths) {
                by_width.clear();
            }
            const BoundsByWidth made{GatheredPoints(m_shared, narrow, {}).found_bounds(),
                                     GatheredPoints(m_shared, wide, {}).found_bounds()};
            found = by_width.emplace(key, made).first;
        }
        bounds = found->second;
    }
    return {
        std::unique_ptr<const SummedPoints>(new GatheredPoints(m_shared, narrow, bounds.narrow)),
        std::unique_ptr<const SummedPoints>(new GatheredPoints(m_shared, wide, bounds.wide))};
}

}  // namespace heatward::maps
