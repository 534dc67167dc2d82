#include "heatward/density/bandwidth_selector.hpp"

#include <set>
#include <string>

#include <gmock/gmock.h>

#include "bandwidth_samples.hpp"
#include "heatward/core/error.hpp"
#include "heatward/density/bandwidth_rules.hpp"
#include "heatward/density/inverse_sum_bandwidth.hpp"
#include "heatward/density/likelihood_bandwidth.hpp"
#include "heatward/density/mean_square_bandwidth.hpp"

namespace heatward::density {
namespace {

using ::testing::HasSubstr;

TEST(BandwidthSelector, NamesAreReadAsTheyAreWritten)
{
    std::set<std::string_view> purposes;
    for (const std::string_view name : kBandwidthSelectorNames) {
        const auto selector = parse_bandwidth_selector(name);
        ASSERT_TRUE(selector);
        EXPECT_EQ(to_string(*selector), name);
        purposes.insert(purpose(*selector));
    }
    EXPECT_EQ(purposes.size(), kBandwidthSelectorNames.size());
    EXPECT_FALSE(parse_bandwidth_selector("Scott"));
    EXPECT_FALSE(parse_bandwidth_selector("abramson:400"));
}

TEST(BandwidthSelector, EachGivesItsOwnAnswer)
{
    const IncidentPlaces places = clustered_incidents(300, 0.1, 71).places();
    const ProjectedMultiPolygon window = sample_window(8000, 6000);
    const auto sigma_m = [&](BandwidthSelector selector) {
        return select_bandwidth(selector, places, window).sigma_m;
    };
    EXPECT_EQ(sigma_m(BandwidthSelector::scott), scott_bandwidth(places).sigma_m);
    EXPECT_EQ(sigma_m(BandwidthSelector::silverman), silverman_bandwidth(places).sigma_m);
    EXPECT_EQ(sigma_m(BandwidthSelector::ppl), likelihood_bandwidth(places, window).sigma_m);
    EXPECT_EQ(sigma_m(BandwidthSelector::cvl), inverse_sum_bandwidth(places, window).sigma_m);
    EXPECT_EQ(sigma_m(BandwidthSelector::diggle), mean_square_bandwidth(places, window).sigma_m);
}

TEST(BandwidthSelector, ARuleBelowTheDistanceBetweenPlacesSaysSo)
{
    // A crowded place and few others far apart: scott's rule sees the crowd alone.
    std::vector<double> x(100'000, kSampleWest);
    std::vector<double> y(100'000, kSampleSouth);
    for (std::size_t k = 0; k < 5; ++k) {
        x[k] += 3000 + 1000 * static_cast<double>(k % 2);
        y[k] += 1000 * static_cast<double>(k);
    }
    const SelectedBandwidth selected = select_bandwidth(
        BandwidthSelector::scott, incident_places(x, y), sample_window(8000, 6000));
    EXPECT_THAT(selected.note, HasSubstr("below the median distance"));
}

TEST(BandwidthSelector, DiggleNamesItsLimitAndWhatToUseInstead)
{
    // 70,000 places within 10 m of each other: 4.9e9 pairs in reach.
    SampleIncidents crowd;
    for (int k = 0; k < 70'000; ++k) {
        crowd.x_m.push_back(kSampleWest + 4000 + 0.03 * (k % 300));
        crowd.y_m.push_back(kSampleSouth + 3000 + 0.03 * (k / 300));
    }
    try {
        select_bandwidth(BandwidthSelector::diggle, crowd.places(), sample_window(8000, 6000));
        FAIL() << "had an answer";
    } catch (const DataError& error) {
        EXPECT_THAT(error.what(), HasSubstr("70000 distinct places"));
        EXPECT_THAT(error.what(), HasSubstr("use scott or silverman"));
    }
}

}  // namespace
}  // namespace heatward::density
