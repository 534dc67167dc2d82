#include "heatward/stats/independence.hpp"

#include <cmath>
#include <random>

#include <gmock/gmock.h>

namespace heatward::stats {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

TEST(Independence, TwoByTwoByHand)
{
    // Every expected count is 20, so χ² = 4 · 10²/20; with one degree p = erfc(√(χ²/2)).
    const auto test = test_independence(std::vector<GroupCounts>{{"a", 30, 10}, {"b", 10, 30}});
    EXPECT_DOUBLE_EQ(test.chi_squared, 20);
    EXPECT_EQ(test.degrees, 1U);
    EXPECT_NEAR(test.p_value / std::erfc(std::sqrt(10.0)), 1, 1e-12);
    EXPECT_DOUBLE_EQ(test.cramers_v, 0.5);
    EXPECT_EQ(test.pooled_groups, 0U);
    ASSERT_THAT(test.groups, SizeIs(2));
    EXPECT_DOUBLE_EQ(test.groups[0].expected_without, 20);
    EXPECT_DOUBLE_EQ(test.groups[0].residual, -std::sqrt(20.0));
    EXPECT_DOUBLE_EQ(test.groups[1].residual, std::sqrt(20.0));
}

TEST(Independence, PublishedTableOfPartyAndGender)
{
    // Agresti (2007), table 2.5, the example of R's chisq.test: X-squared = 30.07, df = 2,
    // p-value = 2.954e-07; its stdres are 4.502, 0.699 and −5.316.
    const auto test = test_independence(std::vector<GroupCounts>{
        {"democrat", 762, 484}, {"independent", 327, 239}, {"republican", 468, 477}});
    EXPECT_NEAR(test.chi_squared, 30.070149095754672, 1e-10);
    EXPECT_EQ(test.degrees, 2U);
    EXPECT_NEAR(test.p_value, 2.953589183211757e-07, 1e-18);
    EXPECT_NEAR(test.cramers_v, 0.10443580235646777, 1e-13);
    EXPECT_NEAR(test.groups[0].residual, -4.5020535, 1e-6);
    EXPECT_NEAR(test.groups[1].residual, -0.6994517, 1e-6);
    EXPECT_NEAR(test.groups[2].residual, 5.3159455, 1e-6);
}

TEST(Independence, ExactProportionsDoNotDiffer)
{
    const auto test =
        test_independence(std::vector<GroupCounts>{{"a", 90, 10}, {"b", 180, 20}, {"c", 900, 100}});
    EXPECT_NEAR(test.chi_squared, 0, 1e-12);
    EXPECT_NEAR(test.p_value, 1, 1e-9);
    EXPECT_NEAR(test.cramers_v, 0, 1e-7);
}

TEST(Independence, SmallGroupsArePooled)
{
    // A tenth of all is without: groups under 50 rows expect fewer than 5.
    const auto test = test_independence(std::vector<GroupCounts>{
        {"small", 30, 0}, {"large", 540, 60}, {"tiny", 3, 7}, {"other", 327, 33}});
    EXPECT_EQ(test.pooled_groups, 3U);  // 40 rows are still too few: the next smallest joins
    ASSERT_THAT(test.groups, SizeIs(2));
    EXPECT_EQ(test.groups[0].name, "large");
    EXPECT_EQ(test.groups[1].name, kPooledGroups);
    EXPECT_EQ(test.groups[1].with, 360U);
    EXPECT_EQ(test.groups[1].without, 40U);
    EXPECT_EQ(test.degrees, 1U);

    const auto large_enough = test_independence(std::vector<GroupCounts>{
        {"small", 40, 0}, {"large", 540, 60}, {"tiny", 3, 17}, {"other", 317, 23}});
    EXPECT_EQ(large_enough.pooled_groups, 2U);
    ASSERT_THAT(large_enough.groups, SizeIs(3));
    EXPECT_EQ(large_enough.groups[2].with, 43U);
}

TEST(Independence, NothingToCompare)
{
    for (const auto& groups :
         std::vector<std::vector<GroupCounts>>{{},
                                               {{"a", 50, 50}},
                                               {{"a", 50, 0}, {"b", 70, 0}},
                                               {{"a", 0, 9}, {"b", 0, 8}},
                                               {{"a", 500, 1}, {"b", 500, 1}},
                                               {{"a", 50, 50}, {"none", 0, 0}}}) {
        const auto test = test_independence(groups);
        EXPECT_EQ(test.degrees, 0U);
        EXPECT_EQ(test.p_value, 1);
        EXPECT_EQ(test.cramers_v, 0);
        EXPECT_THAT(test.groups, IsEmpty());
    }
}

TEST(Independence, UnderIndependenceOneInTwentyIsBelowFivePerCent)
{
    std::mt19937_64 random(20251);
    constexpr int kTables = 4000;
    int below = 0;
    for (int i = 0; i < kTables; ++i) {
        std::vector<GroupCounts> groups{{"a", 0, 0}, {"b", 0, 0}, {"c", 0, 0}, {"d", 0, 0}};
        for (std::size_t row = 0; row < 400; ++row) {
            GroupCounts& group = groups[row % groups.size()];
            ++(random() % 5 == 0 ? group.without : group.with);
        }
        const auto test = test_independence(groups);
        EXPECT_LE(test.cramers_v, 1);
        below += test.p_value < 0.05 ? 1 : 0;
    }
    EXPECT_NEAR(static_cast<double>(below) / kTables, 0.05, 0.014);  // four standard errors
}

}  // namespace
}  // namespace heatward::stats
