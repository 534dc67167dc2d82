#include "heatward/geocode/place_choice.hpp"

#include <gmock/gmock.h>

namespace heatward::geocode {
namespace {

using ::testing::ElementsAre;

/// Ely about (0, 0) with a radius of 1 km; March 20 km east; Holland is a label alone.
LocalityTable towns()
{
    const std::vector<PlaceRecord> places{{"Ely", {0, 0}, 1'000}, {"March", {20'000, 0}, 1'000}};
    return LocalityTable(places, {}, std::vector<std::string>{"Holland"});
}

PlaceOption at(double x, const LabelTable* labels = nullptr, std::uint32_t entry = 0)
{
    return {{x, 0}, 10, "option", labels, entry, 1};
}

std::vector<Mention> named(const LocalityTable& table, std::string_view key)
{
    const auto names = table.names().find(key);
    return {{NameKind::locality, 0, 1, key.size(), 0, {names.begin(), names.end()}}};
}

TEST(PlaceChoice, OneOptionIsChosenAndNothingTellsSeveralApart)
{
    const LocalityTable table = towns();
    EXPECT_EQ(choose_place(table, std::vector{at(0)}, {}).chosen, 0U);
    const PlaceChoice two = choose_place(table, std::vector{at(0), at(20'000)}, {});
    EXPECT_FALSE(two.chosen);
    EXPECT_THAT(two.left, ElementsAre(0, 1));
    const PlaceChoice none = choose_place(table, {}, {});
    EXPECT_FALSE(none.chosen);
    EXPECT_FALSE(none.is_elsewhere);
}

TEST(PlaceChoice, TheTownTellsApart)
{
    const LocalityTable table = towns();
    EXPECT_EQ(choose_place(table, std::vector{at(0), at(20'000)}, named(table, "march")).chosen,
              1U);
    EXPECT_EQ(choose_place(table, std::vector{at(0), at(20'000)}, named(table, "ely")).chosen, 0U);
}

TEST(PlaceChoice, OptionsWithinTheMarginStayAmbiguous)
{
    const LocalityTable table = towns();
    // Both nearer to Ely than to any place: 400 m and 800 m beyond its border, margin 500 m.
    const PlaceChoice close =
        choose_place(table, std::vector{at(-1'400), at(1'800)}, named(table, "ely"));
    EXPECT_FALSE(close.chosen);
    EXPECT_EQ(close.left.size(), 2U);
    EXPECT_EQ(choose_place(table, std::vector{at(-1'400), at(1'901)}, named(table, "ely")).chosen,
              0U);
}

TEST(PlaceChoice, FarFromTheNamedTownIsElsewhere)
{
    const LocalityTable table = towns();
    // 3 km beyond the border and the margin of 500 m, and as far as the place itself reaches.
    std::vector options{at(4'500)};
    options.front().uncertainty_m = 0;
    EXPECT_EQ(choose_place(table, options, named(table, "ely")).chosen, 0U);
    options.front() = at(4'600);
    options.front().uncertainty_m = 100;
    EXPECT_EQ(choose_place(table, options, named(table, "ely")).chosen, 0U);
    options.front().uncertainty_m = 99;
    const PlaceChoice far = choose_place(table, options, named(table, "ely"));
    EXPECT_FALSE(far.chosen);
    EXPECT_TRUE(far.is_elsewhere);
}

TEST(PlaceChoice, LabelsGoBeforeDistance)
{
    const LocalityTable table = towns();
    LabelTable labels;
    labels.append(std::vector<std::string>{"March"});
    labels.append(std::vector<std::string>{"Holland"});
    const std::vector options{at(0, &labels, 0), at(20'000, &labels, 1)};
    EXPECT_EQ(choose_place(table, options, named(table, "march")).chosen, 0U);
    EXPECT_EQ(choose_place(table, options, named(table, "holland")).chosen, 1U);
    // A label that none bears, and no place, says nothing.
    const std::vector unlabelled{at(0), at(20'000)};
    EXPECT_EQ(choose_place(table, unlabelled, named(table, "holland")).left.size(), 2U);
}

TEST(PlaceChoice, AnAmbiguousMatchListsItsCandidatesAndHasNoPosition)
{
    const std::vector<PlaceOption> options(25, at(7));
    std::vector<std::size_t> left(25);
    for (std::size_t i = 0; i < left.size(); ++i) {
        left[i] = i;
    }
    const Match match = ambiguous_match(options, left);
    EXPECT_EQ(match.level, MatchLevel::ambiguous);
    EXPECT_FALSE(match.position);
    ASSERT_EQ(match.candidates.size(), kMostCandidates);
    EXPECT_EQ(match.candidates[0].name, "option");
    EXPECT_EQ(match.candidates[0].position.x, 7);
    EXPECT_DOUBLE_EQ(match.candidates[0].score, 1.0 / 25);
    EXPECT_FALSE(match.reason.empty());
}

}  // namespace
}  // namespace heatward::geocode
