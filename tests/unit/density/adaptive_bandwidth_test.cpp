#include "heatward/density/adaptive_bandwidth.hpp"

#include <cmath>
#include <limits>

#include <gtest/gtest.h>

#include "bandwidth_samples.hpp"
#include "heatward/core/error.hpp"
#include "reference_figures.hpp"

namespace heatward::density {
namespace {

AdaptiveBandwidthOptions options_of(double pilot_m, double global_m)
{
    AdaptiveBandwidthOptions options;
    options.pilot_sigma_m = pilot_m;
    options.global_sigma_m = global_m;
    return options;
}

/// The bandwidths from every pair of incidents, in long double.
std::vector<double> brute_force(const SampleIncidents& sample,
                                const AdaptiveBandwidthOptions& options, bool corrected)
{
    std::vector<long double> factor;
    long double logarithms = 0;
    for (std::size_t i = 0; i < sample.size(); ++i) {
        long double pilot = 0;
        for (std::size_t j = 0; j < sample.size(); ++j) {
            pilot += exact_gaussian(sample.distance2(i, j), options.pilot_sigma_m);
        }
        pilot /= static_cast<long double>(sample.size());
        if (corrected) {
            pilot /= exact_rectangle_mass(sample.x_m[i], sample.y_m[i], 8000, 6000,
                                          options.pilot_sigma_m);
        }
        factor.push_back(1 / std::sqrt(pilot));
        logarithms += std::log(factor.back());
    }
    const long double gamma = std::exp(logarithms / static_cast<long double>(sample.size()));
    std::vector<double> bandwidths;
    for (const long double value : factor) {
        const auto ratio = static_cast<double>(value / gamma);
        bandwidths.push_back(options.global_sigma_m * std::min(ratio, options.trim));
    }
    return bandwidths;
}

TEST(AdaptiveBandwidths, AgreeWithEveryPair)
{
    const SampleIncidents sample = clustered_incidents(700, 0.3, 51);
    const ProjectedMultiPolygon window = sample_window(8000, 6000);
    for (const double pilot_m : {80.0, 300.0, 1500.0}) {
        for (const bool corrected : {false, true}) {
            AdaptiveBandwidthOptions options = options_of(pilot_m, 250);
            options.window = corrected ? &window : nullptr;
            const AdaptiveBandwidths result = adaptive_bandwidths(sample.x_m, sample.y_m, options);
            const std::vector<double> expected = brute_force(sample, options, corrected);
            ASSERT_EQ(result.sigma_m.size(), expected.size());
            for (std::size_t i = 0; i < expected.size(); ++i) {
                EXPECT_NEAR(result.sigma_m[i] / expected[i], 1, 1e-8) << pilot_m << " " << i;
            }
        }
    }
}

TEST(AdaptiveBandwidths, AgreeWithSparr)
{
    const auto reference = reference_figures();
    if (!reference) {
        GTEST_SKIP() << "HEATWARD_SHARED is not set: it names the folder with reference/";
    }
    const auto& figures = reference->figures.at("adaptive");
    const AdaptiveBandwidths result = adaptive_bandwidths(
        reference->x_m, reference->y_m, options_of(figures.at("pilot_m"), figures.at("h0_m")));
    const auto& index = reference->figures.at("density").at("index_from_0");
    const auto& expected = figures.at("bandwidth_at_points_m");
    ASSERT_EQ(expected.size(), 60U);
    for (std::size_t k = 0; k < expected.size(); ++k) {
        EXPECT_NEAR(result.sigma_m.at(index[k]) / expected[k].get<double>(), 1, 0.05) << k;
    }
    double sum = 0;
    for (const double sigma_m : result.sigma_m) {
        sum += sigma_m;
    }
    const double mean = sum / static_cast<double>(result.sigma_m.size());
    EXPECT_NEAR(mean / figures.at("mean_h_m").get<double>(), 1, 0.01);
    // sparr's γ is of a pilot scaled to 1 over the window, which holds 95 % of its mass.
    EXPECT_NEAR(result.gamma_m / figures.at("gamma").get<double>(), 1 / std::sqrt(0.954), 0.005);
}

TEST(AdaptiveBandwidths, TheirGeometricMeanIsTheGlobalBandwidth)
{
    const SampleIncidents sample = clustered_incidents(400, 0.2, 52);
    AdaptiveBandwidthOptions options = options_of(200, 350);
    options.trim = std::numeric_limits<double>::infinity();
    const AdaptiveBandwidths result = adaptive_bandwidths(sample.x_m, sample.y_m, options);
    double logarithms = 0;
    for (const double sigma_m : result.sigma_m) {
        logarithms += std::log(sigma_m);
    }
    EXPECT_NEAR(std::exp(logarithms / 400), 350, 1e-9);
    EXPECT_EQ(result.trimmed, 0U);
}

TEST(AdaptiveBandwidths, TrimmedAtFiveGeometricMeans)
{
    // 999 incidents at one place and one far away: pilots 0.999 and 0.001 of a peak, so factors
    // 1/√0.999 and 1/√0.001, the geometric mean being 1.0040...
    std::vector<double> x(1000, kSampleWest);
    const std::vector<double> y(1000, kSampleSouth);
    x[7] += 50'000;
    const AdaptiveBandwidths result = adaptive_bandwidths(x, y, options_of(300, 100));
    EXPECT_EQ(result.trimmed, 1U);
    EXPECT_DOUBLE_EQ(result.sigma_m[7], 500);
    const double gamma =
        std::exp((999 * std::log(1 / std::sqrt(0.999)) + std::log(1 / std::sqrt(0.001))) / 1000);
    EXPECT_NEAR(result.sigma_m[0], 100 / std::sqrt(0.999) / gamma, 1e-9);
}

TEST(AdaptiveBandwidths, OneIncidentHasTheGlobalBandwidth)
{
    const std::vector<double> x{kSampleWest};
    const std::vector<double> y{kSampleSouth};
    EXPECT_DOUBLE_EQ(adaptive_bandwidths(x, y, options_of(300, 100)).sigma_m.at(0), 100);
}

TEST(AdaptiveBandwidths, RefuseWhatHasNoAnswer)
{
    const std::vector<double> x{kSampleWest};
    const std::vector<double> y{kSampleSouth};
    EXPECT_THROW(adaptive_bandwidths({}, {}, options_of(300, 100)), DataError);
    EXPECT_THROW(adaptive_bandwidths(x, y, options_of(0, 100)), DataError);
    EXPECT_THROW(adaptive_bandwidths(x, y, options_of(300, -1)), DataError);
    AdaptiveBandwidthOptions options = options_of(300, 100);
    options.trim = 0;
    EXPECT_THROW(adaptive_bandwidths(x, y, options), DataError);
}

TEST(AdaptiveBandwidths, TheSameForEveryNumberOfThreads)
{
    const SampleIncidents sample = clustered_incidents(3000, 0.3, 53);
    AdaptiveBandwidthOptions options = options_of(120, 300);
    options.threads = 1;
    const auto one = adaptive_bandwidths(sample.x_m, sample.y_m, options).sigma_m;
    options.threads = 3;
    EXPECT_EQ(one, adaptive_bandwidths(sample.x_m, sample.y_m, options).sigma_m);
}

}  // namespace
}  // namespace heatward::density
