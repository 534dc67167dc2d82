#include "heatward/geocode/cascade.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <random>
#include <string>
#include <thread>

#include <gmock/gmock.h>

#include "heatward/geocode/clue_text.hpp"
#include "heatward/geocode/folded_text.hpp"
#include "support/small_gazetteer.hpp"

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
              "location is text alone, and there is no gazetteer");
}

const Cascade& whole()
{
    static const Cascade cascade =
        testing_support::whole_cascade(testing_support::small_gazetteer());
    return cascade;
}

Match locate_text(std::string_view location, std::string_view town = "")
{
    LocationClues clues;
    clues.location = location;
    clues.town = town;
    return whole().locate(clues);
}

bool are_same(const Match& a, const Match& b)
{
    return a.level == b.level && a.position == b.position && a.uncertainty_m == b.uncertainty_m &&
           a.score == b.score && a.matched == b.matched && a.reason == b.reason &&
           a.fields == b.fields && a.candidates.size() == b.candidates.size();
}

/// What holds of every match.
void expect_sound(const Match& match, std::string_view text)
{
    EXPECT_EQ(match.position.has_value(), is_located(match.level)) << text;
    EXPECT_EQ(match.candidates.empty(), match.level != MatchLevel::ambiguous) << text;
    if (match.position) {
        EXPECT_TRUE(std::isfinite(match.position->x) && std::isfinite(match.position->y)) << text;
        EXPECT_GT(match.uncertainty_m, 0) << text;
        EXPECT_GT(match.score, 0) << text;
        EXPECT_LE(match.score, 1) << text;
        EXPECT_FALSE(match.matched.empty()) << text;
    } else {
        EXPECT_FALSE(match.reason.empty()) << text;
        EXPECT_FALSE(match.fields.empty()) << text;
    }
}

struct Level {
    const char* location;
    const char* town;
    MatchLevel level;
};

class CascadeOfText : public testing::TestWithParam<Level> {};

TEST_P(CascadeOfText, GivesTheBestLevel)
{
    const Match match = locate_text(GetParam().location, GetParam().town);
    EXPECT_EQ(match.level, GetParam().level) << match.matched << match.reason;
    expect_sound(match, GetParam().location);
}

INSTANTIATE_TEST_SUITE_P(
    All, CascadeOfText,
    testing::Values(Level{"52.0901, 0.1429", "", MatchLevel::coordinate},
                    Level{"grid ref TL 100 100", "", MatchLevel::grid_reference},
                    Level{"Mammoth, Mill Road", "", MatchLevel::premises},
                    Level{"Boots", "", MatchLevel::ambiguous},
                    Level{"Boots", "Birchham", MatchLevel::premises},
                    Level{"Mill Rd / High St", "", MatchLevel::junction},
                    Level{"12 Unheard Of, CB1 1AA", "", MatchLevel::postcode},
                    Level{"12 Mill Rd", "Ashford Magna", MatchLevel::street},
                    Level{"On or near Mill Road", "", MatchLevel::masked},
                    Level{"Church Lane", "Ashford Magna", MatchLevel::ambiguous},
                    Level{"Unheard Of, CB1 1ZZ", "", MatchLevel::sector},
                    Level{"Colbury", "", MatchLevel::place},
                    Level{"", "Colbury", MatchLevel::place},
                    Level{"Mill Road", "Colbury", MatchLevel::unlocated},
                    Level{"Unheard Of", "Colbury", MatchLevel::unlocated}));

TEST(Cascade, VagueTextsAreUnlocated)
{
    for (const char* text :
         {"unknown", "n/a", "home address", "the park", "outside the shop", "Cambridgeshire",
          "somewhere on the road", "see log", "as above", "the pub", "On or near Supermarket",
          "On or near Parking Area", "no fixed abode"}) {
        const Match match = locate_text(text, "Colbury");
        EXPECT_EQ(match.level, MatchLevel::unlocated) << text << match.matched;
        expect_sound(match, text);
    }
}

