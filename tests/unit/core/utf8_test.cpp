#include "heatward/core/utf8.hpp"

#include <gtest/gtest.h>

namespace heatward {
namespace {

using namespace std::string_literals;

TEST(Utf8, KnowsWellFormedUtf8)
{
    EXPECT_TRUE(is_utf8(""));
    EXPECT_TRUE(is_utf8("plain text of more than eight bytes"));
    EXPECT_TRUE(is_utf8("caf\xC3\xA9, \xE2\x82\xAC 5, \xF0\x9F\x94\xA5"));
    EXPECT_TRUE(is_utf8("\xEE\x80\x80\xED\x9F\xBF\xF4\x8F\xBF\xBF"));  // U+E000 U+D7FF U+10FFFF
}

TEST(Utf8, RefusesWhatRfc3629Forbids)
{
    for (const std::string& bytes :
         {"\x80"s, "\xC3"s, "caf\xE9 au lait"s, "\xC0\xAF"s, "\xC1\xBF"s, "\xE0\x9F\xBF"s,
          "\xED\xA0\x80"s, "\xF0\x8F\xBF\xBF"s, "\xF4\x90\x80\x80"s, "\xF5\x80\x80\x80"s,
          "\xE2\x82"s, "\xE2\x28\xA1"s, "\xF0\x9F\x94"s, "12345678\xFF"s, "\xC3\xA9\xA9"s}) {
        EXPECT_FALSE(is_utf8(bytes)) << testing::PrintToString(bytes);
    }
}

TEST(Utf8, ReadsEveryByteOfWindows1252)
{
    EXPECT_EQ(utf8_from_windows_1252("caf\xE9"), "caf\xC3\xA9");
    EXPECT_EQ(utf8_from_windows_1252("\x80 5 \x96 6"), "\xE2\x82\xAC 5 \xE2\x80\x93 6");
    EXPECT_EQ(utf8_from_windows_1252("\x93quoted\x94\x92s"),
              "\xE2\x80\x9Cquoted\xE2\x80\x9D\xE2\x80\x99s");
    EXPECT_EQ(utf8_from_windows_1252("\x81"), "\xC2\x81");
    for (int byte = 0; byte < 256; ++byte) {
        EXPECT_TRUE(is_utf8(utf8_from_windows_1252(std::string(1, static_cast<char>(byte)))));
    }
}

}  // namespace
}  // namespace heatward
