#include <cmath>
#include <cstddef>
#include <memory>
#include <vector>

#include <benchmark/benchmark.h>

#include "bench/clustered_points.hpp"
#include "bench/tile_times.hpp"
#include "heatward/maps/density_layer.hpp"
#include "support/synthetic_county.hpp"

namespace heatward::bench {
namespace {

constexpr std::size_t kIncidents = 1'000'000;
constexpr double kNarrow_m = 50;

/// The synthetic county's project, over the rectangle and the clustered points of
/// clustered_points().
run_store::RunData clustered_run()
{
    run_store::RunData run = test::synthetic_county();
    constexpr double kEast = kCountyWest_m + kCountyWidth_m;
    constexpr double kNorth = kCountySouth_m + kCountyHeight_m;
    run.study_area = {{{{kCountyWest_m, kCountySouth_m},
                        {kEast, kCountySouth_m},
                        {kEast, kNorth},
                        {kCountyWest_m, kNorth},
                        {kCountyWest_m, kCountySouth_m}},
                       {}}};
    Incident incident = run.incidents.at(0);
    incident.source = 0;
    incident.category = 0;
    incident.in_study_area = true;
    run.incidents = {};
    run.incidents.reserve(kIncidents);
    const density::KernelPoints points = clustered_points(kIncidents, kNarrow_m);
    for (std::size_t i = 0; i < points.size(); ++i) {
        incident.position = {points.x[i], points.y[i]};
        run.incidents.append(incident);
    }
    run.incidents.sort_spatially();
    return run;
}

/// Layer "violence" of that run at R = 50 m, as the server holds it for its tiles.
struct NarrowLayer {
    run_store::RunData run = clustered_run();
    std::shared_ptr<const maps::PlaneGeometry> geometry =
        std::make_shared<const maps::PlaneGeometry>(maps::Plane::web_mercator, run.project.crs,
                                                    run.incidents, run.study_area, 2);
    maps::DensityLayer density{input(), maps::Plane::web_mercator};

    [[nodiscard]] maps::DensityLayerInput input() const
    {
        auto result = maps::layer_input(run, test::layer_of(run, "violence"));
        result.bandwidth_m = kNarrow_m;
        result.geometry = geometry;
        result.threads = 2;
        return result;
    }

    /// The tiles of a zoom that hold incidents.
    [[nodiscard]] std::vector<TileId> tiles(int zoom) const
    {
        std::vector<TileId> found;
        for (std::size_t i = 0; i < run.incidents.size(); ++i) {
            const maps::PlacedIncident placed = geometry->placed(i);
            add_tile(found, tile_holding(zoom, placed.x, placed.y));
        }
        return found;
    }
};

/// Tiles at whose zooms a pixel is wider than a kernel, so that pixels show means: the path of the
/// server from a layer to a tile's densities, on one thread. See time_tiles() for the counters.
void narrow_tiles(benchmark::State& state)
{
    static const NarrowLayer layer;
    time_tiles(state, layer.tiles(static_cast<int>(state.range(0))), [&](const TileId& tile) {
        return layer.density.evaluate(mercator_frame_of(tile), true, 1,
                                      maps::CellValue::centre_or_mean);
    });
}

BENCHMARK(narrow_tiles)
    ->DenseRange(6, 9)
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime()
    ->Iterations(5);

}  // namespace
}  // namespace heatward::bench
