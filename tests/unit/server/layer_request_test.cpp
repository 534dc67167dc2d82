#include "heatward/server/layer_request.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/example_run.hpp"

namespace heatward::server {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

class LayerRequests : public ::testing::Test {
protected:
    tl::expected<LayerRequest, Problem> parse(std::string_view query,
                                              std::string_view layer = "violence")
    {
        return parse_layer_request(m_run, layer, parse_query(query).value());
    }

    ServedRun m_run{
        run_store::View::of(run_store::Run::in_memory(test::example_run_data(), Tier::analyst),
                            Tier::analyst)
            .value(),
        1};
};

TEST_F(LayerRequests, WithoutFiltersAreTheLayerItself)
{
    const auto request = parse("").value();
    EXPECT_FALSE(request.is_filtered);
    EXPECT_EQ(request.bandwidth_m, 1000);
    EXPECT_THAT(request.filter.categories, ElementsAre(0, 1));
    EXPECT_THAT(request.filter.sources, ElementsAre(0));
    EXPECT_EQ(request.filter.interval, parse_interval("2025-01/2025-12").value());
}

TEST_F(LayerRequests, NarrowTheLayer)
{
    const auto request =
        parse("datetime=2025-03/..&category=robbery&source=police&bandwidth=500&scale=layer")
            .value();
    EXPECT_TRUE(request.is_filtered);
    EXPECT_EQ(request.bandwidth_m, 500);
    EXPECT_THAT(request.filter.categories, ElementsAre(1));
    EXPECT_EQ(request.filter.interval, parse_interval("2025-03/2025-12").value());
    EXPECT_EQ(request.filter_text, "category: robbery; source: police");
}

TEST_F(LayerRequests, ReadTimesWithAnOffsetByTheProjectsClock)
{
    const auto request = parse("datetime=2025-03-31T23:00:00Z/2025-06-30T22:59:59Z").value();
    EXPECT_EQ(request.filter.interval.begin, wall_minutes(2025, 4, 1));
    EXPECT_EQ(request.filter.interval.end, wall_minutes(2025, 7, 1));
    EXPECT_EQ(parse("datetime=2025-04-01T00:00:00/2025-06-30T23:59:59").value().filter.interval,
              request.filter.interval);
    // Whole days, however they are written, are days.
    EXPECT_EQ(request.filter.interval, parse_interval("2025-04-01/2025-06-30").value());
    EXPECT_EQ(parse("datetime=2025-04-01T00:00/2025-06-30T22:59").value().filter.interval.precision,
              TimePrecision::hour);
}

TEST_F(LayerRequests, ThatMeanTheSameAreCanonicallyTheSame)
{
    EXPECT_EQ(parse("category=robbery,violence").value().canonical, parse("").value().canonical);
    EXPECT_EQ(parse("category=violence,robbery,violence").value().canonical,
              parse("").value().canonical);
    EXPECT_EQ(parse("datetime=2025").value().canonical, parse("").value().canonical);
    EXPECT_EQ(parse("bandwidth=1000.0").value().canonical, parse("").value().canonical);
    EXPECT_NE(parse("bandwidth=500").value().canonical, parse("").value().canonical);
    EXPECT_NE(parse("category=robbery").value().canonical, parse("").value().canonical);
    EXPECT_NE(parse("datetime=2025-06").value().canonical, parse("").value().canonical);
    EXPECT_EQ(parse("hours=0-24&days=sun,sat,fri,thu,wed,tue,mon").value().canonical,
              parse("").value().canonical);
    EXPECT_EQ(parse("hours=22-4&days=sat,fri").value().canonical,
              parse("hours=22-04&days=fri,sat,fri").value().canonical);
    EXPECT_NE(parse("hours=22-04").value().canonical, parse("").value().canonical);
    EXPECT_NE(parse("hours=22-04").value().canonical, parse("hours=22-05").value().canonical);
    EXPECT_NE(parse("days=fri").value().canonical, parse("").value().canonical);
    EXPECT_NE(parse("days=fri").value().canonical, parse("days=sat").value().canonical);
}

TEST_F(LayerRequests, ThatMeanTheLayerItselfAreNotFiltered)
{
    for (const char* query : {"datetime=2025", "category=robbery,violence", "source=police",
                              "hours=0-24", "days=mon,tue,wed,thu,fri,sat,sun", "bandwidth=1000"}) {
        EXPECT_FALSE(parse(query).value().is_filtered) << query;
    }
    for (const char* query : {"datetime=2025-06", "datetime=2025-01-01/2025-12-31",
                              "category=robbery", "hours=22-04", "days=fri", "bandwidth=500"}) {
        EXPECT_TRUE(parse(query).value().is_filtered) << query;
    }
}

TEST_F(LayerRequests, TakeHoursAndDays)
{
    const auto request = parse("category=robbery&days=sat,fri&hours=22-04").value();
    EXPECT_EQ(request.filter.hours, (HourRange{22, 4}));
    EXPECT_EQ(request.filter.days, parse_weekdays("fri,sat").value());
    EXPECT_EQ(request.filter_text,
              "category: robbery; hours: 22:00 to 04:00; days: Friday, Saturday");
    EXPECT_EQ(parse("hours=0-24").value().filter_text, "");
    EXPECT_EQ(parse("").value().filter.hours, HourRange{});
}

TEST_F(LayerRequests, HaveAScaleOfTheFilterOnlyUnderOne)
{
    EXPECT_EQ(parse("datetime=2025-03").value().scale, maps::ColourScale::layer);
    EXPECT_EQ(parse("datetime=2025-03&scale=filter").value().scale, maps::ColourScale::filter);
    EXPECT_EQ(parse("bandwidth=500&scale=filter").value().scale, maps::ColourScale::filter);
    EXPECT_EQ(parse("scale=filter").value().scale, maps::ColourScale::layer);
    EXPECT_EQ(parse("scale=filter&datetime=2024/2026").value().canonical,
              parse("").value().canonical);
    EXPECT_NE(parse("datetime=2025-03&scale=filter").value().canonical,
              parse("datetime=2025-03").value().canonical);
}

TEST_F(LayerRequests, NameTheParameterThatIsWrong)
{
    for (const auto& [query, parameter] :
         std::vector<std::pair<const char*, const char*>>{{"datetime=", "datetime"},
                                                          {"datetime=2025-13", "datetime"},
                                                          {"datetime=2025-06/2025-01", "datetime"},
                                                          {"category=", "category"},
                                                          {"category=violence,", "category"},
                                                          {"category=Violence", "category"},
                                                          {"source=ambulance", "source"},
                                                          {"bandwidth=", "bandwidth"},
                                                          {"bandwidth=400", "bandwidth"},
                                                          {"bandwidth=NaN", "bandwidth"},
                                                          {"hours=", "hours"},
                                                          {"hours=22", "hours"},
                                                          {"hours=4-4", "hours"},
                                                          {"hours=22-25", "hours"},
                                                          {"days=", "days"},
                                                          {"days=friday", "days"},
                                                          {"days=fri,", "days"},
                                                          {"scale=both", "scale"}}) {
        const auto request = parse(query);
        ASSERT_FALSE(request.has_value()) << query;
        EXPECT_EQ(request.error().status, 400) << query;
        EXPECT_EQ(request.error().parameter, parameter);
    }
    EXPECT_THAT(parse("bandwidth=400").error().detail, HasSubstr("1000, 500"));
    EXPECT_EQ(parse("", "violense").error().status, 404);
    EXPECT_THAT(parse("", "violense").error().detail, HasSubstr("\"violence\""));
}

}  // namespace
}  // namespace heatward::server
