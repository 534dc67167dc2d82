#include "line_chains.hpp"

#include <gmock/gmock.h>

namespace heatward::maps {
namespace {

using ::testing::ElementsAre;

BasemapFeature piece(std::string name, double stroke_m, std::vector<ProjectedPoint> line)
{
    BasemapFeature feature;
    feature.name = std::move(name);
    feature.stroke_m = stroke_m;
    feature.lines = {std::move(line)};
    return feature;
}

std::vector<LineChain> chains_of(const std::vector<BasemapFeature>& features)
{
    std::vector<const BasemapFeature*> pointers;
    for (const BasemapFeature& feature : features) {
        pointers.push_back(&feature);
    }
    return line_chains(pointers);
}

TEST(LineChains, PiecesAreJoinedWhicheverWayTheyRun)
{
    const std::vector<BasemapFeature> features{piece("A", 30, {{10, 0}, {20, 0}}),
                                               piece("A", 30, {{10, 0}, {5, 1}, {0, 0}}),
                                               piece("A", 30, {{30, 0}, {20, 0}})};
    const auto chains = chains_of(features);
    ASSERT_EQ(chains.size(), 1U);
    EXPECT_EQ(chains[0].name, "A");
    EXPECT_EQ(chains[0].stroke_m, 30);
    EXPECT_THAT(chains[0].vertices,
                ElementsAre(ProjectedPoint{0, 0}, ProjectedPoint{5, 1}, ProjectedPoint{10, 0},
                            ProjectedPoint{20, 0}, ProjectedPoint{30, 0}));
}

TEST(LineChains, OtherNamesStrokesAndForksAreNot)
{
    EXPECT_EQ(
        chains_of({piece("A", 30, {{0, 0}, {10, 0}}), piece("B", 30, {{10, 0}, {20, 0}})}).size(),
        2U);
    EXPECT_EQ(
        chains_of({piece("", 30, {{0, 0}, {10, 0}}), piece("", 31, {{10, 0}, {20, 0}})}).size(),
        2U);
    EXPECT_EQ(chains_of({piece("", 30, {{0, 0}, {10, 0}}), piece("", 30, {{10, 0}, {20, 0}}),
                         piece("", 30, {{10, 0}, {10, 10}})})
                  .size(),
              3U);
}

TEST(LineChains, RingsCloseOnceAndInPieces)
{
    const std::vector<BasemapFeature> one{piece("", 4, {{0, 0}, {1, 0}, {1, 1}, {0, 0}})};
    EXPECT_THAT(chains_of(one)[0].vertices, one[0].lines[0]);
    const std::vector<BasemapFeature> two{piece("", 4, {{0, 0}, {1, 0}, {1, 1}}),
                                          piece("", 4, {{0, 0}, {0, 1}, {1, 1}})};
    const auto chains = chains_of(two);
    ASSERT_EQ(chains.size(), 1U);
    EXPECT_THAT(chains[0].vertices,
                ElementsAre(ProjectedPoint{0, 0}, ProjectedPoint{1, 0}, ProjectedPoint{1, 1},
                            ProjectedPoint{0, 1}, ProjectedPoint{0, 0}));
}

}  // namespace
}  // namespace heatward::maps
