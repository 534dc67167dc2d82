#include "heatward/maps/supply_gaps.hpp"

#include <array>

#include <gtest/gtest.h>

#include "support/synthetic_county.hpp"

namespace heatward::maps {
namespace {

constexpr std::array<std::uint16_t, 2> kBoth{0, 1};

TEST(SupplyGaps, NamesTheSourceThatLacksMonths)
{
    const auto run = test::synthetic_county();
    const auto year = parse_interval("2025").value();
    EXPECT_EQ(not_supplied_text(run, kBoth, year), "ambulance: March to April 2025");
    EXPECT_EQ(not_supplied_text(run, std::span(kBoth).first(1), year), "");
    EXPECT_EQ(not_supplied_text(run, std::span(kBoth).last(1), year), "March to April 2025");
    EXPECT_EQ(not_supplied_text(run, kBoth, parse_interval("2025-05/2025-06").value()), "");
    EXPECT_EQ(not_supplied_text(run, kBoth, parse_interval("2025-04-07").value()),
              "ambulance: April 2025");
}

TEST(SupplyGaps, SaysOnceWhatAllSourcesLack)
{
    auto run = test::synthetic_county();
    run.sources[0].periods = run.sources[1].periods;
    EXPECT_EQ(not_supplied_text(run, kBoth, parse_interval("2025").value()), "March to April 2025");
}

TEST(SupplyGaps, OpenAndEmptyIntervalsHaveAnEnd)
{
    const auto run = test::synthetic_county();
    EXPECT_EQ(not_supplied_text(run, kBoth, parse_interval("2025-04/..").value()),
              "ambulance: April 2025");
    EXPECT_EQ(not_supplied_text(
                  run, kBoth,
                  intersection(parse_interval("2024").value(), parse_interval("2025").value())),
              "");
}

TEST(MonthSpan, RunsOverWhatWasSuppliedAndWhatIsMissing)
{
    auto run = test::synthetic_county();
    run.sources[0].periods = months_between({2025, 2}, {2025, 5});
    run.sources[0].missing_periods = {{2025, 7}};
    run.sources[1].periods = months_between({2024, 11}, {2025, 3});
    run.sources[1].missing_periods = {};
    const std::array<std::uint16_t, 1> first{0};
    EXPECT_EQ(month_span(run, first, parse_interval("2025").value()),
              (MonthSpan{{2025, 2}, {2025, 7}}));
    EXPECT_EQ(month_span(run, kBoth, parse_interval("2025").value()),
              (MonthSpan{{2025, 1}, {2025, 7}}));
    EXPECT_EQ(month_span(run, kBoth, TimeInterval{}), (MonthSpan{{2024, 11}, {2025, 7}}));
    EXPECT_EQ(month_span(run, first, parse_interval("2025-03-15/2025-04-02").value()),
              (MonthSpan{{2025, 3}, {2025, 4}}));
    EXPECT_FALSE(month_span(run, first, parse_interval("2023").value()));
    EXPECT_FALSE(month_span(run, first, TimeInterval{5, 5, TimePrecision::day}));
    run.sources.clear();
    EXPECT_FALSE(month_span(run, kBoth, TimeInterval{}));
}

}  // namespace
}  // namespace heatward::maps
