#include "heatward/pipeline/area_neighbours.hpp"

#include <gmock/gmock.h>

#include "heatward/core/error.hpp"

namespace heatward::pipeline {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

AreaSetData areas_of(std::vector<ProjectedMultiPolygon> polygons)
{
    AreaSetData set;
    set.id = "wards";
    for (auto& polygon : polygons) {
        gis::AreaRecord area;
        area.polygons = std::move(polygon);
        set.areas.push_back(std::move(area));
    }
    set.population.resize(set.areas.size());
    return set;
}

ProjectedMultiPolygon rectangle(double west, double south, double east, double north)
{
    return {{{{west, south}, {east, south}, {east, north}, {west, north}}, {}}};
}

project::AreaSet within(double distance_m)
{
    project::AreaSet description;
    description.neighbours =
        project::NeighbourRule{project::NeighbourRule::By::distance, distance_m};
    return description;
}

std::vector<std::uint32_t> of(const stats::Neighbours& neighbours, std::size_t area)
{
    const auto found = neighbours.of(area);
    return {found.begin(), found.end()};
}

TEST(AreaNeighbours, DistanceIsBetweenCentroidsNotMiddlesOfRectangles)
{
    // An L of three squares of 100 m; their centres' mean is (83⅓, 83⅓).
    const ProjectedMultiPolygon corner{
        {{{0, 0}, {200, 0}, {200, 100}, {100, 100}, {100, 200}, {0, 200}}, {}}};
    const auto set = areas_of({corner, rectangle(350, 50, 450, 150), rectangle(900, 0, 1000, 100)});
    // The second's centroid is (400, 100): 317.1 m from the L's, 300 m from its rectangle's middle.
    EXPECT_THAT(of(area_neighbours(within(316), set), 0), IsEmpty());
    EXPECT_THAT(of(area_neighbours(within(318), set), 0), ElementsAre(1));
    EXPECT_EQ(area_neighbours(within(318), set).islands(), 1U);
}

TEST(AreaNeighbours, HolesMoveTheCentroid)
{
    // 300 m wide with a hole in its western third: the centroid lies east of the middle.
    ProjectedMultiPolygon holed = rectangle(0, 0, 300, 100);
    holed[0].holes.push_back({{0, 0}, {0, 100}, {100, 100}, {100, 0}});
    const auto set = areas_of({holed, rectangle(400, 0, 500, 100)});
    EXPECT_THAT(of(area_neighbours(within(251), set), 0), ElementsAre(1));
    EXPECT_THAT(of(area_neighbours(within(249), set), 0), IsEmpty());
}

TEST(AreaNeighbours, ContiguityIsQueenUnlessTheProjectSaysRook)
{
    const auto set = areas_of(
        {rectangle(0, 0, 100, 100), rectangle(100, 100, 200, 200), rectangle(100, 0, 200, 100)});
    project::AreaSet description;
    EXPECT_THAT(of(area_neighbours(description, set), 0), ElementsAre(1, 2));
    description.neighbours = project::NeighbourRule{project::NeighbourRule::By::rook, {}};
    EXPECT_THAT(of(area_neighbours(description, set), 0), ElementsAre(2));
}

TEST(AreaNeighbours, TooManyAreRefusedByName)
{
    std::vector<ProjectedMultiPolygon> many;
    for (int i = 0; i < 40; ++i) {
        for (int j = 0; j < 40; ++j) {
            many.push_back(rectangle(i * 100, j * 100, i * 100 + 100, j * 100 + 100));
        }
    }
    const auto set = areas_of(std::move(many));
    try {
        static_cast<void>(area_neighbours(within(100'000), set));
        FAIL() << "1,599 neighbours each were taken";
    } catch (const DataError& error) {
        EXPECT_THAT(error.what(), HasSubstr("areas.wards.neighbours: 100000 m gives an area about "
                                            "1599 neighbours, more than 500"));
    }
    EXPECT_EQ(area_neighbours(within(101), set).islands(), 0U);
    EXPECT_EQ(area_neighbours(within(500), areas_of({})).size(), 0U);
}

}  // namespace
}  // namespace heatward::pipeline
