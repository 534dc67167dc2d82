#include "heatward/geocode/premises_table.hpp"

#include <gmock/gmock.h>

namespace heatward::geocode {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

PremisesTable example()
{
    return PremisesTable(std::vector<PremisesRecord>{
        {{"The Mammoth PH", "Tap"}, {1, 2}, 30, {"Ely"}},
        {{"Mammoth"}, {3, 4}, 40, {}},
        {{"", " "}, {5, 6}, 50, {}},
        {{"Tap", "Tap"}, {7, 8}, 60, {}},
    });
}

std::vector<std::uint32_t> numbers(const PremisesTable& table, std::string_view key)
{
    std::vector<std::uint32_t> found;
    for (const std::uint32_t name : table.names().find(key)) {
        const auto of_name = table.of_name(name);
        found.insert(found.end(), of_name.begin(), of_name.end());
    }
    return found;
}

TEST(PremisesTable, FindsByNameAliasAndWithoutPh)
{
    const PremisesTable table = example();
    EXPECT_THAT(numbers(table, "mammothph"), ElementsAre(0));
    EXPECT_THAT(numbers(table, "mammoth"), ::testing::UnorderedElementsAre(0, 1));
    EXPECT_THAT(numbers(table, "tap"), ::testing::UnorderedElementsAre(0, table.size() - 1));
    EXPECT_THAT(numbers(table, "ph"), IsEmpty());
    EXPECT_THAT(numbers(table, ""), IsEmpty());
    const auto& premises = table.premises(0);
    EXPECT_EQ(table.names().name(premises.own_name), "The Mammoth PH");
    EXPECT_EQ(premises.position, (ProjectedPoint{1, 2}));
    EXPECT_EQ(static_cast<double>(premises.uncertainty_m), 30);
    EXPECT_TRUE(table.labels().has(0, "ely"));
    EXPECT_FALSE(table.labels().is_labelled(1));
}

TEST(PremisesTable, ANameThatIsOnlyAnEndingStays)
{
    const PremisesTable table(
        std::vector<PremisesRecord>{{{"Crown Public House", "PH", " pub"}, {1, 2}, 30, {}}});
    EXPECT_THAT(numbers(table, "crown"), ElementsAre(0));
    EXPECT_THAT(numbers(table, "crownpublichouse"), ElementsAre(0));
    EXPECT_THAT(numbers(table, "ph"), ElementsAre(0));
}

TEST(PremisesTable, IsTheSameAfterItWasWrittenAndRead)
{
    ByteWriter out;
    example().write(out);
    ByteReader in(out.bytes());
    const PremisesTable table = PremisesTable::read(in);
    EXPECT_TRUE(in.at_end());
    EXPECT_THAT(numbers(table, "mammothph"), ElementsAre(0));
    ByteWriter again;
    table.write(again);
    EXPECT_EQ(again.bytes(), out.bytes());
}

}  // namespace
}  // namespace heatward::geocode
