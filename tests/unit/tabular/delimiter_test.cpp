#include "heatward/tabular/delimiter.hpp"

#include <gtest/gtest.h>

namespace heatward::tabular {
namespace {

TEST(Delimiter, IsTheCommonestOfTheHeader)
{
    EXPECT_EQ(detect_delimiter("a,b,c\n1;2;3;4;5"), ',');
    EXPECT_EQ(detect_delimiter("a;b;c\r\n1,2,3,4,5"), ';');
    EXPECT_EQ(detect_delimiter("a\tb, or c\td\n"), '\t');
    EXPECT_EQ(detect_delimiter("a|b|c"), '|');
}

TEST(Delimiter, EmptyLinesAndAByteOrderMarkAreNoHeader)
{
    EXPECT_EQ(detect_delimiter("\xEF\xBB\xBF\r\n\na;b;c\n"), ';');
}

TEST(Delimiter, QuotedTextDoesNotCount) { EXPECT_EQ(detect_delimiter("\"x;y;z\n;;;\",b\n"), ','); }

TEST(Delimiter, IsTheCommaWhereNothingSaysOtherwise)
{
    EXPECT_EQ(detect_delimiter("alone\n"), ',');
    EXPECT_EQ(detect_delimiter(""), ',');
    EXPECT_EQ(detect_delimiter("a,b;c"), ',');
}

}  // namespace
}  // namespace heatward::tabular
