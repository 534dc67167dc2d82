#include <algorithm>
#include <cmath>
#include <random>

#include <gmock/gmock.h>

#include "heatward/maps/density_layer.hpp"
#include "heatward/pipeline/area_cells.hpp"
#include "heatward/pipeline/ranking_evidence.hpp"
#include "heatward/stats/rank.hpp"
#include "over_time_fixture.hpp"

namespace heatward::pipeline {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;

/// Counts that are put into a line of areas, or of cells of a grid, by hand.
class RankingColumnsTest : public OverTimeTest {
protected:
    RankingColumnsTest()
    {
        m_supply[0].periods = {{2025, 1}};
        set_period("2025-01");
        m_project.areas.resize(1);
        m_project.areas[0].id = "wards";
    }

    void add_counts(const std::vector<std::size_t>& counts)
    {
        for (std::size_t area = 0; area < counts.size(); ++area) {
            add({2025, 1}, counts[area], area);
        }
    }

    /// `groups`: how many cells hold how many incidents each.
    void add_cells(const std::vector<std::pair<std::size_t, std::size_t>>& groups)
    {
        std::size_t cell = 0;
        for (const auto& [cells, count] : groups) {
            for (std::size_t i = 0; i < cells; ++i) {
                add({2025, 1}, count, cell++);
            }
        }
    }

    /// A thousand cells of 1 km, so that ten are on top.
    OriginStability origins()
    {
        m_project.areas[0].grid = project::CellGrid{project::CellShape::square, 1000};
        describe(1000);
        return m_evidence.origins.value();
    }

    void describe(std::size_t count)
    {
        const AreaSetData set = areas(count);
        const AreaMembership membership(set, m_incidents);
        const LayerAnalysis layer = analysis();
        std::vector<double> counts(count, 0);
        for (const std::uint32_t i : layer.rows) {
            ++counts[membership.area_of(i)];
        }
        m_table = area_table(set);
        std::vector<AttributeValue> cells(count);
        for (const char* name : {"rate_per_1000", "harm", "eb_rate_per_1000"}) {
            m_table.add_column({std::string("robbery_") + name, ColumnType::real}, cells);
        }
        std::copy(counts.begin(), counts.end(), cells.begin());
        m_table.add_column({"robbery_count", ColumnType::real}, cells);
        const auto ranks = stats::competition_ranks(counts);
        std::transform(ranks.begin(), ranks.end(), cells.begin(),
                       [](std::uint32_t rank) { return AttributeValue{std::int64_t{rank}}; });
        m_table.add_column({"robbery_rank", ColumnType::integer}, cells);
        const AreaCells own(input(), maps::layer_filter(m_project, *layer.layer), count,
                            membership);
        m_evidence = add_ranking_evidence(input(), layer, set, membership, own, m_table);
    }

    /// The rank lies in its interval where there is anything to rank by.
    void expect_rank_in_interval(const std::vector<std::size_t>& counts) const
    {
        for (std::size_t area = 0; area < counts.size(); ++area) {
            const double low = real(m_table, area, "robbery_rank_low");
            const double high = real(m_table, area, "robbery_rank_high");
            if (counts[area] == 0) {
                EXPECT_TRUE(std::isnan(low) && std::isnan(high)) << area;
                continue;
            }
            EXPECT_LE(low, real(m_table, area, "robbery_rank")) << area;
            EXPECT_GE(high, real(m_table, area, "robbery_rank")) << area;
        }
        for (const RankedArea& area : m_evidence.ranking.top) {
            EXPECT_LE(area.rank_low, area.rank);
            EXPECT_GE(area.rank_high, area.rank);
        }
    }

