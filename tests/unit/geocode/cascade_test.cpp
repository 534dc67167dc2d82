#include "heatward/geocode/cascade.hpp"

#include <gmock/gmock.h>

#include "heatward/geocode/clue_text.hpp"

namespace heatward::geocode {
namespace {

using ::testing::ElementsAre;

/// Reads one clue, and locates what is written "here".
class Step final : public Locator {
public:
    Step(std::string_view LocationClues::*clue, std::string name, MatchLevel level)
        : m_clue(clue), m_name(std::move(name)), m_level(level)
    {
    }

    bool has_clue(const LocationClues& clues) const override { return !is_blank(clues.*m_clue); }
    Match locate(const LocationClues& clues) const override
    {
        if (clues.*m_clue != "here") {
            return unlocated(m_name + " is bad", {m_name});
        }
        Match match;
        match.level = m_level;
        match.position = ProjectedPoint{1, 2};
        return match;
    }

private:
    std::string_view LocationClues::*m_clue;
    std::string m_name;
    MatchLevel m_level;
};

Cascade two_steps()
{
    std::vector<std::unique_ptr<const Locator>> steps;
    steps.push_back(std::make_unique<Step>(&LocationClues::x, "x", MatchLevel::coordinate));
    steps.push_back(
        std::make_unique<Step>(&LocationClues::postcode, "postcode", MatchLevel::postcode));
    return Cascade(std::move(steps));
}

Match locate(std::string_view x, std::string_view postcode, std::string_view location = "")
{
    LocationClues clues;
    clues.x = x;
    clues.postcode = postcode;
    clues.location = location;
    return two_steps().locate(clues);
}

TEST(Cascade, TheFirstPositionDecides)
{
    EXPECT_EQ(locate("here", "here").level, MatchLevel::coordinate);
    EXPECT_EQ(locate("", "here").level, MatchLevel::postcode);
    const Match second = locate("there", "here");
    EXPECT_EQ(second.level, MatchLevel::postcode);
    EXPECT_EQ(second.reason, "x is bad");
    EXPECT_EQ(locate("", "here").reason, "");
}

TEST(Cascade, WithoutAPositionEveryFailedClueIsNamed)
{
    const Match none = locate("there", "there");
    EXPECT_FALSE(none.position);
    EXPECT_EQ(none.reason, "x is bad; postcode is bad");
    EXPECT_THAT(none.fields, ElementsAre("x", "postcode"));
}

TEST(Cascade, WithoutACluesSaysWhatIsThere)
{
    EXPECT_EQ(locate("", " ").reason, "no location");
    EXPECT_EQ(locate("", "", "High Street").reason,
              "location is text alone, which this version does not look up");
}

}  // namespace
}  // namespace heatward::geocode
