#include "heatward/pipeline/bandwidth_choice.hpp"

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include "heatward/core/error.hpp"
#include "support/temporary_folder.hpp"

namespace heatward::pipeline {
namespace {

using ::testing::HasSubstr;

/// R's bw.* for Cambridge's robberies and weapons, with the district as window.
TEST(BandwidthChoice, SelectorsAgreeWithSpatstat)
{
    const char* const shared = std::getenv("HEATWARD_SHARED");
    if (shared == nullptr) {
        GTEST_SKIP() << "HEATWARD_SHARED is not set: it names the folder with reference/";
    }
    const std::string folder = std::string(shared) + "/reference/";
    std::ifstream json(folder + "reference.json");
    const nlohmann::json figures = nlohmann::json::parse(json);
    const nlohmann::json& expected = figures.at("bandwidth");
    BandwidthChoiceOptions options;
    options.input = folder + "cases.csv";
    options.window = folder + "window.gpkg";
    options.crs = "EPSG:27700";
    SilentProgress progress;
    const BandwidthChoice choice = choose_bandwidths(options, progress);
    EXPECT_EQ(choice.incidents, 364U);
    EXPECT_FALSE(choice.is_hull);
    EXPECT_NEAR(choice.window_area_m2 / figures.at("window_area_m2").get<double>(), 1, 1e-6);
    const auto sigma_m = [&](density::BandwidthSelector selector) {
        return choice.answers.at(static_cast<std::size_t>(selector)).selected->sigma_m;
    };
    using density::BandwidthSelector;
    EXPECT_NEAR(sigma_m(BandwidthSelector::scott) / expected.at("scott_iso").get<double>(), 1,
                1e-3);
    EXPECT_NEAR(sigma_m(BandwidthSelector::ppl) / expected.at("ppl").get<double>(), 1, 0.05);
    EXPECT_NEAR(sigma_m(BandwidthSelector::cvl) / expected.at("cvl").get<double>(), 1, 0.05);
    // Both collapse to the first step of the same search.
    EXPECT_NEAR(sigma_m(BandwidthSelector::diggle) / expected.at("diggle").get<double>(), 1, 1e-6);
    EXPECT_THAT(choice.answers.back().selected->note, HasSubstr("degenerate"));
}

class BandwidthChoiceTest : public testing::Test {
protected:
    BandwidthChoice choose(const std::string& rows)
    {
        BandwidthChoiceOptions options;
        options.input = (std::filesystem::path(m_folder.path()) / "points.csv").string();
        std::ofstream(options.input) << "x,y\n" << rows;
        SilentProgress progress;
        return choose_bandwidths(options, progress);
    }

    test::TemporaryFolder m_folder;
};

TEST_F(BandwidthChoiceTest, WithoutAWindowTheHullIsTaken)
{
    const BandwidthChoice choice =
        choose("0,0\n1000,0\n1000,1000\n0,1000\n500,500\n520,480\n500,500\n");
    EXPECT_TRUE(choice.is_hull);
    EXPECT_DOUBLE_EQ(choice.window_area_m2, 1e6);
    EXPECT_EQ(choice.incidents, 7U);
    EXPECT_EQ(choice.places, 6U);
    EXPECT_NEAR(choice.repeated_share, 2.0 / 7, 1e-12);
    ASSERT_EQ(choice.answers.size(), 5U);
    for (const SelectorAnswer& answer : choice.answers) {
        ASSERT_TRUE(answer.selected) << answer.failure;
        EXPECT_GT(answer.selected->sigma_m, 0);
        EXPECT_TRUE(std::isfinite(answer.selected->sigma_m));
    }
}

TEST_F(BandwidthChoiceTest, OnALineTheRulesAnswerAndTheOthersSayWhyNot)
{
    const BandwidthChoice choice = choose("0,0\n100,100\n200,200\n400,400\n");
    EXPECT_TRUE(choice.answers.at(0).selected);
    EXPECT_TRUE(choice.answers.at(1).selected);
    for (std::size_t k = 2; k < 5; ++k) {
        EXPECT_FALSE(choice.answers.at(k).selected);
        EXPECT_THAT(choice.answers.at(k).failure, HasSubstr("window without area"));
    }
}

TEST_F(BandwidthChoiceTest, TooLittleIsRefusedWithTheFilesName)
{
    for (const char* const rows : {"1,2\n", "1,2\n1,2\n1,2\n"}) {
        try {
            choose(rows);
            FAIL() << rows;
        } catch (const DataError& error) {
            EXPECT_THAT(error.what(), HasSubstr("points.csv"));
        }
    }
}

}  // namespace
}  // namespace heatward::pipeline
