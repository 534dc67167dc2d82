#include "heatward/server/coordinate_text.hpp"

#include <cmath>
#include <cstdlib>
#include <random>
#include <string>

#include <gtest/gtest.h>

namespace heatward::server {
namespace {

std::string fixed(double number, int decimals)
{
    std::string text;
    append_fixed(text, number, decimals);
    return text;
}

TEST(AppendFixed, WritesSoManyDecimals)
{
    EXPECT_EQ(fixed(0.1529646, 7), "0.1529646");
    EXPECT_EQ(fixed(-0.00000004, 7), "0.0000000");
    EXPECT_EQ(fixed(-0.00000006, 7), "-0.0000001");
    EXPECT_EQ(fixed(52, 7), "52.0000000");
    EXPECT_EQ(fixed(540000.9996, 3), "540001.000");
    EXPECT_EQ(fixed(-12.0005, 3), "-12.001");
    EXPECT_EQ(fixed(1e15, 3), "1000000000000000.000");
    EXPECT_EQ(fixed(std::nan(""), 3), "null");
}

TEST(AppendFixed, IsWithinHalfOfTheLastDecimal)
{
    std::mt19937_64 random(7);
    std::uniform_real_distribution<double> degrees(-180, 180);
    std::uniform_real_distribution<double> metres(-2e7, 2e7);
    for (int i = 0; i < 100'000; ++i) {
        const double degree = degrees(random);
        const double metre = metres(random);
        EXPECT_NEAR(std::strtod(fixed(degree, 7).c_str(), nullptr), degree, 0.500001e-7);
        EXPECT_NEAR(std::strtod(fixed(metre, 3).c_str(), nullptr), metre, 0.500001e-3);
    }
}

}  // namespace
}  // namespace heatward::server