    FeatureTable m_table;
    RankingEvidence m_evidence;
};

TEST_F(RankingColumnsTest, TiesShareARankThatLiesInTheInterval)
{
    std::vector<std::size_t> counts(60, 20);
    counts.resize(73, 0);
    add_counts(counts);
    describe(counts.size());
    expect_rank_in_interval(counts);
    EXPECT_EQ(real(m_table, 0, "robbery_rank_low"), 1);
    EXPECT_GT(real(m_table, 0, "robbery_rank_high"), 50);
}

TEST_F(RankingColumnsTest, EveryRankLiesInItsInterval)
{
    std::mt19937 engine(31);
    for (int round = 0; round < 8; ++round) {
        m_incidents = {};
        // Of small means many tie, and many have none.
        std::poisson_distribution<std::size_t> count(0.5 + round);
        std::vector<std::size_t> counts(40);
        std::generate(counts.begin(), counts.end(), [&] { return count(engine); });
        add_counts(counts);
        describe(counts.size());
        expect_rank_in_interval(counts);
    }
}

TEST_F(RankingColumnsTest, PlacesBeforeAreChosenByIncidentsKnownAsFinelyAsThePeriod)
{
    set_period("2025-03-01/2025-03-31");
    m_supply[0].periods = {{2025, 2}, {2025, 3}};
    const auto add_days = [&](const Month& month, std::size_t count, double east) {
        for (std::size_t i = 0; i < count; ++i) {
            add_at(start_of(month), TimePrecision::day, {east, 500});
        }
    };
    add_days({2025, 3}, 4, 500);
    add_days({2025, 3}, 2, 1500);
    add_days({2025, 2}, 3, 1500);
    add({2025, 2}, 10, 0);  // known to the month: the like take no part in March either
    describe(2);
    // 5 % of 2 km² is a tenth of the second area, which holds two of six.
    const ConcentrationRow& row = m_evidence.concentration.at(2);
    EXPECT_NEAR(row.share_before.value(), 0.1 * 2 / 6, 1e-12);
}

TEST_F(RankingColumnsTest, CellsOnTopAreThePromisedShare)
{
    add_cells({{10, 5}, {20, 1}});
    const OriginStability found = origins();
    EXPECT_THAT(found.reason, IsEmpty());
    EXPECT_EQ(found.top, 10U);
    EXPECT_EQ(found.cells, 10U);
    EXPECT_TRUE(found.median);
    EXPECT_FALSE(std::isnan(real(m_table, 29, "robbery_top_origins_share")));
    EXPECT_TRUE(std::isnan(real(m_table, 30, "robbery_top_origins_share")));
}

TEST_F(RankingColumnsTest, AFewTiesMayJoinTheCellsOnTop)
{
    add_cells({{8, 9}, {3, 5}, {20, 1}});
    const OriginStability found = origins();
    EXPECT_THAT(found.reason, IsEmpty());
    EXPECT_EQ(found.cells, 11U);
}

TEST_F(RankingColumnsTest, ManyTiesAreNoTop)
{
    add_cells({{8, 9}, {4, 5}, {20, 1}});
    const OriginStability found = origins();
    EXPECT_THAT(found.reason, HasSubstr("12 cells"));
    EXPECT_THAT(found.reason, HasSubstr("the first 10"));
    EXPECT_EQ(found.cells, 12U);
    EXPECT_FALSE(found.median);
    EXPECT_TRUE(std::isnan(real(m_table, 0, "robbery_top_origins_share")));
}

TEST_F(RankingColumnsTest, BelowATieTheCellsAboveItAreTheTop)
{
    // Of two thousand cells 20 are 1 %: 11 have more than the 300 that are level.
    m_project.areas[0].grid = project::CellGrid{project::CellShape::square, 1000};
    add_cells({{11, 9}, {300, 2}});
    describe(2000);
    const OriginStability found = m_evidence.origins.value();
    EXPECT_THAT(found.reason, IsEmpty());
    EXPECT_EQ(found.one_percent, 20U);
    EXPECT_EQ(found.top, 11U);
    EXPECT_EQ(found.cells, 11U);
    EXPECT_GT(real(m_table, 0, "robbery_top_origins_share"), 0);
    // Likewise above single incidents, though fewer cells hold any than 1 % are.
    for (const std::size_t singles : {40U, 5U}) {
        m_incidents = {};
        add_cells({{12, 3}, {singles, 1}});
        describe(2000);
        EXPECT_EQ(m_evidence.origins.value().top, 12U);
        EXPECT_THAT(m_evidence.origins.value().reason, IsEmpty());
    }
    // Nine are no top: the reason and the figures are those of 1 %.
    m_incidents = {};
    add_cells({{9, 3}, {40, 1}});
    describe(2000);
    EXPECT_EQ(m_evidence.origins.value().top, 20U);
    EXPECT_EQ(m_evidence.origins.value().cells, 49U);
    EXPECT_THAT(m_evidence.origins.value().reason, HasSubstr("the first 20 "));
}

TEST_F(RankingColumnsTest, ASingleIncidentBringsNoCellOnTop)
{
    add_cells({{9, 5}, {1, 1}});
    EXPECT_THAT(origins().reason, HasSubstr("single incident"));
    EXPECT_TRUE(std::isnan(real(m_table, 0, "robbery_top_origins_share")));
    m_incidents = {};
    add_cells({{400, 1}});
    const OriginStability found = origins();
    EXPECT_THAT(found.reason, HasSubstr("single incident"));
    EXPECT_EQ(found.cells, 400U);
}

TEST_F(RankingColumnsTest, FewerCellsThanTheTopAreAllInIt)
{
    add_cells({{4, 3}});
    const OriginStability found = origins();
    EXPECT_THAT(found.reason, IsEmpty());
    EXPECT_EQ(found.cells, 4U);
    EXPECT_TRUE(found.median);
}

}  // namespace
}  // namespace heatward::pipeline
