#include "case_folding.hpp"

#include <gtest/gtest.h>

namespace heatward::cql2 {
namespace {

TEST(CaseFolding, FoldsAlphabets)
{
    EXPECT_EQ(fold_case("St. JOHN's 42"), "st. john's 42");
    EXPECT_EQ(fold_case("ÉÀÖØÞ×÷ÿŸ"), "éàöøþ×÷ÿÿ");
    EXPECT_EQ(fold_case("ŁÓDŹ Ŵ Ŷ Ő Ș"), "łódź ŵ ŷ ő ș");
    EXPECT_EQ(fold_case("ΑΒΓ ΆΈΌΏ Σς"), "αβγ άέόώ σσ");
    EXPECT_EQ(fold_case("МОСКВА ЁЖ Ґ"), "москва ёж ґ");
    EXPECT_EQ(fold_case("ԵՐԵՎԱՆ"), "երեվան");
    EXPECT_EQ(fold_case("Ḁ Ỹ"), "ḁ ỹ");
}

TEST(CaseFolding, FoldsToSeveralCharacters)
{
    EXPECT_EQ(fold_case("STRASSE"), fold_case("Straße"));
    EXPECT_EQ(fold_case("ẞ"), "ss");
    EXPECT_EQ(fold_case("İ"), "i\u0307");
}

TEST(CaseFolding, LeavesOtherBytes)
{
    EXPECT_EQ(fold_case("日本 😀"), "日本 😀");
    EXPECT_EQ(fold_case("\xFF\xC3"), "\xFF\xC3");
    EXPECT_EQ(fold_case("\xE2\x84"), "\xE2\x84");
}

TEST(CaseFolding, FoldingTwiceChangesNothing)
{
    for (char32_t c = 1; c < 0x800; ++c) {
        std::string text;
        if (c < 0x80) {
            text += static_cast<char>(c);
        } else {
            text += static_cast<char>(0xC0U | (c >> 6U));
            text += static_cast<char>(0x80U | (c & 0x3FU));
        }
        EXPECT_EQ(fold_case(fold_case(text)), fold_case(text)) << text;
    }
}

}  // namespace
}  // namespace heatward::cql2
