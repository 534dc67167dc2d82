#include "bandwidth_search.hpp"

#include <string>

#include <gmock/gmock.h>

#include "bandwidth_samples.hpp"
#include "heatward/core/error.hpp"

namespace heatward::density {
namespace {

using testing::HasSubstr;

constexpr SearchRange kRange{1, 1000};

/// A difference of `first` below 5, −10 from there to 100, and `last` beyond.
double rise_from(double first, double last)
{
    return first_rise(kRange, [=](double sigma_m) {
        return sigma_m < 5 ? first : sigma_m < 100 ? -10 : last;
    });
}

TEST(FirstRise, IsFoundWhateverTheDifferenceWasBefore)
{
    EXPECT_NEAR(rise_from(-1, 3), 100, 0.01);
    EXPECT_NEAR(rise_from(5, 3), 100, 0.01);
    EXPECT_NEAR(rise_from(5, 30), 100, 0.01);
    EXPECT_NEAR(rise_from(0, 30), 100, 0.01);
    EXPECT_NEAR(rise_from(5, 0), 100, 0.01);
}

TEST(FirstRise, IsTheFirstOfTwo)
{
    const double sigma_m = first_rise(kRange, [](double at) {
        return at < 20 ? -2 : at < 60 ? 1 : at < 300 ? -2 : 1;
    });
    EXPECT_NEAR(sigma_m, 20, 0.002);
}

TEST(FirstRise, WithoutACrossingIsTheStepNearestToZero)
{
    const auto far_below = [](double sigma_m) { return -1 - 1 / sigma_m; };
    EXPECT_NEAR(first_rise(kRange, far_below), 1000, 1e-9);
    const auto far_above = [](double sigma_m) { return sigma_m; };
    EXPECT_DOUBLE_EQ(first_rise(kRange, far_above), 1);
    EXPECT_DOUBLE_EQ(rise_from(5, -10), 1);
    // A fall is no rise: of -3 and 5 the first is nearer to 0, at the first step beyond 100.
    EXPECT_NEAR(first_rise(kRange, [](double at) { return at < 100 ? 5 : -3; }), 107.7, 0.1);
}

TEST(WindowArea, TellsNoneFromOneBeyondAllNumbers)
{
    const auto refusal = [](const ProjectedMultiPolygon& window) -> std::string {
        try {
            return std::to_string(window_area_m2(window));
        } catch (const DataError& error) {
            return error.what();
        }
    };
    EXPECT_THAT(refusal({}), HasSubstr("without area"));
    EXPECT_THAT(refusal(sample_window(1e200, 1e200)), HasSubstr("beyond all numbers"));
    EXPECT_THAT(refusal(sample_window(1e200, 1)), HasSubstr("beyond all numbers"));
    EXPECT_NEAR(window_area_m2(sample_window(8000, 6000)), 48e6, 1);
}

}  // namespace
}  // namespace heatward::density
