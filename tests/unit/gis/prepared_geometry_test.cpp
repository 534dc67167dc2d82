#include "heatward/gis/prepared_geometry.hpp"

#include <array>
#include <atomic>
#include <cmath>
#include <limits>
#include <random>
#include <thread>

#include "throws_with.hpp"

namespace heatward::gis {
namespace {

using testing::HasSubstr;
using Line = std::vector<ProjectedPoint>;

PreparedGeometry of_polygons(const ProjectedMultiPolygon& polygons) { return {{}, {}, polygons}; }

PreparedGeometry of_lines(const std::vector<Line>& lines) { return {{}, lines, {}}; }

PreparedGeometry of_points(const std::vector<ProjectedPoint>& points) { return {points, {}, {}}; }

ProjectedMultiPolygon square(double x, double y, double size)
{
    return {{{{x, y}, {x + size, y}, {x + size, y + size}, {x, y + size}}, {}}};
}

/// Twice the signed area of a triangle: exact for the small integers of these tests.
double turn(const ProjectedPoint& a, const ProjectedPoint& b, const ProjectedPoint& c)
{
    return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
}

bool on_segment(const ProjectedPoint& p, const ProjectedPoint& a, const ProjectedPoint& b)
{
    return turn(a, b, p) == 0 && std::min(a.x, b.x) <= p.x && p.x <= std::max(a.x, b.x) &&
           std::min(a.y, b.y) <= p.y && p.y <= std::max(a.y, b.y);
}

bool segments_meet(const ProjectedPoint& a, const ProjectedPoint& b, const ProjectedPoint& c,
                   const ProjectedPoint& d)
{
    const auto sides = [](double s, double t) { return (s < 0 && t > 0) || (s > 0 && t < 0); };
    return (sides(turn(a, b, c), turn(a, b, d)) && sides(turn(c, d, a), turn(c, d, b))) ||
           on_segment(a, c, d) || on_segment(b, c, d) || on_segment(c, a, b) || on_segment(d, a, b);
}

struct Triangle {
    std::array<ProjectedPoint, 3> corners;

    bool holds(const ProjectedPoint& p) const
    {
        const double s = turn(corners[0], corners[1], p);
        const double t = turn(corners[1], corners[2], p);
        const double u = turn(corners[2], corners[0], p);
        return (s >= 0 && t >= 0 && u >= 0) || (s <= 0 && t <= 0 && u <= 0);
    }
    bool meets(const ProjectedPoint& a, const ProjectedPoint& b) const
    {
        bool met = holds(a) || holds(b);
        for (std::size_t i = 0; i < 3; ++i) {
            met = met || segments_meet(a, b, corners[i], corners[(i + 1) % 3]);
        }
        return met;
    }
    bool meets(const Triangle& other) const
    {
        bool met = other.holds(corners[0]) || holds(other.corners[0]);
        for (std::size_t i = 0; i < 3; ++i) {
            met = met || other.meets(corners[i], corners[(i + 1) % 3]);
        }
        return met;
    }
    ProjectedMultiPolygon polygon() const { return {{{corners[0], corners[1], corners[2]}, {}}}; }
};

/// Points, lines and triangles at random places of a small grid, so that they often just touch.
class GridScene {
public:
    explicit GridScene(unsigned seed) : m_random(seed) {}

    ProjectedPoint point() { return {coordinate(), coordinate()}; }
    Triangle triangle()
    {
        Triangle triangle{{point(), point(), point()}};
        while (turn(triangle.corners[0], triangle.corners[1], triangle.corners[2]) == 0) {
            triangle.corners = {point(), point(), point()};
        }
        return triangle;
    }

private:
    double coordinate() { return static_cast<double>(m_random() % 13); }

