#include "heatward/density/inverse_sum_bandwidth.hpp"

#include <cmath>
#include <numbers>

#include <gmock/gmock.h>

#include "bandwidth_samples.hpp"
#include "heatward/core/error.hpp"

namespace heatward::density {
namespace {

using ::testing::HasSubstr;

double brute_force(const SampleIncidents& sample, double sigma_m)
{
    long double sum = 0;
    for (std::size_t i = 0; i < sample.size(); ++i) {
        long double density = 0;
        for (std::size_t j = 0; j < sample.size(); ++j) {
            density += exact_gaussian(sample.distance2(i, j), sigma_m);
        }
        sum += 1 / density;
    }
    return static_cast<double>(sum);
}

TEST(InverseSumBandwidth, TheSumAgreesWithEveryPair)
{
    const SampleIncidents sample = clustered_incidents(600, 0.3, 31);
    for (const double sigma_m : {20.0, 150.0, 700.0, 4000.0}) {
        EXPECT_NEAR(inverse_density_sum(sample.places(), sigma_m, 2) / brute_force(sample, sigma_m),
                    1, 1e-8)
            << sigma_m;
    }
}

TEST(InverseSumBandwidth, TheSumEqualsTheWindowsAreaAtTheAnswer)
{
    const SampleIncidents sample = clustered_incidents(400, 0.2, 32);
    const SelectedBandwidth selected =
        inverse_sum_bandwidth(sample.places(), sample_window(8000, 6000));
    EXPECT_NEAR(brute_force(sample, selected.sigma_m) / 48e6, 1, 1e-3);
    EXPECT_EQ(selected.note, "");
}

TEST(InverseSumBandwidth, TwoIncidentsKnownByHand)
{
    // 1/λ at both is 2πσ²/(1 + exp(−d²/2σ²)): the sum is 4πσ²/(1 + exp(−d²/2σ²)).
    const std::vector<double> x{kSampleWest + 1000, kSampleWest + 2000};
    const std::vector<double> y{kSampleSouth + 1000, kSampleSouth + 1000};
    const IncidentPlaces places = incident_places(x, y);
    const double sum = 4 * std::numbers::pi * 1e6 / (1 + std::exp(-0.5));
    EXPECT_NEAR(inverse_density_sum(places, 1000), sum, 1e-8 * sum);
    const double side = std::sqrt(sum);
    const SelectedBandwidth selected = inverse_sum_bandwidth(places, sample_window(side, side));
    EXPECT_NEAR(selected.sigma_m, 1000, 0.5);
}

TEST(InverseSumBandwidth, AnAreaOutOfReachIsCalledDegenerate)
{
    const SampleIncidents sample = clustered_incidents(4000, 0, 33);
    // A window that its places overfill even at the smallest bandwidth: their sum is above its
    // area.
    const SelectedBandwidth narrow =
        inverse_sum_bandwidth(sample.places(), sample_window(8000, 0.01));
    EXPECT_THAT(narrow.note, HasSubstr("degenerate"));
    EXPECT_TRUE(std::isfinite(narrow.sigma_m));
    EXPECT_GT(narrow.sigma_m, 0);
}

TEST(InverseSumBandwidth, RefusesWhatHasNoAnswer)
{
    const ProjectedMultiPolygon window = sample_window(8000, 6000);
    const std::vector<double> x(3, kSampleWest + 10);
    const std::vector<double> y(3, kSampleSouth + 10);
    EXPECT_THROW(inverse_sum_bandwidth(incident_places({}, {}), window), DataError);
    EXPECT_THROW(inverse_sum_bandwidth(incident_places(x, y), window), DataError);
    EXPECT_THROW(inverse_sum_bandwidth(clustered_incidents(10, 0, 34).places(), {}), DataError);
}

TEST(InverseSumBandwidth, TheSameForEveryNumberOfThreads)
{
    const SampleIncidents sample = clustered_incidents(3000, 0.3, 35);
    const ProjectedMultiPolygon window = sample_window(8000, 6000);
    const double one = inverse_sum_bandwidth(sample.places(), window, {1, nullptr}).sigma_m;
    EXPECT_EQ(one, inverse_sum_bandwidth(sample.places(), window, {2, nullptr}).sigma_m);
    EXPECT_EQ(one, inverse_sum_bandwidth(sample.places(), window, {5, nullptr}).sigma_m);
}

}  // namespace
}  // namespace heatward::density
