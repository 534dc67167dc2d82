#include <bit>
#include <cmath>
#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "heatward/core/tile_id.hpp"
#include "heatward/maps/density_layer.hpp"
#include "support/synthetic_county.hpp"

namespace heatward::maps {
namespace {

/// The county with some fifth of its incidents at a place that others have too, and times of all
/// precisions.
run_store::RunData crowded_county()
{
    auto run = test::synthetic_county();
    IncidentTable table;
    for (std::size_t i = 0; i < run.incidents.size(); ++i) {
        Incident incident = run.incidents.at(i);
        if (i % 3 == 0) {
            incident.position = {400 * std::round(incident.position.x / 400),
                                 400 * std::round(incident.position.y / 400)};
        }
        incident.precision = static_cast<TimePrecision>(i % 4);
        incident.uncertainty_m = static_cast<float>(i % 5 * 300);
        table.append(incident);
    }
    table.sort_spatially();
    run.incidents = table;
    return run;
}

const run_store::RunData& county()
{
    static const run_store::RunData run = crowded_county();
    return run;
}

/// A layer of random kernel, bandwidths, weight, edge correction and filter.
struct RandomLayer {
    explicit RandomLayer(unsigned seed) : random(seed)
    {
        layer.kernel = static_cast<Kernel>(below(5));
        layer.weight = below(2) == 0 ? project::Weight::count : project::Weight::harm;
        layer.edge = static_cast<EdgeCorrection>(below(3));
        layer.widen = below(3) == 0;
        layer.sources = below(2) == 0 ? std::vector<std::string>{"police"}
                                      : std::vector<std::string>{"police", "ambulance"};
        bandwidth_m = layer.kernel == Kernel::gaussian ? 150.0 + below(300) : 400.0 + below(1600);
        if (below(2) == 0) {
            layer.bandwidth = std::string("abramson:500");
            for (std::size_t i = 0; i < county().incidents.size(); ++i) {
                factors.push_back(0.2F + 0.1F * static_cast<float>(below(20)));
            }
        } else {
            layer.bandwidth = bandwidth_m;
        }
        has_window = below(3) == 0;
        most_gathered = 1 + static_cast<std::size_t>(below(900));
    }

    [[nodiscard]] DensityLayer made(Plane plane, std::size_t most_kept) const
    {
        DensityLayerInput input = layer_input(county(), layer);
        input.bandwidth_m = bandwidth_m;
        input.bandwidth_factors = factors.empty() ? nullptr : &factors;
        if (has_window) {
            input.filter.window = TimeWindow{wall_minutes(2025, 7, 1), 90};
        }
        input.most_kept_points = most_kept;
        input.most_gathered_points = most_gathered;
        return {input, plane};
    }

    int below(int end) { return static_cast<int>(random() % static_cast<unsigned>(end)); }

