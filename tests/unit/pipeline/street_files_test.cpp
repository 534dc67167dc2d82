#include "heatward/pipeline/street_files.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace heatward::pipeline {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;

TEST(StreetFileName, KnowsTheArchivesNames)
{
    const auto name = street_file_name("x/2025-01/2025-01-Force-of-two-street.csv");
    ASSERT_TRUE(name.has_value());
    EXPECT_EQ(name->month, (Month{2025, 1}));
    EXPECT_EQ(name->force, "force-of-two");
    EXPECT_EQ(street_file_name("2025-01-FORCE-OF-TWO-Street.CSV"), name);
    EXPECT_FALSE(street_file_name("2025-01-force-outcomes.csv"));
    EXPECT_FALSE(street_file_name("2025-01-force-stop-and-search.csv"));
    EXPECT_FALSE(street_file_name("2025-13-force-street.csv"));
    EXPECT_FALSE(street_file_name("2025-01-street.csv"));
    EXPECT_FALSE(street_file_name("2025-01--street.csv"));
    EXPECT_FALSE(street_file_name("__MACOSX/._2025-01-force-street.csv"));
}

StreetSupply supply_of(const std::vector<std::string>& names)
{
    StreetSupply supply;
    for (const std::string& name : names) {
        supply.add(street_file_name(name).value());
    }
    return supply;
}

TEST(StreetSupply, OfOneForceEveryMonthWithAFileIsComplete)
{
    const auto supply = supply_of({"2025-03-a-street.csv", "2024-12-a-street.csv"});
    EXPECT_THAT(supply.complete_months(), ElementsAre(Month{2024, 12}, Month{2025, 3}));
    EXPECT_THAT(supply.gaps(), IsEmpty());
}

TEST(StreetSupply, AMonthIsCompleteWhereEveryForceHasAFile)
{
    const auto supply =
        supply_of({"2025-01-a-street.csv", "2025-01-b-street.csv", "2025-02-a-street.csv",
                   "2025-04-b-street.csv", "2025-01-c-street.csv", "2025-02-c-street.csv"});
    EXPECT_THAT(supply.complete_months(), ElementsAre(Month{2025, 1}));
    EXPECT_THAT(supply.gaps(), ElementsAre(Pair("a", ElementsAre(Month{2025, 4})),
                                           Pair("b", ElementsAre(Month{2025, 2})),
                                           Pair("c", ElementsAre(Month{2025, 4}))));
}

}  // namespace
}  // namespace heatward::pipeline
