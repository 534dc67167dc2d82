#include "gather_gate.hpp"

#include <atomic>
#include <random>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

namespace heatward::maps {
namespace {

TEST(GatherGate, NeverLetsInMoreThanItsMostButForOneAlone)
{
    constexpr std::size_t kMost = 100;
    GatherGate gate(kMost);
    std::atomic<std::size_t> points = 0;
    std::atomic<int> inside = 0;
    std::atomic<int> wrong = 0;
    std::atomic<int> passed = 0;
    std::vector<std::jthread> threads;
    for (unsigned t = 0; t < 6; ++t) {
        threads.emplace_back([&, t] {
            std::mt19937 random(t);
            for (int i = 0; i < 300; ++i) {
                const std::size_t own = random() % 150;  // a third of them more than the most
                const GatherGate::Pass pass(gate, own);
                const std::size_t together = points += own;
                const int others = inside++;
                wrong += together > kMost && others > 0 && own > 0 && together != own ? 1 : 0;
                ++passed;
                points -= own;
                --inside;
            }
        });
    }
    threads.clear();
    EXPECT_EQ(wrong, 0);
    EXPECT_EQ(passed, 1800);
}

}  // namespace
}  // namespace heatward::maps
