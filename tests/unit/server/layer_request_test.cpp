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
                                                          {"scale=filter", "scale"}}) {
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
