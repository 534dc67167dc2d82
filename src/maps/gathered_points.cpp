#include "gathered_points.hpp"

#include <algorithm>
#include <bit>
#include <limits>
#include <numeric>

#include "heatward/density/density_raster.hpp"
#include "heatward/density/kernel_points.hpp"
#include "heatward/density/kernel_shape.hpp"
#include "heatward/density/pixel_mean.hpp"

namespace heatward::maps {
namespace {

/// The sweep works in rows of leaves of that many pixels, from the lattice's origin.
constexpr std::int64_t kLeafRows = 16;

/// Pixel sizes whose bounds are remembered: all zooms of tiles and some maps. More begin anew.
constexpr std::size_t kMostWidths = 64;

constexpr Extent kEverywhere{
    -std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity(),
    std::numeric_limits<double>::infinity(), std::numeric_limits<double>::infinity()};

/// The band's upper rows, about half of them and whole leaves; nothing where it has one leaf.
std::optional<int> upper_rows(const GridFrame& band)
{
    const std::int64_t middle = band.first_row_north - band.rows / 2;
    const std::int64_t rest = ((middle % kLeafRows) + kLeafRows) % kLeafRows;
    for (const std::int64_t line : {middle - rest, middle - rest + kLeafRows}) {
        const std::int64_t upper = band.first_row_north - line;
        if (upper > 0 && upper < band.rows) {
            return static_cast<int>(upper);
        }
    }
    return std::nullopt;
}

GridFrame rows_of_frame(const GridFrame& frame, int first, int rows)
{
    GridFrame part = frame;
    part.first_row_north -= first;
    part.rows = rows;
    return part;
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
/// one parts in the table stay apart, whether or not that one is near: as if all were gathered.
void GatheredPoints::gather(const Extent& near, const Runs& runs, std::size_t lot,
                            const std::function<void(density::KernelPoints)>& take) const
{
    const DrawnIncidents& drawn = *m_shared->drawn;
    const auto words = m_shared->rows->words();
    PlaneGeometry::Reader place(drawn.geometry());
    density::KernelPointsBuilder builder(drawn.kernel());
    const std::size_t reserved = std::min(rows_of(runs), lot + RowSet::kWordRows);
    builder.reserve(reserved);
    std::uint32_t next = 0;
    for (const std::uint32_t run : runs) {
        if (run != next) {
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
    gather(near, runs_meeting(near, all_runs()), m_shared->most_gathered,
           [&](density::KernelPoints points) {
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

/// Draws rows of the raster. A pixel is the same however a picture is cut.
void GatheredPoints::sweep(const GridFrame& band, const Runs& among, unsigned threads,
                           Raster<double>& raster) const
{
    const Extent near = density::candidates_of(kernel(), m_bounds.radii, band);
    const Runs runs = runs_meeting(near, among);
    const auto upper = upper_rows(band);
    // Where kernels reach further than a half of the band, both halves would need nearly all.
    const bool is_worth_it = band.rows * band.cell_height > 2 * m_bounds.radii.largest_y;
    if (upper && is_worth_it && rows_of(runs) > m_shared->most_gathered) {
        sweep(rows_of_frame(band, 0, *upper), runs, threads, raster);
        sweep(rows_of_frame(band, *upper, band.rows - *upper), runs, threads, raster);
        return;
    }
    gather(near, runs, std::numeric_limits<std::size_t>::max() / 2,
           [&](density::KernelPoints points) {
               const Raster<double> drawn =
                   density::density_raster(density::PointIndex(std::move(points), m_bounds), band,
                                           {static_cast<int>(threads), nullptr, {}});
               const auto first =
                   static_cast<int>(raster.frame.first_row_north - band.first_row_north);
               std::copy(drawn.values.begin(), drawn.values.end(),
                         raster.values.data() + raster.index(first, 0));
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
