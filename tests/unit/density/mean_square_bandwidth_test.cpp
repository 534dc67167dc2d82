#include "heatward/density/mean_square_bandwidth.hpp"

#include <cmath>
#include <numbers>

#include <gmock/gmock.h>

#include "bandwidth_samples.hpp"
#include "heatward/core/error.hpp"
#include "heatward/density/set_covariance.hpp"

namespace heatward::density {
namespace {

using ::testing::HasSubstr;

/// (1/π) ∫₀^π (a − r|cos θ|)(b − r|sin θ|) dθ for r up to the shorter side.
double rectangle_covariance(double a, double b, double r)
{
    return a * b - (2 * r * (a + b) - r * r) / std::numbers::pi;
}

TEST(SetCovariance, OfARectangleIsItsFormula)
{
    const auto covariance = isotropic_set_covariance(sample_window(8000, 6000), 100, 20, 2);
    ASSERT_EQ(covariance.size(), 21U);
    for (std::size_t k = 0; k < covariance.size(); ++k) {
        const double r = 100 * static_cast<double>(k);
        EXPECT_NEAR(covariance[k], rectangle_covariance(8000, 6000, r), 2e-4 * 48e6) << r;
    }
}

TEST(SetCovariance, AHoleAndASecondPartTakeRoom)
{
    ProjectedMultiPolygon two = sample_window(1000, 1000);
    two.push_back({{{kSampleWest + 1500, kSampleSouth},
                    {kSampleWest + 2500, kSampleSouth},
                    {kSampleWest + 2500, kSampleSouth + 1000},
                    {kSampleWest + 1500, kSampleSouth + 1000}},
                   {}});
    const auto covariance = isotropic_set_covariance(two, 100, 30, 1);
    EXPECT_NEAR(covariance[0], 2e6, 1);
    // Up to 500 m apart, pairs lie within one part alone.
    EXPECT_NEAR(covariance[4], 2 * rectangle_covariance(1000, 1000, 400), 4e3);
    // From 1500 m on, in different parts alone.
    EXPECT_GT(covariance[16], 1e4);
    EXPECT_NEAR(covariance[30], 0, 1);

    ProjectedMultiPolygon holed = sample_window(1000, 1000);
    const double x = kSampleWest;
    const double y = kSampleSouth;
    holed[0].holes.push_back(
        {{x + 400, y + 400}, {x + 400, y + 600}, {x + 600, y + 600}, {x + 600, y + 400}});
    EXPECT_NEAR(isotropic_set_covariance(holed, 10, 2, 1)[0], 0.96e6, 1);
}

/// M(h) from every pair of incidents.
double brute_force(const SampleIncidents& sample, double sigma_m)
{
    const double area = 48e6;
    const auto n = static_cast<double>(sample.size());
    const double h = 2 * sigma_m;
    double k = 0;
    double integral = 0;
    for (std::size_t i = 0; i < sample.size(); ++i) {
        for (std::size_t j = 0; j < sample.size(); ++j) {
            const double d = std::sqrt(static_cast<double>(sample.distance2(i, j)));
            if (i == j || d >= 2 * h) {
                continue;
            }
            const double share = area * area / (n * (n - 1)) / rectangle_covariance(8000, 6000, d);
            const double y = d / (2 * h);
            k += d <= h ? share : 0;
            integral += share * 2 * h * h * (std::acos(y) - y * std::sqrt(1 - y * y));
        }
    }
    const double disc = std::numbers::pi * h * h;
    return (area / n - 2 * k) / disc + integral / (disc * disc);
}

TEST(MeanSquareBandwidth, TheCriterionAgreesWithEveryPair)
{
    const SampleIncidents sample = clustered_incidents(500, 0.1, 41);
    const MeanSquareCriterion criterion =
        mean_square_criterion(sample.places(), sample_window(8000, 6000), 2);
    ASSERT_EQ(criterion.sigma_m.size(), 255U);
    EXPECT_NEAR(criterion.sigma_m[0], 1500.0 / 511 / 2, 1e-12);
    for (const std::size_t step : {20U, 50U, 100U, 200U, 254U}) {
        const double expected = brute_force(sample, criterion.sigma_m[step]);
        EXPECT_NEAR(criterion.value[step], expected, 1e-3 * std::abs(expected)) << step;
    }
}

TEST(MeanSquareBandwidth, TheAnswerIsTheSmallestOfTheCriterion)
{
    const SampleIncidents sample = clustered_incidents(800, 0, 42);
    const ProjectedMultiPolygon window = sample_window(8000, 6000);
    const SelectedBandwidth selected = mean_square_bandwidth(sample.places(), window);
    const MeanSquareCriterion criterion = mean_square_criterion(sample.places(), window);
    EXPECT_GT(selected.sigma_m, criterion.sigma_m.front());
    EXPECT_LT(selected.sigma_m, criterion.sigma_m.back());
    const double at_answer = brute_force(sample, selected.sigma_m);
    EXPECT_LT(at_answer, brute_force(sample, selected.sigma_m * 1.5));
    EXPECT_LT(at_answer, brute_force(sample, selected.sigma_m / 1.5));
}

TEST(MeanSquareBandwidth, RepeatedPlacesCollapseItAndTheNoteSaysSo)
{
    const SampleIncidents sample = clustered_incidents(500, 0.7, 43);
    const SelectedBandwidth selected =
        mean_square_bandwidth(sample.places(), sample_window(8000, 6000));
    EXPECT_DOUBLE_EQ(selected.sigma_m, selected.searched->lowest_m);
    EXPECT_THAT(selected.note, HasSubstr("degenerate"));
    EXPECT_THAT(selected.note, HasSubstr("share their place"));
}

TEST(MeanSquareBandwidth, RefusesOrAnswersDegenerateInput)
{
    const ProjectedMultiPolygon window = sample_window(8000, 6000);
    const std::vector<double> x{kSampleWest + 10, kSampleWest + 10, kSampleWest + 400};
    const std::vector<double> y{kSampleSouth + 10, kSampleSouth + 10, kSampleSouth + 10};
    EXPECT_THROW(mean_square_bandwidth(incident_places({}, {}), window), DataError);
    EXPECT_THROW(mean_square_bandwidth(incident_places({x.data(), 2}, {y.data(), 2}), window),
                 DataError);
    EXPECT_THROW(mean_square_bandwidth(incident_places(x, y), {}), DataError);
    EXPECT_TRUE(std::isfinite(mean_square_bandwidth(incident_places(x, y), window).sigma_m));
}

class StageRecord final : public Progress {
public:
    void begin(std::string_view, std::uint64_t total, std::string_view) override
    {
        ++begun;
        left = total;
    }
    void advance(std::uint64_t steps) override
    {
        left -= steps;
        reports += steps > 0 ? 1U : 0U;
    }
    void end() override { ++ended; }
    void warn(std::string_view) override {}

