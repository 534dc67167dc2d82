#include "heatward/stats/poisson_limits.hpp"

#include <cmath>
#include <cstdlib>
#include <fstream>
#include <limits>
#include <string>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "heatward/core/error.hpp"

namespace heatward::stats {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

TEST(PoissonLimits, KnownAnswers)
{
    // Garwood's table.
    EXPECT_EQ(poisson_limits(0).low, 0);
    EXPECT_NEAR(poisson_limits(0).high, 3.688879, 1e-6);
    EXPECT_NEAR(poisson_limits(1).low, 0.025318, 1e-6);
    EXPECT_NEAR(poisson_limits(1).high, 5.571643, 1e-6);
    EXPECT_NEAR(poisson_limits(10).low, 4.795389, 1e-6);
    EXPECT_NEAR(poisson_limits(10).high, 18.390356, 1e-6);
    EXPECT_NEAR(poisson_limits(0, 0.9).high, -std::log(0.05), 1e-12);
}

/// P(N ≤ n) of a Poisson count of the given mean.
double cumulative(int n, double mean)
{
    double term = std::exp(-mean);
    double sum = term;
    for (int k = 1; k <= n; ++k) {
        term *= mean / k;
        sum += term;
    }
    return sum;
}

TEST(PoissonLimits, LeaveTheTailsTheyShould)
{
    for (int n = 1; n < 200; n += 7) {
        const CountLimits limits = poisson_limits(static_cast<std::uint64_t>(n));
        EXPECT_NEAR(cumulative(n, limits.high), 0.025, 1e-11);
        EXPECT_NEAR(1 - cumulative(n - 1, limits.low), 0.025, 1e-11);
    }
}

/// The share of counts whose limits hold the mean they come from, summed over all counts that
/// matter: never below 95 %, whatever the mean.
TEST(PoissonLimits, HoldTheTrueMeanAtLeastAsOftenAsTheySay)
{
    for (double mean = 0.05; mean < 120; mean *= 1.13) {
        double term = std::exp(-mean);
        double covered = 0;
        for (int n = 0; n < 400; ++n) {
            const CountLimits limits = poisson_limits(static_cast<std::uint64_t>(n));
            covered += limits.low <= mean && mean <= limits.high ? term : 0;
            term *= mean / (n + 1);
        }
        EXPECT_GE(covered, 0.95 - 1e-9) << mean;
        EXPECT_LE(covered, 1 + 1e-9) << mean;
    }
}

TEST(PoissonLimits, LargeCountsNearTheNormalLimits)
{
    const CountLimits limits = poisson_limits(1'000'000);
    EXPECT_NEAR(limits.low, 1e6 - 1.959964 * 1e3, 3);
    EXPECT_NEAR(limits.high, 1e6 + 1.959964 * 1e3, 3);
}

TEST(PoissonLimits, RefuseAnImpossibleConfidence)
{
    EXPECT_THROW(poisson_limits(1, 0), DataError);
    EXPECT_THROW(poisson_limits(1, 1), DataError);
    EXPECT_THROW(poisson_limits(1, kNaN), DataError);
}

TEST(PoissonLimits, AgreeWithR)
{
    const char* const shared = std::getenv("HEATWARD_SHARED");
    if (shared == nullptr) {
        GTEST_SKIP() << "HEATWARD_SHARED is not set: it names the folder with reference/";
    }
    std::ifstream file(std::string(shared) + "/reference/reference.json");
    const nlohmann::json wards = nlohmann::json::parse(file).at("wards");
    const auto& counts = wards.at("count");
    ASSERT_EQ(counts.size(), 120U);
    for (std::size_t i = 0; i < counts.size(); ++i) {
        const CountLimits limits = poisson_limits(counts[i].get<std::uint64_t>());
        EXPECT_NEAR(limits.low, wards.at("poisson_exact_95_low")[i].get<double>(), 1e-6);
        EXPECT_NEAR(limits.high, wards.at("poisson_exact_95_high")[i].get<double>(), 1e-6);
    }
}

}  // namespace
}  // namespace heatward::stats
