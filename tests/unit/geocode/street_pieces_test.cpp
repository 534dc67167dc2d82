#include "street_pieces.hpp"

#include <cmath>
#include <random>

#include <gmock/gmock.h>

#include "heatward/geocode/street_table.hpp"

namespace heatward::geocode {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::uint32_t> streets(const std::vector<RoadLine>& lines)
{
    std::vector<const RoadLine*> views;
    for (const RoadLine& line : lines) {
        views.push_back(&line);
    }
    return streets_of_lines(views);
}

StreetMiddle middle(const std::vector<RoadLine>& lines)
{
    std::vector<const RoadLine*> views;
    for (const RoadLine& line : lines) {
        views.push_back(&line);
    }
    return middle_of(views);
}

TEST(StreetPieces, LinesUpToFourHundredMetresApartAreOneStreet)
{
    EXPECT_THAT(streets({{{0, 0}, {100, 0}}, {{500, 0}, {600, 0}}}), ElementsAre(0, 0));
    EXPECT_THAT(streets({{{0, 0}, {100, 0}}, {{501, 0}, {600, 0}}}), ElementsAre(0, 1));
    EXPECT_THAT(streets({}), IsEmpty());
}

TEST(StreetPieces, AThirdPieceJoinsTwo)
{
    EXPECT_THAT(streets({{{0, 0}, {100, 0}}, {{900, 0}, {1'000, 0}}, {{450, 0}, {600, 0}}}),
                ElementsAre(0, 0, 0));
    EXPECT_THAT(streets({{{0, 0}, {100, 0}}, {{5'000, 0}, {5'100, 0}}, {{450, 0}, {600, 0}}}),
                ElementsAre(0, 1, 0));
}

TEST(StreetPieces, LongStretchesCountAllAlong)
{
    // The vertices are kilometres from each other; the lines cross.
    EXPECT_THAT(streets({{{-5'000, 0}, {5'000, 0}}, {{0, -5'000}, {0, 5'000}}}), ElementsAre(0, 0));
}

TEST(StreetPieces, OneVertexIsALineOfNoLength)
{
    EXPECT_THAT(streets({{{0, 0}}, {{400, 0}}, {{801, 0}}}), ElementsAre(0, 0, 1));
    const StreetMiddle one = middle({{{3, 4}}});
    EXPECT_EQ(one.place, (ProjectedPoint{3, 4}));
    EXPECT_EQ(one.reach_m, 0);
    const StreetMiddle two = middle({{{0, 0}}, {{10, 0}}});
    EXPECT_EQ(two.reach_m, 10);
}

TEST(StreetPieces, TheMiddleIsOnTheStreetNearestToItsCentreOfLength)
{
    const StreetMiddle straight = middle({{{0, 0}, {10, 0}, {100, 0}}});
    EXPECT_EQ(straight.place, (ProjectedPoint{50, 0}));
    EXPECT_EQ(straight.reach_m, 50);
    // Three sides of a square of 100 m: centre (50, 33.3), nearest on the side below.
    const StreetMiddle crescent = middle({{{0, 100}, {0, 0}, {100, 0}, {100, 100}}});
    EXPECT_NEAR(crescent.place.x, 50, 1e-9);
    EXPECT_NEAR(crescent.place.y, 0, 1e-9);
    EXPECT_NEAR(crescent.reach_m, std::hypot(50, 100), 1e-9);
    // A second piece a third as long draws the centre to it:
    // (300 · 150 + 100 · 550) / 400 = 250.
    const StreetMiddle two = middle({{{0, 0}, {300, 0}}, {{500, 0}, {600, 0}}});
    EXPECT_NEAR(two.place.x, 250, 1e-9);
    EXPECT_NEAR(two.reach_m, 350, 1e-9);
}

TEST(StreetPieces, StreetsDoNotDependOnTheOrderOfTheirLines)
{
    std::mt19937 random(3);
    for (int i = 0; i < 50; ++i) {
        std::vector<RoadLine> lines;
        for (int k = 0; k < 12; ++k) {
            const double x = static_cast<double>(random() % 4'000);
            const double y = static_cast<double>(random() % 4'000);
            lines.push_back({{x, y}, {x + 200, y}});
        }
        const auto forward = streets(lines);
        const auto backward = streets({lines.rbegin(), lines.rend()});
        for (std::size_t a = 0; a < lines.size(); ++a) {
            for (std::size_t b = 0; b < a; ++b) {
                EXPECT_EQ(forward[a] == forward[b],
                          backward[lines.size() - 1 - a] == backward[lines.size() - 1 - b]);
            }
        }
    }
}

}  // namespace
}  // namespace heatward::geocode