    std::mt19937 random;
    project::Layer layer = test::layer_of(county(), "violence");
    double bandwidth_m = 0;
    std::vector<float> factors;
    bool has_window = false;
    std::size_t most_gathered = 0;
};

/// A window of a lattice over the county, with cells from far below the bandwidths to far above.
GridFrame random_frame(RandomLayer& layer, Plane plane)
{
    GridFrame frame;
    if (plane == Plane::project) {
        frame = frame_covering(extent_of(county().study_area), 80.0 + layer.below(4000));
    } else {
        const int zoom = 6 + layer.below(6);
        const PlaneGeometry geometry(plane, "EPSG:27700", county().incidents, county().study_area);
        const PlacedIncident near = geometry.placed(static_cast<std::size_t>(layer.below(5000)));
        const double side = pixel_size_at(zoom) * kTileSize;
        frame = mercator_frame_of(
            {zoom, static_cast<std::uint32_t>((near.x + kMercatorHalfWidth) / side),
             static_cast<std::uint32_t>((kMercatorHalfWidth - near.y) / side)});
    }
    if (layer.below(2) == 0) {
        const int row = layer.below(frame.rows);
        const int column = layer.below(frame.columns);
        frame.first_row_north -= row;
        frame.first_column += column;
        frame.rows = 1 + layer.below(frame.rows - row);
        frame.columns = 1 + layer.below(frame.columns - column);
    }
    return frame;
}

std::size_t differing(const Raster<double>& a, const Raster<double>& b)
{
    std::size_t count = a.values.size() == b.values.size() ? 0 : 1;
    for (std::size_t i = 0; i < std::min(a.values.size(), b.values.size()); ++i) {
        count +=
            std::bit_cast<std::uint64_t>(a.values[i]) == std::bit_cast<std::uint64_t>(b.values[i])
                ? 0U
                : 1U;
    }
    return count;
}

class GatheredPoints : public testing::TestWithParam<unsigned> {};

TEST_P(GatheredPoints, DrawWhatKeptPointsDrawToTheBit)
{
    RandomLayer layer(GetParam());
    const Plane plane = layer.below(2) == 0 ? Plane::project : Plane::web_mercator;
    const DensityLayer kept = layer.made(plane, kKeptPoints);
    const DensityLayer gathered = layer.made(plane, 0);
    ASSERT_GT(kept.selection().rows.size(), 500U);
    EXPECT_LT(gathered.memory_bytes(), kept.memory_bytes() / 5);
    EXPECT_EQ(gathered.total_weight(), kept.total_weight());
    EXPECT_EQ(gathered.bandwidth_range(), kept.bandwidth_range());
    double sum = 0;
    for (int round = 0; round < 6; ++round) {
        const GridFrame frame = random_frame(layer, plane);
        const bool mask = layer.below(2) == 0;
        const CellValue value = layer.below(3) == 0 ? CellValue::centre : CellValue::centre_or_mean;
        const Raster<double> wanted = kept.evaluate(frame, mask, 1, value);
        const Raster<double> found = gathered.evaluate(frame, mask, 2, value);
        ASSERT_EQ(differing(found, wanted), 0U)
            << fmt::format("seed {}, round {}: kernel {}, R {}, {} of {}, {} x {} cells of {}",
                           GetParam(), round, static_cast<int>(layer.layer.kernel),
                           layer.bandwidth_m, layer.factors.empty() ? "one bandwidth" : "adaptive",
                           layer.most_gathered, frame.columns, frame.rows, frame.cell_width);
        for (const double density : wanted.values) {
            sum += std::isnan(density) ? 0 : density;
        }
    }
    EXPECT_GT(sum, 0);
    for (std::size_t i = 0; i < county().incidents.size(); i += 211) {
        const ProjectedPoint place{county().incidents.x[i] + 37, county().incidents.y[i] - 59};
        EXPECT_EQ(std::bit_cast<std::uint64_t>(gathered.evaluate_at(place)),
                  std::bit_cast<std::uint64_t>(kept.evaluate_at(place)));
    }
}

INSTANTIATE_TEST_SUITE_P(RandomLayers, GatheredPoints, testing::Range(1U, 49U));

/// 300 incidents of one month at one place inside the county: 90 of one category, 130 of a second
/// and 80 of a third, as the table is sorted. Between the outer two a whole run is of the second.
run_store::RunData run_of_one_place()
{
    auto run = test::synthetic_county();
    Incident incident = run.incidents.at(0);
    incident.source = 0;
    IncidentTable table;
    for (std::uint32_t i = 0; i < 300; ++i) {
        incident.row = i + 1;
        incident.category = static_cast<std::uint16_t>(i < 90 ? 0 : i < 220 ? 1 : 2);
        table.append(incident);
    }
    table.sort_spatially();
    run.incidents = table;
    run.project.categories.push_back(run.project.categories.front());
    run.project.categories.back().id = "third";
    return run;
}

TEST(GatheredPointsOfOnePlace, AreOneAcrossRunsWithoutASelectedRow)
{
    const run_store::RunData run = run_of_one_place();
    const ProjectedPoint place{run.incidents.x[0], run.incidents.y[0]};
    const Extent around{place.x - 900, place.y - 900, place.x + 900, place.y + 900};
    for (const Kernel kernel : {Kernel::quartic, Kernel::gaussian}) {
        project::Layer layer = test::layer_of(run, "violence");
        layer.kernel = kernel;
        DensityLayerInput input = layer_input(run, layer);
        input.bandwidth_m = 700;
        input.filter.categories = {0, 2};
        const DensityLayer kept(input, Plane::project);
        ASSERT_EQ(kept.selection().rows.size(), 170U);
        input.most_kept_points = 0;
        for (const std::size_t most_gathered : {std::size_t{1}, kGatheredPoints}) {
            input.most_gathered_points = most_gathered;
            const DensityLayer gathered(input, Plane::project);
            const GridFrame frame = frame_covering(around, 13);
            const Raster<double> wanted = kept.evaluate(frame, false, 1);
            EXPECT_EQ(differing(gathered.evaluate(frame, false, 1), wanted), 0U) << most_gathered;
            for (const double offset_m : {0.0, 1.0, 137.0, 299.5}) {
                const ProjectedPoint near{place.x + offset_m, place.y};
                EXPECT_EQ(std::bit_cast<std::uint64_t>(gathered.evaluate_at(near)),
                          std::bit_cast<std::uint64_t>(kept.evaluate_at(near)));
            }
        }
    }
}

TEST(GatheredPointsMemory, IsABitForAnIncidentOfTheTable)
{
    RandomLayer layer(5);
    EXPECT_LT(layer.made(Plane::web_mercator, 0).memory_bytes(),
              county().incidents.size() / 8 + 4096);
}

}  // namespace
}  // namespace heatward::maps