TEST(Cascade, BadTextsAreUnlocated)
{
    for (const std::string_view text :
         {std::string_view("=HYPERLINK(\"http://x\")"), std::string_view("=1+1"),
          std::string_view("+44"), std::string_view("@SUM(1)"), std::string_view("\0\0\0\0", 4),
          std::string_view("\x01\x02\x1B[31m"), std::string_view("?!.,;:-()/@&+"),
          std::string_view("1234567890"), std::string_view("12 34 56 78 90"),
          std::string_view("\xFF\xFE\xC3\x28"), std::string_view("'; DROP TABLE incidents; --"),
          std::string_view("\xF0\x9F\x9A\x93")}) {
        const Match match = locate_text(text);
        EXPECT_EQ(match.level, MatchLevel::unlocated) << text << match.matched;
        EXPECT_EQ(match.reason.find(text), std::string::npos);
        LocationClues clues;
        for (auto clue : {&LocationClues::lon, &LocationClues::lat, &LocationClues::x,
                          &LocationClues::y, &LocationClues::grid_reference, &LocationClues::uprn,
                          &LocationClues::town, &LocationClues::postcode}) {
            clues.*clue = text;
        }
        EXPECT_FALSE(whole().locate(clues).position) << text;
    }
}

TEST(Cascade, NamesOfAnotherTownAreNotTaken)
{
    const auto located = [](const char* location, const char* town, const char* postcode) {
        LocationClues clues;
        clues.location = location;
        clues.town = town;
        clues.postcode = postcode;
        return whole().locate(clues);
    };
    EXPECT_TRUE(located("Mill Road", "", "").position);
    EXPECT_TRUE(located("Mill Road, Cambs", "", "").position);
    EXPECT_TRUE(located("Mill Road", "Herts", "").position);
    EXPECT_TRUE(located("Mill Road, male assaulted", "", "").position);
    // Towns that the gazetteer lacks.
    EXPECT_FALSE(located("Mill Road, Luton", "", "").position);
    EXPECT_FALSE(located("Mill Road", "Luton", "").position);
    EXPECT_FALSE(located("Mammoth Tap", "Hull", "").position);
    EXPECT_EQ(located("Mill Road", "Hull", "").reason,
              "location names a town that is not in the gazetteer");
    // Before the name, and misspelt.
    EXPECT_FALSE(located("Colbury, Mill Road", "", "").position);
    EXPECT_FALSE(located("Mill Road, Colbuury", "", "").position);
    EXPECT_TRUE(located("High Street, Birchhm", "", "").position);
    // A postcode of a sector that the gazetteer lacks, and one 20 km off.
    EXPECT_FALSE(located("Mill Road", "", "SW1A 1AA").position);
    EXPECT_FALSE(located("Mill Road SW1A 1AA", "", "").position);
    EXPECT_EQ(located("Mill Road", "", "CB2 1ZZ").level, MatchLevel::sector);
}

TEST(Cascade, WhereSomebodyLivesOrWasBroughtIsNotWhereItHappened)
{
    const auto level = [](const char* location) {
        LocationClues clues;
        clues.location = location;
        return whole().locate(clues).level;
    };
    EXPECT_EQ(level("lives nr Mill Road"), MatchLevel::unlocated);
    EXPECT_EQ(level("home CB1 1AA, assaulted in town"), MatchLevel::unlocated);
    EXPECT_EQ(level("home CB1 1AA. Assaulted on Mill Road"), MatchLevel::street);
    EXPECT_EQ(level("brought to Queen Edith Hospital, assaulted in pub"), MatchLevel::unlocated);
    EXPECT_EQ(level("not Mammoth Tap"), MatchLevel::unlocated);
    EXPECT_EQ(level("care home Mill Road"), MatchLevel::street);
    EXPECT_EQ(level("outside Queen Edith Hospital"), MatchLevel::premises);
}

TEST(Cascade, OnOrNearMasksWhateverItNames)
{
    const auto locate = [](const char* location) {
        LocationClues clues;
        clues.location = location;
        return whole().locate(clues);
    };
    for (const char* text : {"On or near Mammoth Tap", "ON  OR NEAR Mill Road / High Street"}) {
        EXPECT_EQ(locate(text).level, MatchLevel::masked) << text;
        EXPECT_GE(locate(text).uncertainty_m, kStreetMaskUncertainty_m) << text;
    }
    EXPECT_EQ(locate("the pub on or near Mill Road").level, MatchLevel::street);
}

