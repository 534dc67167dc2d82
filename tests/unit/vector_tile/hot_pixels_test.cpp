#include "hot_pixels.hpp"

#include <algorithm>
#include <random>

#include <gmock/gmock.h>

namespace heatward::vector_tile {
namespace {

using ::testing::ElementsAre;

constexpr int kShift = 4;  // sixteen steps a unit

TEST(HotPixels, AnEdgeGoesByWayOfThePixelsThatItPasses)
{
    HotPixels hot(kShift);
    const std::vector<LatticePoint> flat{{160, 160}, {480, 164}, {480, 320}};
    // In the unit (20, 10), which spans 152 to 168 steps southwards: the edge passes at 162.
    const std::vector<LatticePoint> dot{{322, 155}, {326, 155}, {324, 153}};
    hot.add(flat);
    hot.add(dot);
    hot.finish();
    EXPECT_THAT(hot.rounded(flat), ElementsAre(UnitPoint{10, 10}, UnitPoint{20, 10},
                                               UnitPoint{30, 10}, UnitPoint{30, 20}));
    EXPECT_THAT(hot.rounded(dot), ElementsAre(UnitPoint{20, 10}));
}

TEST(HotPixels, PixelsAreOpenTowardsSouthAndEast)
{
    HotPixels hot(kShift);
    // Along the line between the units of rows 9 and 10, which is row 10's.
    const std::vector<LatticePoint> line{{160, 152}, {640, 152}, {640, 640}};
    const std::vector<LatticePoint> above{{320, 144}, {336, 130}, {320, 130}};
    const std::vector<LatticePoint> below{{480, 160}, {496, 200}, {480, 200}};
    for (const auto& ring : {line, above, below}) {
        hot.add(ring);
    }
    hot.finish();
    EXPECT_THAT(hot.rounded(line), ElementsAre(UnitPoint{10, 10}, UnitPoint{30, 10},
                                               UnitPoint{40, 10}, UnitPoint{40, 40}));
}

TEST(HotPixels, EdgesHaveVerticesOnTheSidesOfTheTileAndItsBuffer)
{
    HotPixels hot(kShift);
    const std::int64_t unit = std::int64_t{1} << kShift;
    const std::vector<LatticePoint> ring{
        {-100 * unit, 100 * unit}, {4200 * unit, 960 * unit}, {-100 * unit, 3000 * unit}};
    hot.add(ring);
    hot.finish();
    // One unit south every five east.
    const auto rounded = hot.rounded(ring);
    for (const UnitPoint point :
         {UnitPoint{-64, 107}, UnitPoint{0, 120}, UnitPoint{4096, 939}, UnitPoint{4160, 952}}) {
        EXPECT_TRUE(std::find(rounded.begin(), rounded.end(), point) != rounded.end())
            << point.x << "," << point.y;
    }
}

/// The pixels among `pixels` that a segment passes, by walking along it in small steps.
std::vector<UnitPoint> walked(const LatticePoint& a, const LatticePoint& b,
                              const std::vector<UnitPoint>& pixels)
{
    std::vector<UnitPoint> found;
    constexpr int kSteps = 200'000;
    for (int i = 0; i <= kSteps; ++i) {
        const auto at = [i](std::int64_t from, std::int64_t to) {
            return static_cast<std::int64_t>(std::floor(
                (static_cast<double>(from) + static_cast<double>(to - from) * i / kSteps) /
                    (1 << kShift) +
                0.5));
        };
        const UnitPoint pixel{at(a.x, b.x), at(a.y, b.y)};
        if ((found.empty() || found.back() != pixel) &&
            std::find(pixels.begin(), pixels.end(), pixel) != pixels.end()) {
            found.push_back(pixel);
        }
    }
    return found;
}

TEST(HotPixels, AgreesWithWalkingAlongTheEdge)
{
    std::mt19937 random(3);
    std::uniform_int_distribution<std::int64_t> place(100, 1700);
    for (int run = 0; run < 20; ++run) {
        HotPixels hot(kShift);
        std::vector<UnitPoint> pixels;
        std::vector<LatticePoint> points;
        for (int i = 0; i < 1500; ++i) {
            points.push_back({place(random), place(random)});
            pixels.push_back({(points.back().x + 8) >> kShift, (points.back().y + 8) >> kShift});
        }
        hot.add(points);
        hot.finish();
        const LatticePoint a = points[0];
        const LatticePoint b = points[1];
        const std::vector<LatticePoint> there_and_back{a, b};
        const auto rounded = hot.rounded(there_and_back);
        auto wanted = walked(a, b, pixels);
        ASSERT_GT(wanted.size(), 2U);
        const std::size_t last = wanted.size() - 1;
        for (std::size_t i = last; i-- > 1;) {
            wanted.push_back(wanted[i]);  // back the very same way
        }
        EXPECT_EQ(rounded, wanted) << run;
    }
}

}  // namespace
}  // namespace heatward::vector_tile
