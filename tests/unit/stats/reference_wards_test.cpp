// The statistics of areas against R (spdep), for all wards of the reference.

#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "heatward/stats/empirical_bayes.hpp"
#include "heatward/stats/false_discovery.hpp"
#include "heatward/stats/global_moran.hpp"
#include "heatward/stats/local_statistics.hpp"
#include "heatward/stats/poisson_limits.hpp"
#include "heatward/stats/rate.hpp"

namespace heatward::stats {
namespace {

class ReferenceWards : public testing::Test {
protected:
    void SetUp() override
    {
        const char* shared = std::getenv("HEATWARD_SHARED");
        if (shared == nullptr) {
            GTEST_SKIP() << "HEATWARD_SHARED is not set";
        }
        std::ifstream file(std::filesystem::path(shared) / "reference" / "reference.json");
        wards = nlohmann::json::parse(file).at("wards");
        counts = wards.at("count").get<std::vector<std::uint64_t>>();
        population = wards.at("population").get<std::vector<double>>();
        rate = column("rate_per_1000");
        const auto codes = wards.at("code").get<std::vector<std::string>>();
        std::map<std::string, std::uint32_t> index;
        for (std::uint32_t i = 0; i < codes.size(); ++i) {
            index[codes[i]] = i;
        }
        std::vector<std::pair<std::uint32_t, std::uint32_t>> pairs;
        for (std::uint32_t i = 0; i < codes.size(); ++i) {
            for (const auto& neighbour : wards.at("neighbours").at(i)) {
                pairs.emplace_back(i, index.at(neighbour.get<std::string>()));
            }
        }
        neighbours = Neighbours(codes.size(), std::move(pairs));
    }

    [[nodiscard]] std::vector<double> column(const char* name) const
    {
        return wards.at(name).get<std::vector<double>>();
    }

    void expect_near(const std::vector<double>& ours, const char* theirs, double tolerance) const
    {
        const auto expected = column(theirs);
        ASSERT_EQ(ours.size(), expected.size());
        for (std::size_t i = 0; i < ours.size(); ++i) {
            EXPECT_NEAR(ours[i], expected[i], tolerance) << theirs << " of ward " << i;
        }
    }

    nlohmann::json wards;
    std::vector<std::uint64_t> counts;
    std::vector<double> population;
    std::vector<double> rate;
    Neighbours neighbours;
};

TEST_F(ReferenceWards, RatesAndTheirLimits)
{
    std::vector<double> rates;
    std::vector<double> low;
    std::vector<double> high;
    for (std::size_t i = 0; i < counts.size(); ++i) {
        rates.push_back(annual_rate_per_1000(counts[i], 1, population[i])->per_1000);
        low.push_back(poisson_limits(counts[i]).low);
        high.push_back(poisson_limits(counts[i]).high);
    }
    expect_near(rates, "rate_per_1000", 1e-6);
    expect_near(low, "poisson_exact_95_low", 1e-6);
    expect_near(high, "poisson_exact_95_high", 1e-6);
}

TEST_F(ReferenceWards, EmpiricalBayesRates)
{
    std::vector<AreaExposure> areas;
    for (std::size_t i = 0; i < counts.size(); ++i) {
        areas.push_back({static_cast<double>(counts[i]), population[i] / 1000});
    }
    expect_near(empirical_bayes_rates(areas), "eb_rate_per_1000", 1e-6);
}

TEST_F(ReferenceWards, GlobalMoran)
{
    const auto moran = global_moran(rate, neighbours);
    ASSERT_TRUE(moran);
    EXPECT_NEAR(moran->i, wards.at("moran_i").get<double>(), 1e-8);
    EXPECT_NEAR(moran->expectation, wards.at("moran_expectation").get<double>(), 1e-10);
    EXPECT_NEAR(moran->variance, wards.at("moran_variance").get<double>(), 1e-10);
    EXPECT_NEAR(moran->z, wards.at("moran_z").get<double>(), 1e-6);
    EXPECT_EQ(moran->p_permutation, 0.002) << "none of 999 deals comes near";
}

TEST_F(ReferenceWards, LocalMoranAndGiStar)
{
    const LocalStatistics local = local_statistics(rate, neighbours);
    expect_near(local.moran.i, "local_moran_i", 1e-6);
    expect_near(local.moran.z, "local_moran_z", 1e-6);
    expect_near(local.moran.p, "local_moran_p", 1e-6);
    expect_near(local.gi_star.z, "gi_star_z_binary", 1e-6);
    expect_near(local.gi_star.p_adjusted, "gi_star_p_bh", 1e-6);
}

}  // namespace
}  // namespace heatward::stats
