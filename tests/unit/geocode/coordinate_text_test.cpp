#include "heatward/geocode/coordinate_text.hpp"

#include <gtest/gtest.h>

namespace heatward::geocode {
namespace {

TEST(CoordinateText, ReadsNumbersAndHowFinelyTheyAreWritten)
{
    const auto number = parse_coordinate(" -0.486421\t", true);
    ASSERT_TRUE(number);
    EXPECT_EQ(number->value, -0.486421);
    EXPECT_EQ(number->decimals, 6);
    EXPECT_EQ(parse_coordinate("+52", true)->value, 52);
    EXPECT_EQ(parse_coordinate("52", true)->decimals, 0);
    EXPECT_EQ(parse_coordinate("52,2053", true)->value, 52.2053);
    EXPECT_EQ(parse_coordinate("52,2053", true)->decimals, 4);
}

TEST(CoordinateText, RefusesWhatIsNoPlainNumber)
{
    for (const char* text : {"", "  ", "north", "52.2N", "5e1", "inf", "nan", "0x10", "--1", "+-1",
                             "1,2,3", "1.2,3", "1,2.3", "52 2", "1e400"}) {
        EXPECT_FALSE(parse_coordinate(text, true)) << text;
    }
    EXPECT_FALSE(parse_coordinate("545,000", false));
}

TEST(CoordinateText, ErrorsDoNotRepeatTheText)
{
    EXPECT_EQ(parse_coordinate("12 Mill Road", true).error().message.find("Mill"),
              std::string::npos);
}

}  // namespace
}  // namespace heatward::geocode
