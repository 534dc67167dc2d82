#include "heatward/density/bandwidth_rules.hpp"

#include <cmath>

#include <gmock/gmock.h>

#include "bandwidth_samples.hpp"
#include "heatward/core/error.hpp"
#include "reference_figures.hpp"

namespace heatward::density {
namespace {

IncidentPlaces places_of(const std::vector<double>& x, const std::vector<double>& y)
{
    return incident_places(x, y);
}

TEST(BandwidthRules, KnownByHand)
{
    // Sample variances: x of {0, 0, 6, 6} is 36/3 = 12, y of {0, 2, 0, 2} is 4/3; n^(−1/6) =
    // 4^(−1/6).
    const IncidentPlaces places = places_of({0, 0, 6, 6}, {0, 2, 0, 2});
    const double shrinkage = std::pow(4, -1.0 / 6);
    EXPECT_NEAR(scott_bandwidth(places).sigma_m, 2 * shrinkage, 1e-12);
    EXPECT_NEAR(silverman_bandwidth(places).sigma_m, std::sqrt(20.0 / 3) * shrinkage, 1e-12);
}

TEST(BandwidthRules, RepeatedPlacesCountAsOftenAsTheyOccur)
{
    const double shrinkage = std::pow(4, -1.0 / 6);
    // x of {0, 0, 0, 4}: mean 1, squares 3 + 9 = 12, variance 4; y the same.
    const IncidentPlaces places = places_of({0, 0, 0, 4}, {0, 0, 0, 4});
    EXPECT_NEAR(scott_bandwidth(places).sigma_m, 2 * shrinkage, 1e-12);
    EXPECT_NEAR(silverman_bandwidth(places).sigma_m, 2 * shrinkage, 1e-12);
}

TEST(BandwidthRules, ScottAgreesWithSpatstat)
{
    const auto reference = reference_figures();
    if (!reference) {
        GTEST_SKIP() << "HEATWARD_SHARED is not set: it names the folder with reference/";
    }
    const IncidentPlaces places = incident_places(reference->x_m, reference->y_m);
    const double expected = reference->figures.at("bandwidth").at("scott_iso");
    EXPECT_NEAR(scott_bandwidth(places).sigma_m / expected, 1, 1e-9);
}

TEST(BandwidthRules, RefuseWhatHasNoSpread)
{
    for (const auto& rule : {scott_bandwidth, silverman_bandwidth}) {
        EXPECT_THROW(rule(places_of({}, {})), DataError);
        EXPECT_THROW(rule(places_of({1}, {2})), DataError);
        EXPECT_THROW(rule(places_of({1, 1, 1}, {2, 2, 2})), DataError);
    }
}

TEST(BandwidthRules, RefuseASpreadBeyondAllNumbers)
{
    for (const auto& rule : {scott_bandwidth, silverman_bandwidth}) {
        for (const double far : {1e160, 1e308}) {
            for (const auto& places :
                 {places_of({far, -far, 3}, {1, 2, 3}), places_of({1, 2, 3}, {far, -far, 3}),
                  places_of({far, -far, 3}, {5, 5, 5})}) {
                try {
                    const double sigma_m = rule(places).sigma_m;
                    FAIL() << "not refused: " << sigma_m;
                } catch (const DataError& error) {
                    EXPECT_THAT(error.what(), testing::HasSubstr("beyond all numbers"));
                }
            }
        }
    }
    EXPECT_THROW(scott_bandwidth(places_of({1e100, -1e100, 3}, {1e100, 2, -1e100})), DataError);
}

TEST(BandwidthRules, OnOneLineAlongAnAxisScottHasNoAnswer)
{
    const IncidentPlaces line = places_of({1, 2, 3}, {5, 5, 5});
    EXPECT_THROW(scott_bandwidth(line), DataError);
    EXPECT_NEAR(silverman_bandwidth(line).sigma_m, std::sqrt(0.5) * std::pow(3, -1.0 / 6), 1e-12);
    const IncidentPlaces slope = places_of({1, 2, 3}, {1, 2, 3});
    EXPECT_NEAR(scott_bandwidth(slope).sigma_m, std::pow(3, -1.0 / 6), 1e-12);
}

}  // namespace
}  // namespace heatward::density
