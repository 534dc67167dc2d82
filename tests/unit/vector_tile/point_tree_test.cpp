#include "point_tree.hpp"

#include <random>
#include <set>

#include <gtest/gtest.h>

namespace heatward::vector_tile {
namespace {

TEST(PointTree, FindsWhatIsThereAndWithin)
{
    std::mt19937 random(21);
    std::uniform_real_distribution<double> place(-50, 50);
    std::vector<PointTree::Place> places(1000);
    for (auto& one : places) {
        one = {place(random), place(random)};
    }
    PointTree tree(places);
    std::set<std::uint32_t> there;
    for (std::uint32_t i = 0; i < places.size(); ++i) {
        there.insert(i);
    }
    for (std::uint32_t round = 0; round < 100; ++round) {
        Extent box;
        box.include(place(random), place(random));
        box.include(place(random), place(random));
        std::set<std::uint32_t> wanted;
        for (const std::uint32_t i : there) {
            if (box.contains(places[i].x, places[i].y)) {
                wanted.insert(i);
            }
        }
        std::set<std::uint32_t> found;
        EXPECT_FALSE(tree.any_within(box, [&](std::uint32_t i) {
            EXPECT_TRUE(found.insert(i).second);
            return false;
        }));
        EXPECT_EQ(found, wanted);
        EXPECT_EQ(tree.any_within(box, [](std::uint32_t) { return true; }), !wanted.empty());
        for (std::uint32_t i = round * 9; i < round * 9 + 9; ++i) {
            tree.remove(i);
            there.erase(i);
        }
    }
    EXPECT_FALSE(PointTree({}).any_within({0, 0, 1, 1}, [](std::uint32_t) { return true; }));
}

}  // namespace
}  // namespace heatward::vector_tile
