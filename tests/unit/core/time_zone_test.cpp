#include "heatward/core/time_zone.hpp"

#include <gmock/gmock.h>

namespace heatward {
namespace {

using ::testing::HasSubstr;

TimeZone london() { return TimeZone::find("Europe/London").value(); }

TEST(TimeZone, RefusesAMisspeltName)
{
    const auto zone = TimeZone::find("Europe/Londn");
    ASSERT_FALSE(zone);
    EXPECT_THAT(zone.error().message, HasSubstr("\"Europe/Londn\""));
}

// In 2025 the clocks of Britain went forward on 30 March at 01:00 and back on 26 October at 02:00.
TEST(TimeZone, KnowsTheHourThatIsSkipped)
{
    EXPECT_EQ(london().classify(wall_minutes(2025, 3, 30, 0, 59)), WallClockReading::unique);
    EXPECT_EQ(london().classify(wall_minutes(2025, 3, 30, 1, 0)), WallClockReading::skipped);
    EXPECT_EQ(london().classify(wall_minutes(2025, 3, 30, 1, 59)), WallClockReading::skipped);
    EXPECT_EQ(london().classify(wall_minutes(2025, 3, 30, 2, 0)), WallClockReading::unique);
}

TEST(TimeZone, KnowsTheHourThatIsRepeated)
{
    EXPECT_EQ(london().classify(wall_minutes(2025, 10, 26, 0, 59)), WallClockReading::unique);
    EXPECT_EQ(london().classify(wall_minutes(2025, 10, 26, 1, 0)), WallClockReading::repeated);
    EXPECT_EQ(london().classify(wall_minutes(2025, 10, 26, 1, 59)), WallClockReading::repeated);
    EXPECT_EQ(london().classify(wall_minutes(2025, 10, 26, 2, 0)), WallClockReading::unique);
}

TEST(TimeZone, ShowsAnInstantByTheClocksOfTheSeason)
{
    EXPECT_EQ(london().wall_time(wall_minutes(2025, 1, 15, 12, 0)),
              wall_minutes(2025, 1, 15, 12, 0));
    EXPECT_EQ(london().wall_time(wall_minutes(2025, 7, 15, 23, 30)),
              wall_minutes(2025, 7, 16, 0, 30));
    // Both 00:30Z and 01:30Z are shown as 01:30 on the night on which the clocks go back.
    EXPECT_EQ(london().wall_time(wall_minutes(2025, 10, 26, 0, 30)),
              wall_minutes(2025, 10, 26, 1, 30));
    EXPECT_EQ(london().wall_time(wall_minutes(2025, 10, 26, 1, 30)),
              wall_minutes(2025, 10, 26, 1, 30));
}

TEST(TimeZone, TurnsItsWallClockIntoAnInstant)
{
    EXPECT_EQ(london().utc_time(wall_minutes(2025, 7, 16, 0, 30)),
              wall_minutes(2025, 7, 15, 23, 30));
    EXPECT_EQ(london().utc_time(wall_minutes(2025, 10, 26, 1, 30)),
              wall_minutes(2025, 10, 26, 0, 30));
}

TEST(TimeZone, UtcNeverChangesItsClocks)
{
    const TimeZone utc = TimeZone::find("UTC").value();
    EXPECT_EQ(utc.classify(wall_minutes(2025, 3, 30, 1, 30)), WallClockReading::unique);
    EXPECT_EQ(utc.wall_time(-1), -1);
}

}  // namespace
}  // namespace heatward
