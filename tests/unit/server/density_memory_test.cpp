#include "heatward/server/density_memory.hpp"

#include <gtest/gtest.h>

#include "heatward/maps/density_layer.hpp"

namespace heatward::server {
namespace {

constexpr std::size_t kMegabyte = 1 << 20;

TEST(DensityMemory, TenMillionIncidentsAndWhatIsPreparedFromThemStayWithinTheRunsBytes)
{
    constexpr std::size_t kTable = std::size_t{36} * 10'000'000;
    const DensityMemory memory = density_memory(kTable, 2);
    const std::size_t drawing = 2 * memory.most_gathered_points * 200;
    EXPECT_LE(kTable + memory.cache_bytes + memory.moving_cache_bytes + drawing, kRunBytes);
    EXPECT_GE(memory.cache_bytes, 32 * kMegabyte);
    EXPECT_EQ(memory.most_gathered_points, maps::kGatheredPoints);
    // Two filters' points fit beside each other; more incidents are gathered.
    EXPECT_LE(2 * most_kept_points(memory.cache_bytes) * 44, memory.cache_bytes);
    EXPECT_LT(most_kept_points(memory.moving_cache_bytes), most_kept_points(memory.cache_bytes));
}

TEST(DensityMemory, SmallRunsKeepHundredsOfMegabytesForDensities)
{
    const DensityMemory memory = density_memory(36 * 100'000, 4);
    EXPECT_GT(memory.cache_bytes, 300 * kMegabyte);
    EXPECT_EQ(memory.moving_cache_bytes, memory.cache_bytes / 8);
    EXPECT_EQ(most_kept_points(memory.cache_bytes), maps::kKeptPoints);
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
