#include "heatward/geocode/folded_text.hpp"

#include <algorithm>
#include <random>

#include <gtest/gtest.h>

namespace heatward::geocode {
namespace {

TEST(FoldedText, TakesAccentsOffAndWritesLigaturesOut)
{
    EXPECT_EQ(folded("Caf\u00e9 \u00c9LYS\u00c9E"), "cafe elysee");
    EXPECT_EQ(folded("\u00c6thelred \u0153uvre stra\u00dfe \u00deorn"),
              "aethelred oeuvre strasse thorn");
    EXPECT_EQ(folded("Llanfair \u0174\u0177 \u0141\u00f3d\u017a \u0160koda \u017f"),
              "llanfair wy lodz skoda s");
}

TEST(FoldedText, SignsOfAllKindsBecomeThePlainOnes)
{
    EXPECT_EQ(folded("St Mark\u2019s"), "st mark's");
    EXPECT_EQ(folded("\u2018Elms\u2019 \u2032"), "'elms' '");
    EXPECT_EQ(folded("12\u201314\u2014b\u2011c\u2010d"), "12-14-b-c-d");
    EXPECT_EQ(folded("a\u2044b\u2215c"), "a/b/c");
}

TEST(FoldedText, BlanksOfAllKindsAndControlCharactersBecomeBlanks)
{
    EXPECT_EQ(folded("High\u00a0Street\tEly\u2003x\u3000y"), "high street ely x y");
    EXPECT_EQ(folded(std::string_view("a\0b\x01"
                                      "c\x7F"
                                      "d",
                                      7)),
              "a b c d");
    EXPECT_EQ(folded("a\r\nb"), "a\n\nb");  // line ends part the lines of an address
}

TEST(FoldedText, BytesThatAreNoUtf8AreReadAsWindows1252)
{
    EXPECT_EQ(folded("Caf\xE9"), "cafe");
    EXPECT_EQ(folded("St Mark\x92s \x96 \x93quoted\x94"), "st mark's - \"quoted\"");
    EXPECT_EQ(folded("High\xA0Street"), "high street");
}

TEST(FoldedText, InvalidUtf8LosesNothingAfterIt)
{
    EXPECT_EQ(folded("a\xC3"), "aa");       // a lone lead byte is Windows-1252's A tilde
    EXPECT_EQ(folded("\xE2\x80x"), "a x");  // cut short: three bytes, one of them a sign
    EXPECT_EQ(folded("\xC0\xAFx"), "a x");  // overlong
    EXPECT_EQ(folded("\xF0\x9F\x9A\x93 on A1"), "  on a1");  // beyond the plane: one blank
    EXPECT_EQ(folded("\xFF\xFEx"), "ythx");
}

TEST(FoldedText, LooksAtTheFirstBytesAlone)
{
    const std::string start(kLongestLocation, 'a');
    EXPECT_EQ(folded(start + std::string(1'000'000, 'b')), start);
    // A character that the limit cuts through is no harm.
    const std::string cut = std::string(kLongestLocation - 1, 'a') + "\u00e9";
    EXPECT_EQ(folded(cut).substr(0, kLongestLocation - 1), start.substr(1));
}

TEST(FoldedText, OfRandomBytesIsPlainAsciiAndFoldsToItself)
{
    std::mt19937 random(7);
    for (int i = 0; i < 2'000; ++i) {
        std::string text(random() % 40, '\0');
        std::generate(text.begin(), text.end(),
                      [&] { return static_cast<char>(random() & 0xFFU); });
        const std::string plain = folded(text);
        for (const char c : plain) {
            EXPECT_TRUE(c == '\n' || (c >= ' ' && c < '\x7F')) << static_cast<int>(c);
            EXPECT_FALSE(c >= 'A' && c <= 'Z');
        }
        EXPECT_EQ(folded(plain), plain);
    }
}

}  // namespace
}  // namespace heatward::geocode
