#include "gaussian_sums.hpp"

#include <algorithm>
#include <numeric>

#include <gtest/gtest.h>

#include "bandwidth_samples.hpp"
#include "heatward/density/kernel_shape.hpp"
#include "heatward/density/study_area_mass.hpp"
#include "window_mass.hpp"

namespace heatward::density {
namespace {

struct SumCase {
    double sigma_m;
    SumMethod method;
    double tolerance;  ///< relative
};

class GaussianSums : public testing::TestWithParam<SumCase> {};

/// Against every pair in long double, with clusters, repeats, and places far from all others.
TEST_P(GaussianSums, AgreeWithEveryPair)
{
    const auto [sigma_m, method, tolerance] = GetParam();
    const IncidentPlaces places = clustered_incidents(1500, 0.3, 5).places();
    std::vector<double> weight;
    for (std::size_t i = 0; i < places.size(); ++i) {
        weight.push_back(places.count[i] * (1 + 0.1 * static_cast<double>(i % 7)));
    }
    const std::vector<double> sums = gaussian_sums_of_others(places, weight, sigma_m, 2, method);
    ASSERT_EQ(sums.size(), places.size());
    // What lies beyond 8σ may be left out.
    const double cut = 1e-13 * kernel_peak(Kernel::gaussian, sigma_m) *
                       std::accumulate(weight.begin(), weight.end(), 0.0);
    for (std::size_t i = 0; i < places.size(); ++i) {
        long double expected = 0;
        for (std::size_t j = 0; j < places.size(); ++j) {
            const long double dx = static_cast<long double>(places.x_m[i]) - places.x_m[j];
            const long double dy = static_cast<long double>(places.y_m[i]) - places.y_m[j];
            expected += j == i ? 0 : weight[j] * exact_gaussian(dx * dx + dy * dy, sigma_m);
        }
        const auto value = static_cast<double>(expected);
        EXPECT_NEAR(sums[i], value, tolerance * value + cut) << i;
    }
}

INSTANTIATE_TEST_SUITE_P(
    Bandwidths, GaussianSums,
    testing::Values(SumCase{3, SumMethod::direct, 1e-12}, SumCase{40, SumMethod::direct, 1e-12},
                    SumCase{900, SumMethod::direct, 1e-12}, SumCase{20, SumMethod::lattice, 1e-7},
                    SumCase{75, SumMethod::lattice, 1e-7}, SumCase{400, SumMethod::lattice, 1e-7},
                    SumCase{5000, SumMethod::lattice, 1e-7},
                    SumCase{150, SumMethod::automatic, 1e-7}));

TEST(GaussianSumsOfOthers, TheSameToTheBitForEveryNumberOfThreads)
{
    const IncidentPlaces places = clustered_incidents(4000, 0.2, 6).places();
    const std::vector<double> weight(places.count.begin(), places.count.end());
    for (const SumMethod method : {SumMethod::direct, SumMethod::lattice}) {
        const auto one = gaussian_sums_of_others(places, weight, 60, 1, method);
        EXPECT_EQ(one, gaussian_sums_of_others(places, weight, 60, 2, method));
        EXPECT_EQ(one, gaussian_sums_of_others(places, weight, 60, 5, method));
    }
}

/// A star of 400 vertices with a hole, so that edges of all directions are in reach.
ProjectedMultiPolygon ragged_window()
{
    Ring<ProjectedPoint> star;
    for (int k = 0; k < 400; ++k) {
        const double angle = k * 2 * std::acos(-1.0) / 400;
        const double radius = 3000 + 250 * std::sin(7 * angle) + (k % 2 == 0 ? 60 : 0);
        star.push_back({kSampleWest + 4000 + radius * std::cos(angle),
                        kSampleSouth + 3000 + radius * std::sin(angle)});
    }
    const double x = kSampleWest + 4500;
    const double y = kSampleSouth + 3300;
    return {{star, {{{x, y}, {x, y + 800}, {x + 500, y + 800}, {x + 500, y}}}}};
}

TEST(GaussianWindowMass, TheLatticeAgreesWithEveryPlaceOnItsOwn)
{
    const ProjectedMultiPolygon window = ragged_window();
    const SampleIncidents sample = clustered_incidents(800, 0, 7);
    for (const double sigma_m : {30.0, 180.0, 1500.0, 9000.0}) {
        const StudyAreaMass exact(window, Kernel::gaussian, sigma_m);
        const auto masses =
            gaussian_window_mass(sample.x_m, sample.y_m, window, sigma_m, 2, SumMethod::lattice);
        for (std::size_t i = 0; i < sample.size(); ++i) {
            EXPECT_NEAR(masses[i], exact.at({sample.x_m[i], sample.y_m[i]}), 1e-10)
                << sigma_m << " " << i;
        }
    }
}

TEST(GaussianWindowMass, BothWaysAgreeWithTheRectanglesFormula)
{
    const ProjectedMultiPolygon window = sample_window(8000, 6000);
    const SampleIncidents sample = clustered_incidents(300, 0, 8);
    for (const SumMethod method : {SumMethod::direct, SumMethod::lattice}) {
        const auto masses = gaussian_window_mass(sample.x_m, sample.y_m, window, 700, 1, method);
        for (std::size_t i = 0; i < sample.size(); ++i) {
            EXPECT_NEAR(masses[i],
                        static_cast<double>(
                            exact_rectangle_mass(sample.x_m[i], sample.y_m[i], 8000, 6000, 700)),
                        1e-10);
        }
    }
}

}  // namespace
}  // namespace heatward::density