    std::size_t begun = 0;
    std::size_t ended = 0;
    std::size_t reports = 0;
    std::uint64_t left = 0;
};

TEST(MeanSquareBandwidth, SaysHowFarItIs)
{
    const SampleIncidents sample = clustered_incidents(500, 0, 45);
    for (const int threads : {1, 3}) {
        StageRecord record;
        BandwidthSearchOptions options;
        options.threads = threads;
        options.progress = &record;
        (void)mean_square_bandwidth(sample.places(), sample_window(8000, 6000), options);
        EXPECT_EQ(record.begun, 1U);
        EXPECT_EQ(record.ended, 1U);
        EXPECT_EQ(record.left, 0U);
        if (threads == 1) {
            EXPECT_GE(record.reports, 50U);
        }
    }
}

TEST(MeanSquareBandwidth, RefusesTooManyPairsBeforeAStageBegins)
{
    std::vector<double> x;
    std::vector<double> y;
    for (int i = 0; i < 70'225; ++i) {
        x.push_back(kSampleWest + 1000 + 0.5 * (i % 265));
        y.push_back(kSampleSouth + 1000 + 0.5 * (i / 265));
    }
    StageRecord record;
    BandwidthSearchOptions options;
    options.progress = &record;
    EXPECT_THROW(mean_square_bandwidth(incident_places(x, y), sample_window(8000, 6000), options),
                 DataError);
    EXPECT_EQ(record.begun, 0U);
    EXPECT_EQ(record.ended, 0U);
}

TEST(MeanSquareBandwidth, TheSameForEveryNumberOfThreads)
{
    const SampleIncidents sample = clustered_incidents(3000, 0.1, 44);
    const ProjectedMultiPolygon window = sample_window(8000, 6000);
    const auto one = mean_square_criterion(sample.places(), window, 1).value;
    EXPECT_EQ(one, mean_square_criterion(sample.places(), window, 2).value);
    EXPECT_EQ(one, mean_square_criterion(sample.places(), window, 5).value);
}

}  // namespace
}  // namespace heatward::density
