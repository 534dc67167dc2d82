#include "heatward/tabular/text_encoding.hpp"

#include <gtest/gtest.h>

namespace heatward::tabular {
namespace {

using namespace std::string_literals;

TEST(TextEncoding, SeesByteOrderMarks)
{
    EXPECT_EQ(byte_order_mark("\xEF\xBB\xBFUPRN"), ByteOrderMark::utf8);
    EXPECT_EQ(byte_order_mark("\xFF\xFEU\0"s), ByteOrderMark::utf16);
    EXPECT_EQ(byte_order_mark("\xFE\xFF\0U"s), ByteOrderMark::utf16);
    EXPECT_EQ(byte_order_mark("\xEF\xBB"), ByteOrderMark::none);
    EXPECT_EQ(byte_order_mark(""), ByteOrderMark::none);
}

TEST(TextEncoding, TrimsAndLowers)
{
    EXPECT_EQ(trimmed(" \t Call Time "), "Call Time");
    EXPECT_EQ(trimmed(" \t "), "");
    EXPECT_EQ(ascii_lower("WD25CD \xC3\x89"), "wd25cd \xC3\x89");
}

}  // namespace
}  // namespace heatward::tabular
