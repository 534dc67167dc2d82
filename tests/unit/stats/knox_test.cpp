#include "heatward/stats/knox.hpp"

#include <cmath>
#include <random>
#include <vector>

#include <gtest/gtest.h>

#include "heatward/core/error.hpp"

namespace heatward::stats {
namespace {

constexpr WallMinutes kDay = 1440;
constexpr KnoxWindow kWindow{200, 14 * kDay};

/// Incidents at random places of a square of 5 km and times of a year.
std::vector<PlacedTime> at_random(std::mt19937_64& random, std::size_t count)
{
    std::uniform_real_distribution<double> metres(0, 5000);
    std::uniform_int_distribution<WallMinutes> minute(0, 365 * kDay - 1);
    std::vector<PlacedTime> incidents(count);
    for (PlacedTime& incident : incidents) {
        incident = {{metres(random), metres(random)}, minute(random)};
    }
    return incidents;
}

TEST(Knox, CountsPairsAsComparingAllDoes)
{
    std::mt19937_64 random(2);
    const auto incidents = at_random(random, 400);
    std::uint64_t space = 0;
    std::uint64_t time = 0;
    std::uint64_t both = 0;
    for (std::size_t i = 0; i < incidents.size(); ++i) {
        for (std::size_t j = 0; j < i; ++j) {
            const auto& a = incidents[i];
            const auto& b = incidents[j];
            const bool is_near =
                std::hypot(a.place.x - b.place.x, a.place.y - b.place.y) <= kWindow.distance_m;
            const bool is_soon = std::abs(a.time - b.time) <= kWindow.minutes;
            space += is_near ? 1U : 0U;
            time += is_soon ? 1U : 0U;
            both += is_near && is_soon ? 1U : 0U;
        }
    }
    const Knox result = knox_test(incidents, kWindow, {19, 1, 1});
    EXPECT_EQ(result.near_in_space, space);
    EXPECT_EQ(result.near_in_time, time);
    EXPECT_EQ(result.near_in_both, both);
    EXPECT_DOUBLE_EQ(result.expected,
                     static_cast<double>(space) * static_cast<double>(time) / (400.0 * 399 / 2));
}

TEST(Knox, FindsPlantedNearRepeats)
{
    std::mt19937_64 random(3);
    auto incidents = at_random(random, 1000);
    std::uniform_real_distribution<double> aside(-80, 80);
    for (std::size_t i = 0; i < 300; ++i) {
        PlacedTime repeat = incidents[i];
        repeat.place.x += aside(random);
        repeat.place.y += aside(random);
        repeat.time += 3 * kDay;
        incidents.push_back(repeat);
    }
    const Knox result = knox_test(incidents, kWindow, {199, 1, 0});
    EXPECT_EQ(result.p, 1.0 / 200);
    EXPECT_GT(result.ratio, 1.2);
}

TEST(Knox, InTheirAbsenceItFlagsAsOftenAsTheLevelSays)
{
    std::mt19937_64 random(4);
    int flagged = 0;
    constexpr int kMaps = 200;
    for (int i = 0; i < kMaps; ++i) {
        flagged += knox_test(at_random(random, 150), kWindow, {99, 1, 0}).p <= 0.05 ? 1 : 0;
    }
    EXPECT_NEAR(flagged / static_cast<double>(kMaps), 0.05, 0.04);
}

TEST(Knox, WithinGroupsNoPairOfTwoGroupsCounts)
{
    std::mt19937_64 random(8);
    std::vector<std::vector<PlacedTime>> groups{at_random(random, 500), at_random(random, 80)};
    for (const PlacedTime& incident : groups[0]) {
        // Another record of each event.
        groups[1].push_back({{incident.place.x + 20, incident.place.y}, incident.time + kDay});
    }
    const Knox first = knox_test(groups[0], kWindow, {1, 1, 1});
    const Knox second = knox_test(groups[1], kWindow, {1, 1, 1});
    const Knox both = knox_test_within(groups, kWindow, {199, 1, 1});
    EXPECT_EQ(both.near_in_space, first.near_in_space + second.near_in_space);
    EXPECT_EQ(both.near_in_time, first.near_in_time + second.near_in_time);
    EXPECT_EQ(both.near_in_both, first.near_in_both + second.near_in_both);
    EXPECT_DOUBLE_EQ(both.expected, first.expected + second.expected);
    EXPECT_GT(both.p, 0.05);
    EXPECT_EQ(knox_test_within(groups, kWindow, {199, 1, 4}).p, both.p);
    // Thrown together they look like repeats.
    std::vector<PlacedTime> together = groups[0];
    together.insert(together.end(), groups[1].begin(), groups[1].end());
    EXPECT_EQ(knox_test(together, kWindow, {199, 1, 1}).p, 1.0 / 200);
}

TEST(Knox, GroupsOfTheirOwnPlaceAndTimeAreNoRepeats)
{
    std::mt19937_64 random(9);
    int flagged = 0;
    constexpr int kMaps = 200;
    for (int i = 0; i < kMaps; ++i) {
        std::vector<std::vector<PlacedTime>> groups{at_random(random, 100), at_random(random, 100)};
        for (PlacedTime& incident : groups[1]) {
            incident.place.x += 6000;
            incident.time += 365 * kDay;
        }
        flagged += knox_test_within(groups, kWindow, {99, 1, 0}).p <= 0.05 ? 1 : 0;
    }
    EXPECT_NEAR(flagged / static_cast<double>(kMaps), 0.05, 0.04);
}

TEST(Knox, ThreadsDoNotChangeIt)
{
    std::mt19937_64 random(6);
    const auto incidents = at_random(random, 500);
    EXPECT_EQ(knox_test(incidents, kWindow, {99, 8, 1}).p,
              knox_test(incidents, kWindow, {99, 8, 4}).p);
}

TEST(Knox, FewIncidentsAndWrongWindows)
{
    EXPECT_EQ(knox_test({}, kWindow).p, 1);
    EXPECT_TRUE(std::isnan(knox_test(std::vector<PlacedTime>(1), kWindow).ratio));
    EXPECT_THROW(knox_test({}, {0, 1}), DataError);
    EXPECT_THROW(knox_test({}, {100, 0}), DataError);
    EXPECT_THROW(knox_test(std::vector<PlacedTime>(kMaxKnoxIncidents + 1), kWindow), DataError);
    // All at one place: 10,000 incidents are 50 million pairs.
    EXPECT_THROW(knox_test(std::vector<PlacedTime>(10'000), kWindow, {1, 1, 1}), DataError);
}

}  // namespace
}  // namespace heatward::stats
