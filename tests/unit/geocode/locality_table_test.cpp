#include "heatward/geocode/locality_table.hpp"

#include <cmath>

#include <gmock/gmock.h>

namespace heatward::geocode {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

/// A disc; a square of 10 km with a square hole of 2 km; a square in two parts; a label.
LocalityTable example()
{
    const std::vector<PlaceRecord> places{{"Ely", {50'000, 0}, 1'000}, {"Ely", {90'000, 0}, 4'000}};
    const std::vector<AreaRecord> areas{
        {"Fenland",
         {{{{0, 0}, {10'000, 0}, {10'000, 10'000}, {0, 10'000}},
           {{{4'000, 4'000}, {4'000, 6'000}, {6'000, 6'000}, {6'000, 4'000}}}}}},
        {"Isles",
         {{{{20'000, 0}, {21'000, 0}, {21'000, 1'000}, {20'000, 1'000}}, {}},
          {{{23'000, 0}, {24'000, 0}, {24'000, 1'000}, {23'000, 1'000}}, {}}}}};
    return LocalityTable(places, areas, std::vector<std::string>{"Holland", "Ely"});
}

double distance_m(const LocalityTable& table, std::string_view key, ProjectedPoint point)
{
    const auto numbers = table.of_name(table.names().find(key).front());
    return table.distance_m(table.locality(numbers.front()), point);
}

void expect_distances(const LocalityTable& table)
{
    EXPECT_EQ(distance_m(table, "fenland", {1'000, 1'000}), 0);
    EXPECT_EQ(distance_m(table, "fenland", {12'000, 5'000}), 2'000);
    EXPECT_EQ(distance_m(table, "fenland", {13'000, 14'000}), 5'000);
    EXPECT_EQ(distance_m(table, "fenland", {5'000, 4'500}), 500);  // in the hole
    EXPECT_EQ(distance_m(table, "isles", {23'500, 500}), 0);
    EXPECT_EQ(distance_m(table, "isles", {22'500, 500}), 500);
    EXPECT_EQ(distance_m(table, "ely", {50'000, 999}), 0);
    EXPECT_EQ(distance_m(table, "ely", {53'000, 4'000}), 4'000);
}

TEST(LocalityTable, DistanceIsThatToThePolygonsOrTheDisc) { expect_distances(example()); }

TEST(LocalityTable, ALabelIsAKnownNameWithoutAPlace)
{
    const LocalityTable table = example();
    EXPECT_THAT(table.of_name(table.names().find("holland").front()), IsEmpty());
    EXPECT_THAT(table.of_name(table.names().find("ely").front()), ElementsAre(0, 1));
    EXPECT_THAT(table.names().find("atlantis"), IsEmpty());
}

TEST(LocalityTable, MarginsGrowWithTheSize)
{
    const LocalityTable table = example();
    EXPECT_EQ(table.locality(0).margin_m, 500);
    EXPECT_EQ(table.locality(1).margin_m, 2'000);
    EXPECT_EQ(table.locality(2).margin_m, 2'500);
}

TEST(LocalityTable, APointsOwnPlaceIsNearestByTheShareOfItsRadius)
{
    const LocalityTable table = example();
    // Shares of the radius: 10 of the small one, 7.5 of the large one.
    EXPECT_TRUE(table.is_own_place(table.locality(1), {60'000, 0}));
    EXPECT_FALSE(table.is_own_place(table.locality(0), {60'000, 0}));
    EXPECT_TRUE(table.is_own_place(table.locality(0), {52'000, 0}));
}

TEST(LocalityTable, IsTheSameAfterItWasWrittenAndRead)
{
    ByteWriter out;
    example().write(out);
    ByteReader in(out.bytes());
    const LocalityTable table = LocalityTable::read(in);
    EXPECT_TRUE(in.at_end());
    expect_distances(table);
    EXPECT_THAT(table.of_name(table.names().find("holland").front()), IsEmpty());
}

TEST(LocalityTable, OfNothingKnowsNothing)
{
    EXPECT_EQ(LocalityTable().names().size(), 0U);
    EXPECT_THAT(LocalityTable().names().find("ely"), IsEmpty());
}

}  // namespace
}  // namespace heatward::geocode
