#include <cstddef>
#include <optional>
#include <utility>

#include <benchmark/benchmark.h>

#include "bench/clustered_points.hpp"
#include "bench/mercator_points.hpp"
#include "bench/sweep_line.hpp"
#include "bench/tile_times.hpp"
#include "heatward/density/density_raster.hpp"

namespace heatward::bench {
namespace {

constexpr double kRadius_m = 500;

GridFrame county_frame(int columns, int rows)
{
    GridFrame frame;
    frame.origin_x = kCountyWest_m;
    frame.origin_y = kCountySouth_m;
    frame.cell_width = kCountyWidth_m / columns;
    frame.cell_height = kCountyHeight_m / rows;
    frame.columns = columns;
    frame.rows = rows;
    frame.first_row_north = rows;
    return frame;
}

const density::KernelPoints& county(std::size_t n, Variety variety)
{
    static std::size_t held = 0;
    static Variety held_variety = Variety::plain;
    static density::KernelPoints points;
    if (held != n || held_variety != variety) {
        points = clustered_points(n, kRadius_m, variety);
        held = n;
        held_variety = variety;
    }
    return points;
}

GridFrame frame_of(const benchmark::State& state)
{
    return county_frame(static_cast<int>(state.range(1)), static_cast<int>(state.range(2)));
}

/// Index and density together, as for points used once.
template <class Draw>
void index_and_draw(benchmark::State& state, Variety variety, const Draw& draw)
{
    const auto& points = county(static_cast<std::size_t>(state.range(0)), variety);
    const GridFrame frame = frame_of(state);
    for (auto _ : state) {
        state.PauseTiming();
        density::KernelPoints copy = points;
        state.ResumeTiming();
        const density::PointIndex index(std::move(copy));
        benchmark::DoNotOptimize(draw(index, frame, density::DensityOptions{.threads = 2}));
    }
}

void plain(benchmark::State& state)
{
    index_and_draw(state, Variety::plain,
                   [](const auto& index, const GridFrame& frame, const auto& options) {
                       return density::density_raster_single(index, frame, 1e6, options);
                   });
}

void counts_and_own_radii(benchmark::State& state)
{
    index_and_draw(state, Variety::own,
                   [](const auto& index, const GridFrame& frame, const auto& options) {
                       return density::counted_density_raster(index, frame, options);
                   });
}

void sweep_line(benchmark::State& state)
{
    const auto& points = county(static_cast<std::size_t>(state.range(0)), Variety::plain);
    const GridFrame frame = frame_of(state);
    for (auto _ : state) {
        benchmark::DoNotOptimize(sweep_line_density(points, frame, 2));
    }
}

/// Tiles of a zoom from an index that is there, on one thread: samples at pixels' centres. See
/// time_tiles() for the counters.
void tiles(benchmark::State& state)
{
    static const density::PointIndex index = mercator_points(1'000'000, kRadius_m);
    time_tiles(state, county_tiles(static_cast<int>(state.range(0))), [](const TileId& tile) {
        return density::density_raster(index, mercator_frame_of(tile), {1, nullptr, std::nullopt});
    });
}

void sizes(benchmark::internal::Benchmark* bench)
{
    bench->Args({1'000'000, 1280, 960})
        ->Args({1'000'000, 4096, 4096})
        ->Args({10'000'000, 4096, 4096});
    bench->Unit(benchmark::kMillisecond)->UseRealTime();
}

void small(benchmark::internal::Benchmark* bench)
{
    bench->Args({1'000'000, 1280, 960})->Unit(benchmark::kMillisecond)->UseRealTime();
}

BENCHMARK(plain)->Apply(sizes);
BENCHMARK(sweep_line)->Apply(small);
BENCHMARK(counts_and_own_radii)->Apply(small);
BENCHMARK(tiles)->DenseRange(8, 17)->Unit(benchmark::kMillisecond)->UseRealTime()->Iterations(5);

}  // namespace
}  // namespace heatward::bench
