#include "gather_gate.hpp"

#include <atomic>
#include <memory>
#include <mutex>
#include <random>
#include <string>
#include <thread>
#include <utility>
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

/// Somebody who wants points of a gate, in a thread of their own, and notes when they are let in.
class Comer {
public:
    Comer(GatherGate& gate, std::size_t points, std::string name, std::vector<std::string>& order,
          std::mutex& order_mutex)
        : m_thread([this, &gate, points, name = std::move(name), &order, &order_mutex] {
              const GatherGate::Pass pass(gate, points);
              const std::scoped_lock lock(order_mutex);
              order.push_back(name);
              m_is_in = true;
          })
    {
    }

    [[nodiscard]] bool is_in() const { return m_is_in; }

    /// Returns once as many wait at the gate, or this one was let in.
    void settle(const GatherGate& gate, std::size_t waiting) const
    {
        while (gate.waiting() != waiting && !m_is_in) {
            std::this_thread::yield();
        }
    }

private:
    std::atomic<bool> m_is_in = false;
    std::jthread m_thread;  // last: it begins when all else is there, and ends first
};

TEST(GatherGate, WhatDoesNotFitBesideAPassWaitsUntilItEnds)
{
    GatherGate gate(100);
    std::vector<std::string> order;
    std::mutex mutex;
    {
        auto held = std::make_unique<const GatherGate::Pass>(gate, 60);
        const Comer comer(gate, 60, "comer", order, mutex);
        comer.settle(gate, 1);
        EXPECT_FALSE(comer.is_in());
        EXPECT_EQ(gate.waiting(), 1U);
        held.reset();
    }
    EXPECT_EQ(order, (std::vector<std::string>{"comer"}));
    EXPECT_EQ(gate.waiting(), 0U);
}

TEST(GatherGate, WhatFitsBesideAPassGoesInAtOnce)
{
    GatherGate gate(100);
    const GatherGate::Pass held(gate, 60);
    const GatherGate::Pass beside(gate, 40);  // would wait for ever
    EXPECT_EQ(gate.waiting(), 0U);
}

TEST(GatherGate, ALargePieceGoesBeforeASmallOneThatCameLater)
{
    GatherGate gate(100);
    std::vector<std::string> order;
    std::mutex mutex;
    {
        auto held = std::make_unique<const GatherGate::Pass>(gate, 60);
        const Comer large(gate, 150, "large", order, mutex);
        large.settle(gate, 1);
        const Comer small(gate, 10, "small", order, mutex);
        small.settle(gate, 2);
        EXPECT_FALSE(large.is_in());
        EXPECT_FALSE(small.is_in());
        held.reset();
    }
    EXPECT_EQ(order, (std::vector<std::string>{"large", "small"}));
}

}  // namespace
}  // namespace heatward::maps
