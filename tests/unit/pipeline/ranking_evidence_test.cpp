#include "heatward/pipeline/ranking_evidence.hpp"

#include <cmath>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include "heatward/disclosure/column_class.hpp"
#include "ranking_evidence_fixture.hpp"

namespace heatward::pipeline {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

double probability(double mean, int k)
{
    return mean > 0 ? std::exp(k * std::log(mean) - mean - std::lgamma(k + 1.0)) : k == 0;
}

/// That a Poisson number is above 0 and not below three others.
double chance_of_top(double own, const std::vector<double>& others)
{
    double chance = 0;
    std::vector<double> at_most;
    for (const double other : others) {
        at_most.push_back(probability(other, 0));
    }
    for (int k = 1; k < 60; ++k) {
        double none_above = 1;
        for (std::size_t i = 0; i < others.size(); ++i) {
            at_most[i] += probability(others[i], k);
            none_above *= at_most[i];
        }
        chance += probability(own, k) * none_above;
    }
    return chance;
}

TEST_F(RankingEvidenceTest, RanksHaveTheirIntervalsAndShares)
{
    build(text_with(""), "out");
    const FeatureTable wards = open("out").area_sets.at(1);
    ASSERT_THAT(column(wards, "robbery_count"), ElementsAre(6, 2, 0, 1));
    const auto shares = column(wards, "robbery_top_share");
    const double slack = 4 * std::sqrt(0.25 / 1000);
    EXPECT_NEAR(shares[0], chance_of_top(6, {2, 1}), slack);
    EXPECT_NEAR(shares[1], chance_of_top(2, {6, 1}), slack);
    EXPECT_NEAR(shares[3], chance_of_top(1, {6, 2}), slack);
    EXPECT_EQ(shares[2], 0);
    EXPECT_EQ(real(wards, 0, "robbery_rank_low"), 1);
    EXPECT_EQ(real(wards, 0, "robbery_rank_high"), 2);
    EXPECT_TRUE(std::isnan(real(wards, 2, "robbery_rank_low")));
    EXPECT_TRUE(std::isnan(real(wards, 2, "robbery_rank_high")));
    EXPECT_THAT(texts(wards, "robbery_top_stability"), ElementsAre("fragile", "fragile", "", ""));
    EXPECT_THAT(texts(wards, "robbery_top_by"),
                ElementsAre("count; rate; harm; eb_rate", "", "", ""));
}

TEST_F(RankingEvidenceTest, HarmRateIsAnnualHarmOfResidents)
{
    build(text_with(""), "out");
    const FeatureTable wards = open("out").area_sets.at(1);
    const auto rates = column(wards, "robbery_harm_per_1000");
    // Two months are a sixth of a year: 6 · 365 / 5000 · 6 · 1000.
    EXPECT_NEAR(rates[0], 6 * 365.0 / 5000 * 6 * 1000, 1e-9);
    EXPECT_EQ(rates[2], 0);
    EXPECT_NEAR(rates[3], 365.0 / 2000 * 6 * 1000, 1e-9);
}

TEST_F(RankingEvidenceTest, HarmRateDividesEachSourceByItsOwnYears)
{
    m_county.write_street_file("r/2025-01-force-street.csv",
                               {SmallCounty::row_at(1000, 1000), SmallCounty::row_at(1000, 1000)});
    std::string text = text_with("sources = [\"police\", \"other\"]\ncombine = \"sum\"");
    replace(text, "[[layers]]",
            "[[sources]]\nid = \"other\"\npath = \"r\"\nformat = \"police.uk\"\n[[layers]]");
    build(text, "out");
    const FeatureTable wards = open("out").area_sets.at(1);
    EXPECT_NEAR(real(wards, 0, "robbery_harm_per_1000"), 365.0 * (6 * 6 + 2 * 12) / 5000 * 1000,
                1e-9);
}

TEST_F(RankingEvidenceTest, WithoutResidentsOrHarmThereIsNoHarmRate)
{
    std::string text = text_with("", "[areas.cells]\ngrid = \"square\"\nsize = 1000\n");
    build(text, "cells");
    for (const double rate : column(open("cells").area_sets.back(), "robbery_harm_per_1000")) {
        EXPECT_TRUE(std::isnan(rate));
    }
    replace(text, "harm = 365", "");
    build(text, "harmless");
    const FeatureTable wards = open("harmless").area_sets.at(1);
    EXPECT_TRUE(std::isnan(real(wards, 0, "robbery_harm_per_1000")));
    EXPECT_EQ(wards.text(0, "robbery_top_by"), "count; rate; eb_rate");
    EXPECT_TRUE(open("harmless")
                    .report->at("layers")
                    .at(0)
                    .at("concentration")
                    .at("wards")
                    .at(0)
                    .at("share_of_harm")
                    .is_null());
}

TEST_F(RankingEvidenceTest, ASecondDefinitionSaysWhoEntersAndLeaves)
{
    build(text_with("second_categories = [\"weapons\"]"), "out");
    const auto run = open("out");
    const FeatureTable& wards = run.area_sets.at(1);
    EXPECT_THAT(column(wards, "robbery_second_count"), ElementsAre(0, 4, 0, 0));
    EXPECT_THAT(column(wards, "robbery_second_rank"), ElementsAre(2, 1, 2, 2));
    const nlohmann::json& second = run.report->at("layers").at(0).at("second_definition");
    EXPECT_EQ(second.at("categories"), (nlohmann::json{"weapons"}));
    const nlohmann::json changes = second.at("sets").at("wards");
    EXPECT_EQ(changes.at("top"), 1);
    EXPECT_EQ(changes.at("entering"), 1);
    EXPECT_EQ(changes.at("leaving"), 1);
    EXPECT_EQ(changes.at("enter").at(0).at("code"), "w2");
    EXPECT_EQ(changes.at("leave").at(0).at("name"), "Name of w1");
    build(text_with(""), "plain");
    EXPECT_FALSE(open("plain").area_sets.at(1).find_column("robbery_second_count"));
    EXPECT_FALSE(open("plain").report->at("layers").at(0).contains("second_definition"));
}

TEST_F(RankingEvidenceTest, ASecondDefinitionOfAHarmLayerRanksByHarm)
{
    build(text_with("weight = \"harm\"\nsecond_categories = [\"robbery\", \"weapons\"]"), "out");
    const FeatureTable wards = open("out").area_sets.at(1);
    // w1: 6 · 365, w2: 2 · 365 + 4 · 10, though both have six.
    EXPECT_THAT(column(wards, "robbery_second_count"), ElementsAre(6, 6, 0, 1));
    EXPECT_THAT(column(wards, "robbery_second_rank"), ElementsAre(1, 2, 4, 3));
}

TEST_F(RankingEvidenceTest, ConcentrationIsMeasuredInPlacesChosenBefore)
{
    build(text_with(""), "out");
    const nlohmann::json layer = open("out").report->at("layers").at(0);
    EXPECT_EQ(layer.at("concentration_before").at("months").at("police"),
              (nlohmann::json{"2024-11", "2024-12"}));
    const nlohmann::json row = layer.at("concentration").at("wards").at(2);
    // 5 % of 16 km² is a fifth of w1, which holds six of nine; before, w2 was the densest.
    EXPECT_EQ(row.at("share_of_area"), 0.05);
    EXPECT_EQ(row.at("areas"), 1);
    EXPECT_NEAR(row.at("share_of_incidents").get<double>(), 0.2 * 6 / 9, 1e-12);
    EXPECT_NEAR(row.at("share_of_harm").get<double>(), 0.2 * 6 / 9, 1e-12);
    EXPECT_NEAR(row.at("pai").get<double>(), 0.2 * 6 / 9 / 0.05, 1e-12);
    EXPECT_NEAR(row.at("share_of_incidents_before").get<double>(), 0.2 * 2 / 9, 1e-12);
    EXPECT_NEAR(row.at("pai_before").get<double>(), 0.2 * 2 / 9 / 0.05, 1e-12);
    EXPECT_NEAR(row.at("pei_before").get<double>(), 2.0 / 6, 1e-12);
    EXPECT_FALSE(row.contains("before_reason"));
}

TEST_F(RankingEvidenceTest, WithoutMonthsBeforeThereIsAReason)
{
    build(text_with("", "", "2024-10/2025-02"), "first");
    const nlohmann::json layer = open("first").report->at("layers").at(0);
    const nlohmann::json row = layer.at("concentration").at("wards").at(0);
    EXPECT_TRUE(row.at("pai_before").is_null());
    EXPECT_TRUE(row.at("pei_before").is_null());
    EXPECT_THAT(row.at("before_reason").get<std::string>(), HasSubstr("supplied a month before"));
    EXPECT_FALSE(row.at("pai").is_null());
    // Fewer months before than in the period: as many as there are.
    build(text_with("", "", "2024-12/2025-02"), "few");
    EXPECT_EQ(
        open("few").report->at("layers").at(0).at("concentration_before").at("months").at("police"),
        (nlohmann::json{"2024-10", "2024-11"}));
}

TEST_F(RankingEvidenceTest, ALayerWithoutIncidentsHasNoTopAndNoShares)
{
    write_month("2025-01", {});
    write_month("2025-02", {});
    build(text_with("second_categories = [\"weapons\"]",
                    "[areas.cells]\ngrid = \"hexagon\"\nsize = 500\n"),
          "none");
    const auto run = open("none");
    const FeatureTable& wards = run.area_sets.at(1);
    EXPECT_THAT(column(wards, "robbery_top_share"), ElementsAre(0, 0, 0, 0));
    EXPECT_THAT(texts(wards, "robbery_top_by"), ElementsAre("", "", "", ""));
    const nlohmann::json& layer = run.report->at("layers").at(0);
    EXPECT_THAT(layer.at("ranking").at("sets").at("wards").at("areas"), IsEmpty());
    EXPECT_TRUE(layer.at("concentration").at("wards").at(0).at("share_of_incidents").is_null());
    EXPECT_TRUE(layer.at("grid_origins").at("cells").at("median_share").is_null());
    EXPECT_EQ(layer.at("second_definition").at("sets").at("wards").at("entering"), 0);
}

TEST_F(RankingEvidenceTest, FewerAreasThanTheTopAreAllInIt)
{
    std::string text = text_with("");
    replace(text, "top = 1", "top = 50");
    build(text, "out");
    const auto run = open("out");
    EXPECT_THAT(texts(run.area_sets.at(1), "robbery_top_by"),
                ElementsAre("count; rate; harm; eb_rate", "count; rate; harm; eb_rate", "eb_rate",
                            "count; rate; harm; eb_rate"));
    const nlohmann::json& ranking =
        run.report->at("layers").at(0).at("ranking").at("sets").at("wards");
    EXPECT_EQ(ranking.at("in_top"), 3);
    EXPECT_EQ(ranking.at("areas").at(1).at("code"), "w2");
}

TEST_F(RankingEvidenceTest, CellsOnTopAreJudgedByOtherGrids)
{
    build(text_with("", "[areas.cells]\ngrid = \"square\"\nsize = 1000\n"), "out");
    const auto run = open("out");
    const FeatureTable& cells = run.area_sets.back();
    const auto counts = column(cells, "robbery_count");
    const auto shares = column(cells, "robbery_top_origins_share");
    std::size_t judged = 0;
    double largest = 0;
    for (std::size_t i = 0; i < counts.size(); ++i) {
        EXPECT_EQ(std::isnan(shares[i]), counts[i] == 0) << i;
        judged += counts[i] > 0 ? std::size_t{1} : std::size_t{0};
        largest = counts[i] == 6 ? shares[i] : largest;
    }
    EXPECT_GE(judged, 3U);
    const nlohmann::json origins = run.report->at("layers").at(0).at("grid_origins").at("cells");
    EXPECT_EQ(origins.at("lattices"), 21);
    EXPECT_EQ(origins.at("top_cells"), 1);
    EXPECT_EQ(origins.at("cells"), 1);
    EXPECT_EQ(origins.at("median_share"), largest);
    EXPECT_EQ(origins.at("stable"), largest >= 0.8 ? 1 : 0);
    EXPECT_FALSE(run.area_sets.at(1).find_column("robbery_top_origins_share"));
}

TEST_F(RankingEvidenceTest, EveryColumnHasAClass)
{
    build(text_with("second_categories = [\"weapons\"]",
                    "[areas.cells]\ngrid = \"square\"\nsize = 1000\n"),
          "out");
    for (const FeatureTable& table : open("out").area_sets) {
        for (const Column& known : table.columns) {
            // Of kinds that are not the layer's own.
            const bool is_second = known.name.find("_second_") != std::string::npos;
            EXPECT_EQ(disclosure::lowest_tier_of_area_column(known.name, "robbery", Tier::public_),
                      is_second ? Tier::analyst : Tier::public_)
                << known.name;
        }
    }
}

TEST_F(RankingEvidenceTest, ThreadsHaveNoInfluence)
{
    const std::string text = text_with("second_categories = [\"weapons\"]",
                                       "[areas.cells]\ngrid = \"hexagon\"\nsize = 200\n");
    const std::string id = build(text, "one", 1);
    EXPECT_EQ(build(text, "four", 4), id);
    EXPECT_EQ(tree("one", id), tree("four", id));
}

TEST_F(RankingEvidenceTest, NeighboursFollowTheProjectsRule)
{
    const auto islands = [&](const std::string& rule, const std::string& output) {
        std::string text = text_with("");
        replace(text, "[areas.wards]", "[areas.wards]\n" + rule);
        build(text, output);
        return open(output).report->at("area_sets").at(1);
    };
    const nlohmann::json queen = islands("", "queen");
    EXPECT_EQ(queen.at("neighbours"), "queen");
    EXPECT_EQ(queen.at("islands"), 0);
    EXPECT_EQ(queen.at("areas"), 4);
    EXPECT_EQ(queen.at("parent"), "districts");
    EXPECT_EQ(islands("neighbours = \"rook\"", "rook").at("neighbours"), "rook");
    const nlohmann::json near = islands("neighbours = { distance = 1999 }", "near");
    EXPECT_EQ(near.at("neighbours"), (nlohmann::json{{"distance_m", 1999}}));
    EXPECT_EQ(near.at("islands"), 4);
    EXPECT_EQ(islands("neighbours = { distance = 2001 }", "far").at("islands"), 0);
    const auto moran = [&](const std::string& output) {
        return column(open(output).area_sets.at(1), "robbery_local_moran_i");
    };
    // Without the diagonal w1 has w2 and w3 alone.
    EXPECT_NE(moran("queen")[0], moran("rook")[0]);
    EXPECT_EQ(moran("far"), moran("rook"));
    for (const double i : moran("near")) {
        EXPECT_TRUE(std::isnan(i));
    }
}

}  // namespace
}  // namespace heatward::pipeline
