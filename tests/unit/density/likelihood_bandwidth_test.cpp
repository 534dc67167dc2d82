#include "heatward/density/likelihood_bandwidth.hpp"

#include <cmath>
#include <numbers>

#include <gmock/gmock.h>

#include "bandwidth_samples.hpp"
#include "heatward/core/error.hpp"

namespace heatward::density {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

constexpr double kWidth = 8000;
constexpr double kHeight = 6000;

/// The criterion from every pair of incidents, in long double.
double brute_force(const SampleIncidents& sample, double sigma_m)
{
    std::vector<long double> mass;
    for (std::size_t j = 0; j < sample.size(); ++j) {
        mass.push_back(
            exact_rectangle_mass(sample.x_m[j], sample.y_m[j], kWidth, kHeight, sigma_m));
    }
    long double criterion = -static_cast<long double>(sample.size());
    for (std::size_t i = 0; i < sample.size(); ++i) {
        long double density = 0;
        for (std::size_t j = 0; j < sample.size(); ++j) {
            density += j == i ? 0 : exact_gaussian(sample.distance2(i, j), sigma_m) / mass[j];
        }
        criterion += std::log(density);
    }
    return static_cast<double>(criterion);
}

TEST(LikelihoodBandwidth, TheCriterionAgreesWithEveryPair)
{
    const SampleIncidents sample = clustered_incidents(500, 0.3, 21);
    for (const double sigma_m : {25.0, 60.0, 150.0, 600.0, 2500.0}) {
        EXPECT_NEAR(
            likelihood_criterion(sample.places(), sample_window(kWidth, kHeight), sigma_m, 2),
            brute_force(sample, sigma_m), 1e-6)
            << sigma_m;
    }
}

TEST(LikelihoodBandwidth, TheAnswerIsTheBestOfAFineScan)
{
    const SampleIncidents sample = clustered_incidents(300, 0.1, 22);
    const SelectedBandwidth selected =
        likelihood_bandwidth(sample.places(), sample_window(kWidth, kHeight));
    const double best = brute_force(sample, selected.sigma_m);
    for (double sigma_m = 20; sigma_m < 5000; sigma_m *= 1.1) {
        EXPECT_LE(brute_force(sample, sigma_m), best + 1e-3) << sigma_m;
    }
    EXPECT_GT(best, brute_force(sample, selected.sigma_m * 1.02));
    EXPECT_GT(best, brute_force(sample, selected.sigma_m / 1.02));
    EXPECT_EQ(selected.note, "");
}

TEST(LikelihoodBandwidth, TwoIncidentsFarFromTheBorderKnownByHand)
{
    // 2·log(exp(−d²/2σ²)/(2πσ²)) is largest at σ² = d²/2.
    const std::vector<double> x{kSampleWest + 50'000, kSampleWest + 50'300};
    const std::vector<double> y{kSampleSouth + 50'000, kSampleSouth + 50'400};
    const SelectedBandwidth selected =
        likelihood_bandwidth(incident_places(x, y), sample_window(100'000, 100'000));
    EXPECT_EQ(selected.searched->lowest_m, 500);
    EXPECT_NEAR(selected.sigma_m, 500, 1);
    EXPECT_THAT(selected.note, AllOf(HasSubstr("lower end"), HasSubstr("too few")));

    const std::vector<double> x3{x[0], x[1], kSampleWest + 50'001};
    const std::vector<double> y3{y[0], y[1], kSampleSouth + 50'000};
    const SelectedBandwidth three =
        likelihood_bandwidth(incident_places(x3, y3), sample_window(100'000, 100'000));
    EXPECT_GT(three.sigma_m, three.searched->lowest_m);
    EXPECT_TRUE(std::isfinite(three.sigma_m));
}

TEST(LikelihoodBandwidth, AnIncidentOutOfAllReachCountsByItsNearest)
{
    // The third is 60 σ from the others: its Gaussian underflows, its logarithm does not.
    const double sigma_m = 100;
    const std::vector<double> x{kSampleWest + 1000, kSampleWest + 1010, kSampleWest + 7000};
    const std::vector<double> y(3, kSampleSouth + 3000);
    const double peak = -std::log(2 * std::numbers::pi * sigma_m * sigma_m);
    const double near = peak - 100 / (2 * sigma_m * sigma_m);
    const double far =
        peak - 5990.0 * 5990.0 / (2 * sigma_m * sigma_m) +
        std::log1p(std::exp((5990.0 * 5990.0 - 6000.0 * 6000.0) / (2 * sigma_m * sigma_m)));
    EXPECT_NEAR(
        likelihood_criterion(incident_places(x, y), sample_window(kWidth, kHeight), sigma_m),
        -3 + 2 * near + far, 1e-9);
}

TEST(LikelihoodBandwidth, WhereEveryPlaceIsRepeatedItIsCalledDegenerate)
{
    SampleIncidents sample = clustered_incidents(100, 0, 23);
    sample.x_m.insert(sample.x_m.end(), sample.x_m.begin(), sample.x_m.end());
    sample.y_m.insert(sample.y_m.end(), sample.y_m.begin(), sample.y_m.end());
    const SelectedBandwidth selected =
        likelihood_bandwidth(sample.places(), sample_window(kWidth, kHeight));
    EXPECT_DOUBLE_EQ(selected.sigma_m, selected.searched->lowest_m);
    EXPECT_THAT(selected.note, HasSubstr("degenerate"));
    EXPECT_THAT(selected.note, HasSubstr("100 % of the incidents"));
}

TEST(LikelihoodBandwidth, RefusesWhatHasNoAnswer)
{
    const ProjectedMultiPolygon window = sample_window(kWidth, kHeight);
    const std::vector<double> x(3, kSampleWest + 10);
    const std::vector<double> y(3, kSampleSouth + 10);
    EXPECT_THROW(likelihood_bandwidth(incident_places({}, {}), window), DataError);
    EXPECT_THROW(likelihood_bandwidth(incident_places({x.data(), 1}, {y.data(), 1}), window),
                 DataError);
    EXPECT_THROW(likelihood_bandwidth(incident_places(x, y), window), DataError);
    const SampleIncidents sample = clustered_incidents(10, 0, 24);
    EXPECT_THROW(likelihood_bandwidth(sample.places(), {}), DataError);
    EXPECT_THROW(likelihood_bandwidth(sample.places(), sample_window(kWidth, 0)), DataError);
}

TEST(LikelihoodBandwidth, CollinearIncidentsHaveAnAnswer)
{
    SampleIncidents line;
    for (int k = 0; k < 50; ++k) {
        line.x_m.push_back(kSampleWest + 1000 + 20 * k + (k % 3));
        line.y_m.push_back(kSampleSouth + 3000);
    }
    const SelectedBandwidth selected =
        likelihood_bandwidth(line.places(), sample_window(kWidth, kHeight));
    EXPECT_GT(selected.sigma_m, 0);
    EXPECT_TRUE(std::isfinite(selected.sigma_m));
}

TEST(LikelihoodBandwidth, TheSameForEveryNumberOfThreads)
{
    const SampleIncidents sample = clustered_incidents(2000, 0.3, 25);
    const ProjectedMultiPolygon window = sample_window(kWidth, kHeight);
    const double one = likelihood_bandwidth(sample.places(), window, {1, nullptr}).sigma_m;
    EXPECT_EQ(one, likelihood_bandwidth(sample.places(), window, {2, nullptr}).sigma_m);
    EXPECT_EQ(one, likelihood_bandwidth(sample.places(), window, {5, nullptr}).sigma_m);
}

}  // namespace
}  // namespace heatward::density
