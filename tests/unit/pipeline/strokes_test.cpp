#include "heatward/pipeline/strokes.hpp"

#include <algorithm>
#include <random>
#include <string>

#include <gmock/gmock.h>

namespace heatward::pipeline {
namespace {

using ::testing::ElementsAre;

BasemapFeature road(std::string name, std::vector<ProjectedPoint> line)
{
    BasemapFeature feature;
    feature.name = std::move(name);
    feature.lines = {std::move(line)};
    return feature;
}

std::vector<double> strokes(std::vector<BasemapFeature> features)
{
    set_strokes(features);
    std::vector<double> metres;
    for (const BasemapFeature& feature : features) {
        metres.push_back(feature.stroke_m);
    }
    return metres;
}

TEST(Strokes, GoStraightOnOverACrossing)
{
    // Two roads of 300 m and 150 m cross; none has a name.
    EXPECT_THAT(strokes({road("", {{0, 0}, {100, 0}}), road("", {{300, 0}, {100, 0}}),
                         road("", {{100, 0}, {100, 100}}), road("", {{100, -50}, {100, 0}})}),
                ElementsAre(300, 300, 150, 150));
}

TEST(Strokes, ASideRoadDoesNotBecomeThroughRoad)
{
    EXPECT_THAT(strokes({road("", {{0, 0}, {100, 0}}), road("", {{100, 0}, {200, 0}}),
                         road("", {{100, 0}, {100, 70}})}),
                ElementsAre(200, 200, 70));
}

TEST(Strokes, ANameWinsOverAStraighterLine)
{
    // At (100, 0) High Street bends by 50° while a nameless road goes straight on.
    const double c = 100 * std::cos(50 * 3.14159265358979 / 180);
    const double s = 100 * std::sin(50 * 3.14159265358979 / 180);
    EXPECT_THAT(
        strokes({road("High Street", {{0, 0}, {100, 0}}),
                 road("High Street", {{100, 0}, {100 + c, s}}), road("", {{100, 0}, {150, 0}})}),
        ElementsAre(200, 200, 50));
    // Without names 50° is no continuation.
    EXPECT_THAT(strokes({road("", {{0, 0}, {100, 0}}), road("", {{100, 0}, {100 + c, s}})}),
                ElementsAre(100, 100));
}

TEST(Strokes, ARingIsItsOwnLength)
{
    EXPECT_THAT(strokes({road("Ring", {{0, 0}, {100, 0}, {100, 100}, {0, 100}, {0, 0}})}),
                ElementsAre(400));
}

TEST(Strokes, FeaturesOfSeveralLinesAreOnePiece)
{
    BasemapFeature two = road("A", {{0, 0}, {10, 0}});
    two.lines.push_back({{500, 0}, {530, 0}});
    EXPECT_THAT(strokes({two, road("A", {{10, 0}, {100, 0}})}), ElementsAre(130, 130));
}

TEST(Strokes, DoNotDependOnTheOrderOfFeatures)
{
    std::mt19937 random(4);
    std::vector<BasemapFeature> features;
    for (int x = 0; x < 12; ++x) {
        for (int y = 0; y < 12; ++y) {
            const double e = 100.0 * x;
            const double n = 100.0 * y + static_cast<double>(random() % 7);
            features.push_back(road(y % 3 == 0 ? "Street " + std::to_string(y) : "",
                                    {{e, 100.0 * y}, {e + 50, n}, {e + 100, 100.0 * y}}));
            features.push_back(road("", {{e, 100.0 * y}, {e, 100.0 * y + 100}}));
        }
    }
    std::vector<BasemapFeature> shuffled = features;
    std::shuffle(shuffled.begin(), shuffled.end(), random);
    set_strokes(features);
    set_strokes(shuffled);
    for (const BasemapFeature& feature : shuffled) {
        const auto same =
            std::find_if(features.begin(), features.end(),
                         [&](const BasemapFeature& other) { return other.lines == feature.lines; });
        ASSERT_NE(same, features.end());
        EXPECT_EQ(feature.stroke_m, same->stroke_m);
    }
    EXPECT_GT(features.front().stroke_m, 1000);
}

}  // namespace
}  // namespace heatward::pipeline
