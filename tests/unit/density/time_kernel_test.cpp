#include "heatward/density/time_kernel.hpp"

#include <algorithm>
#include <cmath>
#include <random>

#include <gtest/gtest.h>

namespace heatward::density {
namespace {

constexpr WallMinutes kDay = 1440;
const WallMinutes kNoon = wall_minutes(2025, 6, 15, 12);

/// The mass up to z half-widths, in long double.
long double cumulated(long double z)
{
    return 0.5L + 15.0L / 16.0L * (z - 2 * z * z * z / 3 + z * z * z * z * z / 5);
}

TEST(TimeKernel, HasItsPeakAtTheCentreAndNothingFromTheEndsOn)
{
    const TimeKernel kernel({kNoon, 30});
    // 15/16 over 30 days; a minute is 2.3e-5 of the half-width, and (1 − z²)² falls by its square.
    EXPECT_NEAR(kernel.mean_per_day(kNoon, kNoon + 1), 0.03125, 1e-10);
    // Half way out: (1 − 1/4)² of the peak.
    EXPECT_NEAR(kernel.mean_per_day(kNoon + 15 * kDay, kNoon + 15 * kDay + 1), 0.03125 * 0.5625,
                2e-6);
    EXPECT_EQ(kernel.mean_per_day(kNoon + 30 * kDay, kNoon + 31 * kDay), 0);
    EXPECT_EQ(kernel.mean_per_day(kNoon - 31 * kDay, kNoon - 30 * kDay), 0);
    EXPECT_GT(kernel.mean_per_day(kNoon + 30 * kDay - 1, kNoon + 31 * kDay), 0);
    EXPECT_EQ(kernel.mean_per_day(kNoon, kNoon), 0);
    EXPECT_EQ(kernel.mass(kNoon + 1, kNoon), 0);
}

TEST(TimeKernel, HasMassOneAndKnownShares)
{
    for (const int half_width : {1, 30, 366}) {
        const TimeKernel kernel({kNoon, half_width});
        const WallMinutes h = half_width * kDay;
        EXPECT_NEAR(kernel.mass(INT64_MIN, INT64_MAX), 1, 1e-15);
        EXPECT_NEAR(kernel.mass(kNoon, INT64_MAX), 0.5, 1e-15);
        // ½ + 15/16 (1/2 − 1/12 + 1/160) = 459/512 below half a half-width.
        EXPECT_NEAR(kernel.mass(INT64_MIN, kNoon + h / 2), 459.0 / 512, 1e-15);
        EXPECT_EQ(kernel.mass(kNoon - h, kNoon - h / 3), kernel.mass(kNoon + h / 3, kNoon + h))
            << "before and after alike";
    }
}

TEST(TimeKernel, EqualsTheDifferenceOfItsCumulatedMassInLongDouble)
{
    std::mt19937_64 random(20250615);
    for (int i = 0; i < 2000; ++i) {
        const int half_width = std::uniform_int_distribution(1, 366)(random);
        const WallMinutes h = half_width * kDay;
        std::uniform_int_distribution<WallMinutes> offset(-h - kDay, h + kDay);
        const WallMinutes a = offset(random);
        const WallMinutes b = offset(random);
        const auto z = [&](WallMinutes t) {
            return std::clamp(static_cast<long double>(t) / static_cast<long double>(h), -1.0L,
                              1.0L);
        };
        const long double expected = a < b ? cumulated(z(b)) - cumulated(z(a)) : 0;
        const TimeKernel kernel({kNoon, half_width});
        EXPECT_NEAR(kernel.mass(kNoon + a, kNoon + b), static_cast<double>(expected), 1e-15)
            << half_width << " days, " << a << " to " << b;
    }
}

TEST(TimeKernel, IsKnownToTheLastDigitsInItsLastMinute)
{
    // With 1 − z = e it is (15/16) e³ (4/3 − e + e²/5) beyond z; e of a minute is 1.9e-6.
    const TimeKernel kernel({kNoon, 366});
    const double e = 1.0 / (366 * 1440);
    const double expected = 15.0 / 16 * e * e * e * (4.0 / 3 - e + e * e / 5);
    EXPECT_NEAR(kernel.mass(kNoon + 366 * kDay - 1, INT64_MAX) / expected, 1, 1e-12);
}

TEST(TimeKernel, OfAMonthIsTheMeanOverItsDays)
{
    const TimeKernel kernel({kNoon, 45});
    const WallMinutes may = start_of({2025, 5});
    double sum = 0;
    for (int day = 0; day < 31; ++day) {
        sum += kernel.mean_per_day(may + day * kDay, may + (day + 1) * kDay);
    }
    EXPECT_NEAR(kernel.mean_per_day(may, start_of({2025, 6})), sum / 31, 1e-16);
}

TEST(TimeKernel, SumsToOneOverEveryMinuteThatAnIncidentMayBeSeenFrom)
{
    // The integral over the instant, by steps of six hours: the trapezoidal rule of a function
    // with two derivatives that begins and ends at 0 errs by the step's fourth power.
    const WallMinutes begin = start_of({2025, 2});
    const WallMinutes end = start_of({2025, 3});
    double sum = 0;
    for (WallMinutes t = begin - 31 * kDay; t < end + 31 * kDay; t += kDay / 4) {
        sum += TimeKernel({t, 30}).mean_per_day(begin, end) / 4;
    }
    EXPECT_NEAR(sum, 1, 1e-9);
}

TEST(TimeKernel, SuppliedMassLeavesOutMissingMonthsAndWhatIsBeyondTheInterval)
{
    const auto year = months_between({2025, 1}, {2025, 12});
    const TimeInterval open;
    EXPECT_NEAR(TimeKernel({kNoon, 30}).supplied_mass(year, open), 1, 1e-15);
    EXPECT_NEAR(TimeKernel({start_of({2025, 1}), 30}).supplied_mass(year, open), 0.5, 1e-15);
    EXPECT_NEAR(TimeKernel({start_of({2026, 1}) - 15 * kDay, 30}).supplied_mass(year, open),
                459.0 / 512, 1e-15);
    EXPECT_EQ(TimeKernel({start_of({2026, 2}), 30}).supplied_mass(year, open), 0);
    EXPECT_EQ(TimeKernel({kNoon, 30}).supplied_mass({}, open), 0);
    // June is missing: of 30 days about its middle the kernel's halves beyond half a half-width
    // are left, 53/512 each.
    auto gap = year;
    gap.erase(gap.begin() + 5);
    const WallMinutes middle = start_of({2025, 6}) + 15 * kDay;
    EXPECT_NEAR(TimeKernel({middle, 30}).supplied_mass(gap, open), 106.0 / 512, 1e-15);
    EXPECT_NEAR(TimeKernel({middle, 30}).supplied_mass(gap, parse_interval("../2025-06").value()),
                53.0 / 512, 1e-15);
}

}  // namespace
}  // namespace heatward::density