    std::mt19937 m_random;
};

TEST(PreparedGeometry, AgreesWithBruteForceOnAGrid)
{
    for (unsigned seed = 1; seed <= 150; ++seed) {
        GridScene scene(seed);
        const std::vector<ProjectedPoint> points{scene.point(), scene.point()};
        const std::vector<Line> lines{{scene.point(), scene.point(), scene.point()}};
        const std::vector<Triangle> triangles{scene.triangle(), scene.triangle()};
        ProjectedMultiPolygon polygons;  // overlapping as often as not
        for (const Triangle& triangle : triangles) {
            polygons.push_back(triangle.polygon().front());
        }
        const PreparedGeometry prepared(points, lines, polygons);
        const auto expected = [&](const auto& of_point, const auto& of_segment,
                                  const auto& of_triangle) {
            bool met = false;
            for (const ProjectedPoint& p : points) {
                met = met || of_point(p);
            }
            met =
                met || of_segment(lines[0][0], lines[0][1]) || of_segment(lines[0][1], lines[0][2]);
            for (const Triangle& t : triangles) {
                met = met || of_triangle(t);
            }
            return met;
        };
        for (int i = 0; i < 60; ++i) {
            const ProjectedPoint p = scene.point();
            EXPECT_EQ(prepared.intersects(p),
                      expected([&](const auto& q) { return p == q; },
                               [&](const auto& a, const auto& b) { return on_segment(p, a, b); },
                               [&](const Triangle& t) { return t.holds(p); }))
                << "seed " << seed << " at " << p.x << " " << p.y;
            const Triangle t = scene.triangle();
            EXPECT_EQ(prepared.intersects(t.polygon()),
                      expected([&](const auto& q) { return t.holds(q); },
                               [&](const auto& a, const auto& b) { return t.meets(a, b); },
                               [&](const Triangle& other) { return t.meets(other); }))
                << "seed " << seed << ", triangle " << i;
        }
    }
}

TEST(PreparedGeometry, BoundariesBelongToPolygons)
{
    ProjectedMultiPolygon ring = square(0, 0, 10);
    ring[0].holes.push_back({{4, 4}, {4, 6}, {6, 6}, {6, 4}});
    const PreparedGeometry prepared = of_polygons(ring);
    EXPECT_TRUE(prepared.intersects(ProjectedPoint{0, 0}));
    EXPECT_TRUE(prepared.intersects(ProjectedPoint{10, 5}));
    EXPECT_TRUE(prepared.intersects(ProjectedPoint{4, 5})) << "the hole's edge";
    EXPECT_FALSE(prepared.intersects(ProjectedPoint{5, 5})) << "in the hole";
    EXPECT_FALSE(prepared.intersects(ProjectedPoint{std::nextafter(10.0, 11.0), 5}));
    EXPECT_TRUE(prepared.intersects(square(10, 10, 1))) << "a shared corner";
    EXPECT_TRUE(prepared.intersects(square(10, 2, 1))) << "a shared edge";
    EXPECT_TRUE(prepared.intersects(square(4, 4, 2))) << "what fills the hole touches its edge";
    EXPECT_FALSE(prepared.intersects(square(4.5, 4.5, 1))) << "inside the hole";
    EXPECT_TRUE(prepared.intersects(square(-5, -5, 30))) << "what holds it all";
    EXPECT_FALSE(prepared.intersects(square(10.5, 0, 1)));
}

TEST(PreparedGeometry, LinesAndPointsAreMetWhereTheyAre)
{
    const PreparedGeometry line = of_lines({{{0, 0}, {4, 2}}});
    EXPECT_TRUE(line.intersects(ProjectedPoint{2, 1}));
    EXPECT_FALSE(line.intersects(ProjectedPoint{2, 1.0000001}));
    EXPECT_TRUE(line.intersects(square(-1, 0.5, 2)));
    EXPECT_FALSE(line.intersects(square(-1, 0.6, 2)));
    const PreparedGeometry points = of_points({{1, 1}, {5, 5}});
    EXPECT_TRUE(points.intersects(ProjectedPoint{5, 5}));
    EXPECT_FALSE(points.intersects(ProjectedPoint{3, 3}));
    EXPECT_TRUE(points.intersects(square(5, 4, 2))) << "on its edge";
    EXPECT_FALSE(points.intersects(square(2, 2, 2)));
    EXPECT_TRUE(of_lines({{{3, 3}, {3, 3}}}).intersects(ProjectedPoint{3, 3}))
        << "a line without length";
}

TEST(PreparedGeometry, SelfCrossingPolygonsAreMadeValid)
{
    const PreparedGeometry bow_tie = of_polygons({{{{0, 0}, {4, 4}, {4, 0}, {0, 4}}, {}}});
    EXPECT_TRUE(bow_tie.intersects(ProjectedPoint{3.5, 2}));
    EXPECT_TRUE(bow_tie.intersects(ProjectedPoint{0.5, 2}));
    EXPECT_TRUE(bow_tie.intersects(ProjectedPoint{2, 2})) << "the crossing";
    EXPECT_FALSE(bow_tie.intersects(ProjectedPoint{2, 3}));
    const PreparedGeometry flat = of_polygons({{{{0, 0}, {4, 0}, {2, 0}}, {}}});
    EXPECT_TRUE(flat.intersects(ProjectedPoint{1, 0}));
    EXPECT_FALSE(flat.intersects(ProjectedPoint{1, 0.1}));
}

TEST(PreparedGeometry, OverlappingPolygonsCountAsTheirUnion)
{
    ProjectedMultiPolygon two = square(0, 0, 10);
    two.push_back(square(5, 5, 10)[0]);
    const PreparedGeometry prepared = of_polygons(two);
    EXPECT_TRUE(prepared.intersects(ProjectedPoint{7, 7})) << "in both";
    EXPECT_TRUE(prepared.intersects(ProjectedPoint{2, 2}));
    EXPECT_TRUE(prepared.intersects(ProjectedPoint{14, 14}));
    EXPECT_FALSE(prepared.intersects(ProjectedPoint{2, 14}));
    EXPECT_TRUE(prepared.intersects(square(6, 6, 1)));
}

TEST(PreparedGeometry, ExtentIsThatOfAllParts)
{
    const PreparedGeometry prepared(std::vector<ProjectedPoint>{{-3, 1}},
                                    std::vector<Line>{{{0, 0}, {1, 20}}}, square(5, 5, 2));
    EXPECT_EQ(prepared.extent().min_x, -3);
    EXPECT_EQ(prepared.extent().min_y, 0);
    EXPECT_EQ(prepared.extent().max_x, 7);
    EXPECT_EQ(prepared.extent().max_y, 20);
}

TEST(PreparedGeometry, NothingMeetsNothing)
{
    const PreparedGeometry nothing({}, {}, {});
    EXPECT_TRUE(nothing.extent().is_empty());
    EXPECT_FALSE(nothing.intersects(ProjectedPoint{0, 0}));
    EXPECT_FALSE(nothing.intersects(square(-1, -1, 2)));
    const PreparedGeometry something = of_polygons(square(0, 0, 1));
    EXPECT_FALSE(something.intersects(ProjectedMultiPolygon{}));
    EXPECT_FALSE(something.intersects(ProjectedPoint{std::nan(""), 0.5}));
}

TEST(PreparedGeometry, RefusesWhatIsNoGeometry)
{
    const double inf = std::numeric_limits<double>::infinity();
    EXPECT_THAT(message_of<DataError>([&] { of_points({{inf, 0}}); }), HasSubstr("vertex"));
    EXPECT_THAT(message_of<DataError>([&] { of_lines({{{0, 0}}}); }), HasSubstr("two vertices"));
    EXPECT_THAT(message_of<DataError>([&] {
                    of_lines({{{0, 0}, {0, std::nan("")}}});
                }),
                HasSubstr("vertex"));
    EXPECT_THAT(message_of<DataError>([&] {
                    of_polygons({{{{0, 0}, {1, 1}}, {}}});
                }),
                HasSubstr("three vertices"));
    ProjectedMultiPolygon holed = square(0, 0, 9);
    holed[0].holes.push_back({{1, 1}, {2, 2}});
    EXPECT_THAT(message_of<DataError>([&] { of_polygons(holed); }), HasSubstr("three vertices"));
    const PreparedGeometry prepared = of_polygons(square(0, 0, 9));
    EXPECT_THAT(message_of<DataError>([&] {
                    static_cast<void>(prepared.intersects(
                        ProjectedMultiPolygon{{{{0, 0}, {inf, 0}, {1, 1}}, {}}}));
                }),
                HasSubstr("vertex"));
}

TEST(PreparedGeometry, IsAskedByManyThreadsAtOnce)
{
    ProjectedMultiPolygon comb;
    for (int i = 0; i < 200; ++i) {
        comb.push_back(square(3.0 * i, 0, 2)[0]);
    }
    PreparedGeometry first = of_polygons(comb);
    const PreparedGeometry prepared = std::move(first);
    std::atomic<int> wrong = 0;
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t) {
        threads.emplace_back([&] {
            for (int i = 0; i < 2000; ++i) {
                const double x = static_cast<double>(i % 600) + 0.5;
                const bool inside = i % 600 % 3 != 2;
                wrong += prepared.intersects(ProjectedPoint{x, 1}) == inside ? 0 : 1;
                wrong += prepared.intersects(square(x - 0.25, 1, 0.5)) == inside ? 0 : 1;
            }
        });
    }
    for (std::thread& thread : threads) {
        thread.join();
    }
    EXPECT_EQ(wrong, 0);
}

}  // namespace
}  // namespace heatward::gis
