#include "heatward/core/parallel.hpp"

#include <atomic>
#include <stdexcept>
#include <vector>

#include <gtest/gtest.h>

namespace heatward {
namespace {

TEST(Parallel, DoesEachIndexOnce)
{
    for (const int threads : {0, 1, 2, 5}) {
        for (const std::size_t n : {0U, 1U, 3U, 1000U}) {
            std::vector<std::atomic<int>> calls(n);
            for_each_index(n, threads, [&](std::size_t i) { ++calls[i]; });
            for (const auto& count : calls) {
                EXPECT_EQ(count, 1);
            }
        }
    }
}

TEST(Parallel, ThrowsOnWhatTheWorkThrows)
{
    for (const int threads : {1, 4}) {
        EXPECT_THROW(for_each_index(500, threads,
                                    [](std::size_t i) {
                                        if (i == 40) {
                                            throw std::runtime_error("no more");
                                        }
                                    }),
                     std::runtime_error);
    }
}

}  // namespace
}  // namespace heatward
