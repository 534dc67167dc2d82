#include "unmatched_texts.hpp"

#include <gmock/gmock.h>

namespace heatward::pipeline {
namespace {

using ::testing::ElementsAre;
using ::testing::SizeIs;

TEST(UnmatchedTexts, ShowsTextAsGivenWithoutControls)
{
    EXPECT_EQ(shown_text("Café \"Ŵ\" <b> 😀"), "Café \"Ŵ\" <b> 😀");
    EXPECT_EQ(shown_text("Caf\xE9"), "Café");  // Windows-1252
    EXPECT_EQ(shown_text("a\tb\x1B\x7F"), "a�b��");
    EXPECT_EQ(shown_text("a\u0085b\u202Ec\u2066d\u2028e\u200Ff"), "a�b�c�d�e�f");
    EXPECT_EQ(shown_text("\u00A0\u00E9\u2013\u2030"), "\u00A0\u00E9\u2013\u2030");
}

TEST(UnmatchedTexts, CutsBetweenCharacters)
{
    std::string eighty;
    for (std::size_t i = 0; i < kShownCharacters; ++i) {
        eighty += "é";
    }
    EXPECT_EQ(shown_text(eighty), eighty);
    EXPECT_EQ(shown_text(eighty + "é"), eighty + "…");
    EXPECT_EQ(shown_text(std::string(1 << 20, 'x')).size(), kShownCharacters + 3);
}

TEST(UnmatchedTexts, ListsTheCommonest)
{
    UnmatchedTexts texts;
    for (const char* text : {"b", " b ", "a", "c", "a", "", "  \t", "b"}) {
        texts.add(text);
    }
    EXPECT_THAT(texts.commonest(1),
                ElementsAre(TextRows{"b", 3}, TextRows{"a", 2}, TextRows{"c", 1}));
    EXPECT_THAT(texts.commonest(2), ElementsAre(TextRows{"b", 3}, TextRows{"a", 2}));
    for (int i = 0; i < 50; ++i) {
        texts.add("street " + std::to_string(i));
    }
    EXPECT_THAT(texts.commonest(1), SizeIs(kListedTexts));
}

}  // namespace
}  // namespace heatward::pipeline
