#include "heatward/core/nearest_name.hpp"

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace heatward {
namespace {

TEST(NearestName, CountsEdits)
{
    EXPECT_EQ(edit_distance("", ""), 0U);
    EXPECT_EQ(edit_distance("kitten", "sitting"), 3U);
    EXPECT_EQ(edit_distance("abc", ""), 3U);
}

TEST(NearestName, SuggestsOnlyWhatIsNear)
{
    const std::vector<std::string> known{"bandwidth", "bandwidths", "kernel", "x"};
    EXPECT_EQ(nearest_name("bandwidht", known), "bandwidth");
    EXPECT_EQ(nearest_name("kernal", known), "kernel");
    EXPECT_EQ(nearest_name("password", known), "");
    EXPECT_EQ(nearest_name("", known), "x");
}

TEST(NearestName, SuggestsNothingForNamesThatNobodyMistyped)
{
    const std::string longest(64, 'a');
    const std::string longer(65, 'a');
    const std::vector<std::string> known{longest, longer};
    EXPECT_EQ(nearest_name(longest, known), longest);
    EXPECT_EQ(nearest_name(longer, known), "");
    EXPECT_EQ(nearest_name(std::string(1U << 20U, 'a'), known), "");
}

TEST(NearestName, IsTheFirstOfTheNearestByEveryCandidatesDistance)
{
    std::mt19937 random(1);
    const auto text = [&random](std::size_t longest) {
        std::string made(random() % (longest + 1), ' ');
        for (char& letter : made) {
            letter = static_cast<char>('a' + random() % 3);
        }
        return made;
    };
    int suggested = 0;
    for (int round = 0; round < 500; ++round) {
        const std::string name = text(8);
        std::vector<std::string> known;
        for (int i = 0; i < 6; ++i) {
            known.push_back(text(16));
        }
        std::string expected;
        std::size_t nearest = std::max<std::size_t>(1, name.size() / 2) + 1;
        for (const std::string& candidate : known) {
            if (edit_distance(name, candidate) < nearest) {
                nearest = edit_distance(name, candidate);
                expected = candidate;
            }
        }
        EXPECT_EQ(nearest_name(name, known), expected) << name;
        suggested += expected.empty() ? 0 : 1;
    }
    EXPECT_GT(suggested, 100);
}

}  // namespace
}  // namespace heatward
