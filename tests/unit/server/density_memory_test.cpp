#include "heatward/server/density_memory.hpp"

#include <cstdint>
#include <utility>

#include <gtest/gtest.h>

#include "heatward/maps/density_layer.hpp"
#include "support/example_run.hpp"

namespace heatward::server {
namespace {

constexpr std::size_t kMegabyte = 1 << 20;

TEST(DensityMemory, TenMillionIncidentsAndWhatIsPreparedFromThemStayWithinTheRunsBytes)
{
    constexpr std::size_t kTable = std::size_t{36} * 10'000'000;
    const DensityMemory memory = density_memory(kTable, 2);
    // The largest piece that is let in beside others, however the threads share it.
    EXPECT_LE(kTable + memory.cache_bytes + memory.moving_cache_bytes +
                  maps::kGatheredTogether * maps::kGatheredPointBytes,
              kRunBytes);
    EXPECT_GE(memory.cache_bytes, 32 * kMegabyte);
    EXPECT_EQ(memory.most_gathered_points, maps::kGatheredPoints);
}

TEST(DensityMemory, TheThreadsPiecesGoSideBySide)
{
    for (const unsigned threads : {1U, 2U, 3U, 4U, 7U, 8U, 15U}) {
        EXPECT_LE(threads * density_memory(0, threads).most_gathered_points,
                  maps::kGatheredTogether);
    }
}

TEST(DensityMemory, TwoFullLayersAndTheirBitmapsFitTheCache)
{
    for (const std::size_t rows : {5'000UL, 400'000UL, 3'000'000UL, 10'000'000UL, 60'000'000UL}) {
        const DensityMemory memory = density_memory(36 * rows, 2);
        for (const std::size_t cache : {memory.cache_bytes, memory.moving_cache_bytes}) {
            const double points = static_cast<double>(most_kept_points(cache, rows));
            const double layer = 44.75 * points + static_cast<double>(rows) / 8;
            if (points > 0) {
                EXPECT_LE(2 * layer, static_cast<double>(cache)) << rows << " rows";
            }
        }
        EXPECT_LE(most_kept_points(memory.moving_cache_bytes, rows),
                  most_kept_points(memory.cache_bytes, rows));
    }
    EXPECT_EQ(most_kept_points(4 * kMegabyte, 60'000'000), 0U);  // bitmaps alone are too large
}

TEST(DensityMemory, ALayerIsKeptWhereItFitsTwiceAndNotWhereItDoesNot)
{
    run_store::RunData run = test::example_run_data();
    project::Layer layer = run.project.layers.at(0);
    layer.edge = EdgeCorrection::none;
    const maps::DensityLayer few(maps::layer_input(run, layer), maps::Plane::project);
    const Incident first = run.incidents.at(*few.selection().rows.begin());
    IncidentTable table;
    for (std::uint32_t i = 0; i < 200'000; ++i) {
        Incident incident = first;
        incident.row = i + 1;
        incident.position.x += 1e-3 * i;
        table.append(incident);
    }
    run.incidents = std::move(table);
    const maps::DensityLayer made(maps::layer_input(run, layer), maps::Plane::project);
    ASSERT_EQ(made.selection().rows.size(), 200'000U);
    const std::size_t twice = 2 * made.memory_bytes();
    EXPECT_LT(most_kept_points(twice - 1, 200'000), 200'000U);
    EXPECT_GE(most_kept_points(twice + twice / 50, 200'000), 200'000U);
}

TEST(DensityMemory, SmallRunsKeepHundredsOfMegabytesForDensities)
{
    const DensityMemory memory = density_memory(36 * 100'000, 4);
    EXPECT_GT(memory.cache_bytes, 300 * kMegabyte);
    EXPECT_EQ(memory.moving_cache_bytes, memory.cache_bytes / 8);
    EXPECT_EQ(most_kept_points(memory.cache_bytes, 100'000), maps::kKeptPoints);
}

TEST(DensityMemory, RunsBeyondItStillHaveSomeAndThreadsShareWhatDrawingTakes)
{
    const DensityMemory memory = density_memory(std::size_t{4} << 30, 64);
    EXPECT_EQ(memory.cache_bytes, 32 * kMegabyte);
    EXPECT_EQ(memory.most_gathered_points, std::size_t{1} << 16);
    EXPECT_GE(density_memory(0, 0).most_gathered_points, std::size_t{1} << 16);
}

}  // namespace
}  // namespace heatward::server
