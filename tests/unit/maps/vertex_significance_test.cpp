#include "heatward/maps/vertex_significance.hpp"

#include <cmath>
#include <limits>
#include <random>

#include <gmock/gmock.h>

namespace heatward::maps {
namespace {

using ::testing::ElementsAre;

constexpr float kInf = std::numeric_limits<float>::infinity();

/// Douglas & Peucker as the paper has it, by recursion: which vertices stay at this tolerance.
void keep(const std::vector<MercatorPoint>& line, std::size_t first, std::size_t last,
          double tolerance, std::vector<bool>& kept)
{
    double farthest_m = 0;
    std::size_t farthest = first;
    const double dx = line[last].x - line[first].x;
    const double dy = line[last].y - line[first].y;
    for (std::size_t i = first + 1; i < last; ++i) {
        double t = ((line[i].x - line[first].x) * dx + (line[i].y - line[first].y) * dy) /
                   (dx * dx + dy * dy);
        t = std::min(1.0, std::max(0.0, t));
        const double distance =
            std::hypot(line[i].x - line[first].x - t * dx, line[i].y - line[first].y - t * dy);
        if (distance > farthest_m) {
            farthest_m = distance;
            farthest = i;
        }
    }
    if (farthest != first && farthest_m >= tolerance) {
        kept[farthest] = true;
        keep(line, first, farthest, tolerance, kept);
        keep(line, farthest, last, tolerance, kept);
    }
}

TEST(VertexSignificance, IsTheToleranceUpToWhichAVertexStays)
{
    std::mt19937 random(8);
    std::normal_distribution<double> step(0, 10);
    for (int run = 0; run < 20; ++run) {
        std::vector<MercatorPoint> line{{0, 0}};
        for (int i = 0; i < 80; ++i) {
            line.push_back({line.back().x + 8 + step(random), line.back().y + step(random)});
        }
        const auto significance = line_significance(line);
        for (const double tolerance : {0.5, 3.0, 11.0, 40.0}) {
            std::vector<bool> wanted(line.size(), false);
            wanted.front() = wanted.back() = true;
            keep(line, 0, line.size() - 1, tolerance, wanted);
            for (std::size_t i = 0; i < line.size(); ++i) {
                // A float's last bit beside the tolerance decides nothing here.
                EXPECT_EQ(significance[i] >= static_cast<float>(tolerance), wanted[i]) << i;
            }
        }
    }
}

TEST(VertexSignificance, EndsAlwaysStayAndStraightVerticesNever)
{
    EXPECT_THAT(line_significance(std::vector<MercatorPoint>{{0, 0}, {5, 0}, {9, 0}}),
                ElementsAre(kInf, 0, kInf));
    EXPECT_THAT(line_significance(std::vector<MercatorPoint>{{0, 0}, {5, 3}, {10, 0}}),
                ElementsAre(kInf, 3, kInf));
    EXPECT_TRUE(line_significance({}).empty());
    EXPECT_THAT(line_significance(std::vector<MercatorPoint>{{1, 1}}), ElementsAre(kInf));
}

TEST(VertexSignificance, ARingKeepsItsFirstVertexAndTheFarthest)
{
    const std::vector<MercatorPoint> ring{{0, 0}, {50, -1}, {100, 0}, {100, 90}, {0, 60}};
    EXPECT_THAT(ring_significance(ring),
                ElementsAre(kInf, ::testing::FloatNear(1, 1e-4F), ::testing::Gt(60.0F), kInf,
                            ::testing::Gt(40.0F)));
    EXPECT_THAT(ring_significance(std::vector<MercatorPoint>{{0, 0}, {1, 1}}),
                ElementsAre(kInf, kInf));
}

}  // namespace
}  // namespace heatward::maps
