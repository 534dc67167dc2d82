#include "heatward/geocode/street_table.hpp"

#include <gmock/gmock.h>

namespace heatward::geocode {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

RoadRecord road(const char* name, std::vector<ProjectedPoint> line,
                std::vector<std::string> localities = {})
{
    return {{name}, {std::move(line)}, std::nullopt, std::move(localities)};
}

std::vector<std::uint32_t> numbers(const StreetTable& table, std::string_view key)
{
    std::vector<std::uint32_t> found;
    for (const std::uint32_t name : table.names().find(key)) {
        const auto of_name = table.of_name(name);
        found.insert(found.end(), of_name.begin(), of_name.end());
    }
    return found;
}

const Street& only(const StreetTable& table, std::string_view key)
{
    const auto found = numbers(table, key);
    EXPECT_EQ(found.size(), 1U) << key;
    return table.street(found.at(0));
}

TEST(StreetTable, StreetsOfOneNameThreeKilometresApartAreTwo)
{
    const StreetTable table(std::vector<RoadRecord>{
        road("Mill Road", {{0, 0}, {100, 0}}), road("Mill Rd", {{3'000, 0}, {3'100, 0}}),
        road("MILL ROAD", {{300, 0}, {400, 0}}, {"Ely"})});
    EXPECT_EQ(table.size(), 2U);
    const auto found = numbers(table, "millroad");
    ASSERT_THAT(found, ElementsAre(0, 1));
    EXPECT_EQ(table.street(0).middle,
              (ProjectedPoint{100, 0}));  // of 0–100 and 300–400: either end
    EXPECT_EQ(static_cast<double>(table.street(0).reach_m), 300);
    EXPECT_EQ(table.street(1).middle, (ProjectedPoint{3'050, 0}));
    EXPECT_TRUE(table.labels().has(0, "ely"));
    EXPECT_FALSE(table.labels().is_labelled(1));
}

TEST(StreetTable, StreetsMeetInASharedVertex)
{
    const StreetTable table(std::vector<RoadRecord>{road("A Road", {{0, 0}, {50, 0}, {100, 0}}),
                                                    road("B Road", {{50, -50}, {50, 0}, {50, 70}}),
                                                    road("C Road", {{100, 500}, {200, 500}})});
    const auto met = table.junctions(only(table, "aroad"), only(table, "broad"));
    ASSERT_EQ(met.size(), 1U);
    EXPECT_EQ(met[0].position, (ProjectedPoint{50, 0}));
    EXPECT_EQ(met[0].spread_m, 0);
    EXPECT_THAT(table.junctions(only(table, "aroad"), only(table, "croad")), IsEmpty());
}

TEST(StreetTable, StreetsMeetAcrossARoundabout)
{
    const auto gap = [](double metres) {
        const StreetTable table(std::vector<RoadRecord>{
            road("A Road", {{0, 0}, {100, 0}}), road("B Road", {{100 + metres, 0}, {300, 0}})});
        return table.junctions(only(table, "aroad"), only(table, "broad"));
    };
    const auto near = gap(80);
    ASSERT_EQ(near.size(), 1U);
    EXPECT_EQ(near[0].position, (ProjectedPoint{140, 0}));
    EXPECT_EQ(near[0].spread_m, 40);
    EXPECT_THAT(gap(81), IsEmpty());
}

TEST(StreetTable, ACrescentMeetsItsRoadTwice)
{
    const StreetTable table(std::vector<RoadRecord>{
        road("Elm Road", {{0, 0}, {100, 0}, {400, 0}, {500, 0}}),
        road("Elm Crescent", {{100, 0}, {100, 200}, {400, 200}, {400, 0}})});
    const auto met = table.junctions(only(table, "elmroad"), only(table, "elmcrescent"));
    ASSERT_EQ(met.size(), 2U);
    EXPECT_EQ(met[0].position.x + met[1].position.x, 500);
    // Twice within 150 m is one wide junction.
    const StreetTable dual(
        std::vector<RoadRecord>{road("Elm Road", {{0, 0}, {100, 0}, {140, 0}, {500, 0}}),
                                road("Elm Crescent", {{100, 0}, {120, 90}, {140, 0}})});
    const auto one = dual.junctions(only(dual, "elmroad"), only(dual, "elmcrescent"));
    ASSERT_EQ(one.size(), 1U);
    EXPECT_EQ(one[0].position, (ProjectedPoint{120, 0}));
    EXPECT_EQ(one[0].spread_m, 20);
}

TEST(StreetTable, APieceMayHaveSeveralNames)
{
    RoadRecord shared{{"High Street", "A10"}, {{{0, 0}, {100, 0}}}, std::nullopt, {}};
    const StreetTable table(std::vector<RoadRecord>{shared, road("A10", {{100, 0}, {1'000, 0}})});
    EXPECT_EQ(only(table, "highstreet").middle, (ProjectedPoint{50, 0}));
    // Where the road has pieces that are its alone, they say where it is.
    EXPECT_EQ(only(table, "a10").middle, (ProjectedPoint{550, 0}));
}

TEST(StreetTable, ARectangleStandsForARoadWithoutLines)
{
    const StreetTable table(std::vector<RoadRecord>{{{"Fen Drove"}, {}, Extent{0, 0, 300, 400}, {}},
                                                    {{"Nowhere Lane"}, {}, std::nullopt, {}}});
    EXPECT_EQ(only(table, "fendrove").middle, (ProjectedPoint{150, 200}));
    EXPECT_EQ(static_cast<double>(only(table, "fendrove").reach_m), 250);
    EXPECT_THAT(numbers(table, "nowherelane"), IsEmpty());
    EXPECT_EQ(table.size(), 1U);
}

TEST(StreetTable, NamesOfNoWordsAreLeftOut)
{
    const StreetTable table(
        std::vector<RoadRecord>{{{"", " ", "'"}, {{{0, 0}}}, std::nullopt, {}}});
    EXPECT_EQ(table.size(), 0U);
    EXPECT_EQ(StreetTable().size(), 0U);
}

TEST(StreetTable, IsTheSameAfterItWasWrittenAndRead)
{
    const StreetTable table(std::vector<RoadRecord>{road("A Road", {{0, 0}, {50, 0}, {100, 0}}),
                                                    road("B Road", {{50, -50}, {50, 0}})});
    ByteWriter out;
    table.write(out);
    ByteReader in(out.bytes());
    const StreetTable read = StreetTable::read(in);
    EXPECT_TRUE(in.at_end());
    EXPECT_EQ(read.junctions(only(read, "aroad"), only(read, "broad")).size(), 1U);
    EXPECT_EQ(read.node_places(only(read, "aroad")).size(), 3U);
    ByteWriter again;
    read.write(again);
    EXPECT_EQ(again.bytes(), out.bytes());
}

}  // namespace
}  // namespace heatward::geocode
