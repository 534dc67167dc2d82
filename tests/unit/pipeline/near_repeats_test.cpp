#include "heatward/pipeline/near_repeats.hpp"

#include <random>

#include <gmock/gmock.h>

#include "over_time_fixture.hpp"

namespace heatward::pipeline {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

constexpr WallMinutes kDay = 1440;

class NearRepeatsTest : public OverTimeTest {
protected:
    NearRepeatsTest() { m_supply[0].periods = months("2025-01", "2025-12"); }

    /// Incidents of days at random in a square of 5 km, each known so finely.
    void add_at_random(std::size_t count, TimePrecision precision = TimePrecision::day)
    {
        std::uniform_real_distribution<double> metres(0, 5000);
        std::uniform_int_distribution<WallMinutes> day(0, 364);
        for (std::size_t i = 0; i < count; ++i) {
            const WallMinutes time = start_of({2025, 1}) + day(m_random) * kDay;
            add_at(precision == TimePrecision::month ? start_of(month_of(time)) : time, precision,
                   {metres(m_random), metres(m_random)});
        }
    }

    NearRepeats found(unsigned threads = 1) const
    {
        return find_near_repeats(input(threads), analysis());
    }

    std::mt19937_64 m_random{5};
};

TEST_F(NearRepeatsTest, PlantedOnesAreFoundWhateverTheThreads)
{
    add_at_random(400);
    for (std::size_t i = 0; i < 120; ++i) {
        // At another time of the day: only days count.
        add_at(m_incidents.time[i] + 3 * kDay + 700, TimePrecision::minute,
               {m_incidents.x[i] + 50, m_incidents.y[i]});
    }
    const NearRepeats repeats = found();
    EXPECT_EQ(repeats.refusal, "");
    EXPECT_EQ(repeats.incidents, analysis().rows.size());
    EXPECT_EQ(repeats.test.p, 1.0 / 200);
    EXPECT_GT(repeats.test.ratio, 1.5);
    const NearRepeats again = found(4);
    EXPECT_EQ(again.test.p, repeats.test.p);
    EXPECT_EQ(again.test.near_in_both, repeats.test.near_in_both);
}

TEST_F(NearRepeatsTest, TwoSourcesRecordsOfOneEventAreNoRepeat)
{
    add_at_random(400);
    const NearRepeats alone = found();
    use_both_sources();
    m_supply[1].periods = m_supply[0].periods;
    for (std::size_t i = 0; i < 400; ++i) {
        add_at(m_incidents.time[i], TimePrecision::day, {m_incidents.x[i] + 50, m_incidents.y[i]},
               1);
    }
    const NearRepeats repeats = found();
    EXPECT_EQ(repeats.incidents, 800U);
    EXPECT_EQ(repeats.test.near_in_both, 2 * alone.test.near_in_both);
    EXPECT_DOUBLE_EQ(repeats.test.expected, 2 * alone.test.expected);
    EXPECT_GT(repeats.test.p, 0.05);
}

TEST_F(NearRepeatsTest, FourteenDaysAreDaysOfTheCalendar)
{
    add_at_random(18);
    const auto near_in_time = [&](WallMinutes first, WallMinutes second) {
        const IncidentTable before = m_incidents;
        add_at(first, TimePrecision::minute, {90'000, 90'000});
        add_at(second, TimePrecision::minute, {90'100, 90'000});
        const auto pairs = found().test.near_in_both;
        m_incidents = before;
        return pairs;
    };
    const auto late = wall_minutes(2025, 3, 1, 23, 59);
    const auto early = wall_minutes(2025, 3, 1, 0, 1);
    const auto apart = near_in_time(early, wall_minutes(2025, 3, 16, 0, 1));
    EXPECT_EQ(near_in_time(early, wall_minutes(2025, 3, 15, 23, 59)), apart + 1);
    EXPECT_EQ(near_in_time(late, wall_minutes(2025, 3, 16, 0, 1)), apart);
}

TEST_F(NearRepeatsTest, RowsOfMonthsAreLeftOutOrStopTheTest)
{
    add_at_random(60);
    add_at_random(60, TimePrecision::month);
    const NearRepeats half = found();
    EXPECT_EQ(half.refusal, "");
    EXPECT_EQ(half.incidents, 60U);
    EXPECT_EQ(half.left_out_of_time, 60U);
    add_at_random(1, TimePrecision::month);
    EXPECT_EQ(found().refusal,
              "the day is known of only 60 of the 121 incidents; at least half are needed");
}

TEST_F(NearRepeatsTest, MaskedAndCoarsePlacesAreLeftOutOrStopTheTest)
{
    add_at_random(60);
    for (std::size_t i = 0; i < 15; ++i) {
        m_incidents.located[i].level = MatchLevel::masked;
        m_incidents.uncertainty_m[i + 15] = 200.5F;
        m_incidents.uncertainty_m[i + 30] = 200;
    }
    const NearRepeats half = found();
    EXPECT_EQ(half.refusal, "");
    EXPECT_EQ(half.incidents, 30U);
    EXPECT_EQ(half.left_out_of_place, 30U);
    m_incidents.located[50].level = MatchLevel::sector;
    EXPECT_THAT(found().refusal, StartsWith("the places of 31 of the 60 incidents are masked"));
}

TEST_F(NearRepeatsTest, FewIncidentsAndTooManyAreRefused)
{
    EXPECT_EQ(found().refusal, "the layer holds no incidents");
    add_at_random(19);
    EXPECT_THAT(found().refusal, StartsWith("only 19 incidents are known to the day"));
    add_at_random(1);
    EXPECT_EQ(found().refusal, "");
    // All at one place: fifty million pairs.
    for (std::size_t i = 0; i < 10'000; ++i) {
        add_at(wall_minutes(2025, 6, 1), TimePrecision::day, {1, 1});
    }
    EXPECT_THAT(found().refusal, HasSubstr("pairs of incidents lie within 200 m"));
}

}  // namespace
}  // namespace heatward::pipeline
