#include "map_texts.hpp"

#include <gmock/gmock.h>

#include "heatward/maps/risk_absence.hpp"
#include "map_case.hpp"
#include "number_text.hpp"

namespace heatward::maps {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(MapTexts, SaysWhatWhenHowManyAndFromWhom)
{
    Case violence("violence");
    MapTexts texts = map_texts(violence.content);
    EXPECT_EQ(texts.title, "Violence, 2025");
    EXPECT_THAT(texts.subtitle, HasSubstr("January to December 2025"));
    EXPECT_THAT(texts.subtitle, HasSubstr("quartic kernel, bandwidth 1,500 m"));
    EXPECT_THAT(texts.subtitle, HasSubstr("corrected at the border (Diggle)"));
    EXPECT_EQ(texts.marking, "OFFICIAL-SENSITIVE");
    EXPECT_THAT(texts.source_line,
                HasSubstr("Source: police (January to December 2025). Run 0123456789abcdef"));

    Case harm("harm");
    harm.content.filter_text = "Fridays";
    texts = map_texts(harm.content);
    EXPECT_THAT(texts.subtitle, HasSubstr("records (not events), weighted by harm"));
    EXPECT_THAT(texts.subtitle, HasSubstr("Fridays"));
    EXPECT_THAT(texts.source_line,
                HasSubstr("ambulance (January to February 2025, May to December 2025; not "
                          "supplied: March to April 2025)"));
}

TEST(MapTexts, SaysThatColoursAreOfTheFilterAlone)
{
    Case violence("violence");
    EXPECT_THAT(map_texts(violence.content).subtitle, Not(HasSubstr("colours")));
    EXPECT_THAT(map_texts(violence.content).reading_note, HasSubstr("same in every map"));
    violence.content.scale = ColourScale::filter;
    EXPECT_THAT(map_texts(violence.content).subtitle, HasSubstr("colours of this filter alone"));
    EXPECT_THAT(map_texts(violence.content).reading_note, Not(HasSubstr("same in every map")));
    EXPECT_THAT(map_texts(violence.content).reading_note, HasSubstr("of this filter alone"));
}

TEST(MapTexts, TheFootSaysHowManyCasesAndControlsAreLeftOut)
{
    Case violence("violence");
    const std::size_t coarse = violence.density.selection().rows.size();
    EXPECT_THAT(map_texts(violence.content).source_line, Not(HasSubstr("left out")));
    // The county's times are known to the month.
    auto input = layer_input(county(), violence.layer);
    input.filter.hours = HourRange{22, 4};
    const DensityLayer controls(input, Plane::project);
    violence.content.controls = &controls;
    EXPECT_THAT(map_texts(violence.content).source_line,
                HasSubstr(" 0 cases and " + whole_number_text(static_cast<std::int64_t>(coarse)) +
                          " controls left out, whose time is known too coarsely."));
    violence.content.controls = nullptr;
    violence.content.density = &controls;
    EXPECT_THAT(map_texts(violence.content).source_line,
                HasSubstr(" " + whole_number_text(static_cast<std::int64_t>(coarse)) +
                          " left out, whose time is known too coarsely."));
}

TEST(MapTexts, SaysWhatTheServerFoundMissingUnlessTheDensityItselfIsUnknown)
{
    Case known("violence");
    known.content.notice = "No control counts under this filter";
    EXPECT_EQ(map_texts(known.content).notice, known.content.notice);
    AskedCase unknown("violence", "2024-03");
    unknown.content.notice = known.content.notice;
    EXPECT_EQ(map_texts(unknown.content).notice, "Outside the layer's period");
}

TEST(MapTexts, SaysWhichSideOfARelativeRiskLacksThePeriod)
{
    // The county's ambulance lacks March and April.
    AskedCase risk("harm", "2025-03");
    auto input = layer_input(county(), risk.layer);
    input.filter.interval = parse_interval("2025-03").value();
    input.filter.sources = {0};
    const DensityLayer police(input, Plane::project);
    input.filter.sources = {1};
    const DensityLayer ambulance(input, Plane::project);
    risk.content.density = &ambulance;
    risk.content.controls = &police;
    EXPECT_THAT(map_texts(risk.content).subtitle,
                HasSubstr("cases: ambulance did not supply March 2025"));
    EXPECT_EQ(risk_absence_of(police, ambulance, county()).reason,
              "controls: ambulance did not supply March 2025");
    EXPECT_EQ(risk_absence_of(police, police, county()).reason, "");
    EXPECT_EQ(risk_absence_of(ambulance, ambulance, county()).reason,
              "no source supplied this period");
}

TEST(MapTexts, NamesNoSourceThatTheControlsAreNotOf)
{
    Case violence("violence");
    auto input = layer_input(county(), violence.layer);
    input.filter.sources = {1};
    const DensityLayer ambulance(input, Plane::project);
    violence.content.controls = &ambulance;
    EXPECT_THAT(map_texts(violence.content).source_line, HasSubstr("ambulance"));
    violence.content.controls = &violence.density;
    EXPECT_THAT(map_texts(violence.content).source_line, Not(HasSubstr("ambulance")));
}

TEST(MapTexts, SaysMissingMonthsBesideThePeriod)
{
    const Case harm("harm");
    EXPECT_THAT(map_texts(harm.content).subtitle,
                HasSubstr("January to December 2025 (not supplied: ambulance: March to April "
                          "2025)  ·  "));
}

}  // namespace
}  // namespace heatward::maps