TEST(Cascade, ABetterClueThatFailedSaysWhyWhereAnotherLocates)
{
    LocationClues clues;
    clues.lon = "north";
    clues.lat = "52";
    clues.uprn = "42";
    clues.postcode = "CB1 1ZZ";
    clues.location = "12 Mill Road";
    const Match match = whole().locate(clues);
    EXPECT_EQ(match.level, MatchLevel::street);
    EXPECT_EQ(match.reason,
              "lon is no number; UPRN is not in the gazetteer; postcode is not in the gazetteer");
    EXPECT_THAT(match.fields, ElementsAre("lon", "uprn", "postcode"));
    EXPECT_FALSE(match.is_outside_study_area);
    clues.postcode = "CB9 9ZZ";
    clues.location = "Church Lane";
    clues.town = "Ashford Magna";
    const Match none = whole().locate(clues);
    EXPECT_EQ(none.level, MatchLevel::ambiguous);
    EXPECT_EQ(none.candidates.size(), 2U);
}

/// Words that stand in no name of the small gazetteer and lie two errors from none.
std::string random_word(std::mt19937& random)
{
    std::string word(2 + random() % 9, ' ');
    std::generate(word.begin(), word.end(), [&] { return "qxzjvkw"[random() % 7]; });
    return word;
}

TEST(Cascade, NothingIsLocatedByDefault)
{
    std::mt19937 random(21);
    constexpr std::array signs{" ", " ", " ", ", ", " / ", " and ", " @ ", " road ", " street, "};
    for (int i = 0; i < 3'000; ++i) {
        std::string text = i % 3 == 0 ? std::to_string(random() % 300) + " " : "";
        for (std::size_t words = 1 + random() % 6; words > 0; --words) {
            text += random_word(random) + signs[random() % signs.size()];
        }
        const Match match = locate_text(text, i % 2 == 0 ? "Colbury" : "");
        EXPECT_EQ(match.level, MatchLevel::unlocated) << text << ": " << match.matched;
        expect_sound(match, text);
    }
}

std::vector<std::string> random_texts(std::size_t n)
{
    constexpr std::array parts{
        "12",      "Mill",     "Road",         "High",    "St",       "/",      "&",
        "Boots",   "Church",   "Lane",         ",",       "CB1 1AA",  "CB2",    "1TN",
        "and",     "o/s",      "Birchham",     "Colbury", "Maltigns", "Elm",    "Cres",
        "jw",      "the",      "Paddocks",     "TL 100",  "100",      "52.09",  "0.1429",
        "52.0901", "East Fen", "\xE2\x80\x99", "\n",      "near",     "corner", "Station",
        "Mammoth"};
    std::mt19937 random(33);
    std::vector<std::string> texts(n);
    for (std::string& text : texts) {
        for (std::size_t words = 1 + random() % 8; words > 0; --words) {
            text += std::string(parts[random() % parts.size()]) + " ";
        }
    }
    return texts;
}

TEST(Cascade, EveryMatchIsSoundAndTheSameFromTwoThreads)
{
    const std::vector<std::string> texts = random_texts(3'000);
    std::vector<Match> first(texts.size());
    std::vector<Match> second(texts.size());
    const auto locate_all = [&](std::vector<Match>& matches) {
        for (std::size_t i = 0; i < texts.size(); ++i) {
            matches[i] = locate_text(texts[i], i % 3 == 0 ? "Birchham" : "");
        }
    };
    std::thread other([&] { locate_all(second); });
    locate_all(first);
    other.join();
    std::ptrdiff_t located = 0;
    for (std::size_t i = 0; i < texts.size(); ++i) {
        expect_sound(first[i], texts[i]);
        EXPECT_TRUE(are_same(first[i], second[i])) << texts[i];
        located += first[i].position ? 1 : 0;
    }
    EXPECT_GT(located, 500);
    EXPECT_LT(located, 2'900);
}

TEST(Cascade, AMegabyteIsItsFirstBytes)
{
    for (const std::string start : {"12 Mill Road, ", "Boots ", "Mill Rd / High St / ", "x ",
                                    "and ", "Maltigns Lane ", "52.0901 0.1429 ", "CB1 1AA "}) {
        std::string text;
        while (text.size() < 1'000'000) {
            text += start;
        }
        const Match match = locate_text(text, text);
        EXPECT_TRUE(are_same(
            match, locate_text(text.substr(0, kLongestLocation), text.substr(0, kLongestLocation))))
            << start;
        expect_sound(match, start);
    }
}

}  // namespace
}  // namespace heatward::geocode
