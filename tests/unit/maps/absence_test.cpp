#include "heatward/maps/absence.hpp"

#include <gtest/gtest.h>

#include "support/synthetic_county.hpp"

namespace heatward::maps {
namespace {

Absence absence_in(const run_store::RunData& run, const char* layer, const char* interval)
{
    DensityLayerInput input = layer_input(run, test::layer_of(run, layer));
    input.filter.interval = parse_interval(interval).value();
    return absence_of(DensityLayer(input, Plane::project), run.incidents);
}

TEST(Absence, AWholeSuppliedMonthIsKnown)
{
    const auto run = test::synthetic_county();
    EXPECT_EQ(absence_in(run, "violence", "2025-03"), Absence::none);
    EXPECT_EQ(absence_in(run, "harm", "2025-03"), Absence::none) << "the police supplied it";
    EXPECT_EQ(reason_text(Absence::none, {}), "");
    EXPECT_EQ(notice_text(Absence::none), "");
}

TEST(Absence, NoIncidentInASuppliedMonthIsNought)
{
    auto run = test::synthetic_county();
    for (auto& time : run.incidents.time) {
        time = start_of({2025, 1});
    }
    EXPECT_EQ(absence_in(run, "violence", "2025-03"), Absence::none);
    // Rows of January, known to the month, say nothing of a day in March either.
    EXPECT_EQ(absence_in(run, "violence", "2025-03-07"), Absence::none);
    EXPECT_EQ(absence_in(run, "violence", "2025-01-07"), Absence::known_to_month);
}

TEST(Absence, MonthsThatNoSourceSuppliedAreUnknown)
{
    auto run = test::synthetic_county();
    run.sources[0].periods = months_between({2025, 1}, {2025, 6});
    EXPECT_EQ(absence_in(run, "violence", "2025-06"), Absence::none);
    EXPECT_EQ(absence_in(run, "violence", "2025-07"), Absence::not_supplied);
    EXPECT_EQ(absence_in(run, "violence", "2025-06/2025-07"), Absence::none);
    EXPECT_EQ(reason_text(Absence::not_supplied, {}), "no source supplied this period");
}

TEST(Absence, OutsideTheLayersPeriodIsUnknown)
{
    const auto run = test::synthetic_county();
    EXPECT_EQ(absence_in(run, "violence", "2024"), Absence::outside_period);
    EXPECT_EQ(absence_in(run, "violence", "2026-01/.."), Absence::outside_period);
    EXPECT_EQ(reason_text(Absence::outside_period, {}), "outside the layer's period");
}

TEST(Absence, TheCoarsestRowsSayWhatCanBeAsked)
{
    auto run = test::synthetic_county();
    EXPECT_EQ(absence_in(run, "violence", "2025-03-03/2025-03-09"), Absence::known_to_month);
    EXPECT_EQ(reason_text(Absence::known_to_month, {}),
              "times are known to the month only: ask for whole months");
    for (auto& precision : run.incidents.precision) {
        precision = TimePrecision::day;
    }
    EXPECT_EQ(absence_in(run, "violence", "2025-03-01"), Absence::none);
    EXPECT_EQ(absence_in(run, "violence", "2025-03-01T10:00/2025-03-01T12:00"),
              Absence::known_to_day);
    for (auto& precision : run.incidents.precision) {
        precision = TimePrecision::hour;
    }
    EXPECT_EQ(absence_in(run, "violence", "2025-03-01T00:10/2025-03-01T00:20"),
              Absence::known_to_hour);
}

TEST(Absence, HoursAndDaysNeedRowsThatKnowThem)
{
    auto run = test::synthetic_county();
    const auto filtered = [&](const char* hours, const char* days) {
        DensityLayerInput input = layer_input(run, test::layer_of(run, "violence"));
        input.filter.hours = parse_hours(hours).value();
        input.filter.days = parse_weekdays(days).value();
        const DensityLayer density(input, Plane::project);
        return reason_text(absence_of(density, run.incidents), density.filter());
    };
    const char* const all_days = "mon,tue,wed,thu,fri,sat,sun";
    EXPECT_EQ(filtered("0-24", all_days), "");
    EXPECT_EQ(filtered("22-04", all_days),
              "times are known to the month only: ask for whole months, without hours");
    EXPECT_EQ(filtered("0-24", "sat"),
              "times are known to the month only: ask for whole months, without days");
    EXPECT_EQ(filtered("22-04", "sat"),
              "times are known to the month only: ask for whole months, without hours and days");
    for (std::size_t i = 0; i < run.incidents.size(); ++i) {
        run.incidents.time[i] = wall_minutes(2025, 3, 7);  // a Friday
        run.incidents.precision[i] = TimePrecision::day;
    }
    EXPECT_EQ(filtered("0-24", "fri"), "");
    EXPECT_EQ(filtered("0-24", "sat"), "") << "no incident on a Saturday is nought";
    EXPECT_EQ(filtered("22-04", "sat"), "") << "nor at its night";
    EXPECT_EQ(filtered("22-04", "fri"),
              "times are known to the day only: ask for whole days, without hours");
}

}  // namespace
}  // namespace heatward::maps
