#include "heatward/core/file_names.hpp"

#include <string>

#include <gtest/gtest.h>

#include "heatward/core/error.hpp"

namespace heatward {
namespace {

TEST(FileNames, NumbersEachNameOnceInTheOrderOfComing)
{
    FileNames files;
    EXPECT_EQ(files.number_of("b.csv"), 0U);
    EXPECT_EQ(files.number_of("a.csv"), 1U);
    EXPECT_EQ(files.number_of("b.csv"), 0U);
    EXPECT_EQ(files.size(), 2U);
    EXPECT_EQ(files.name_of(1), "a.csv");
    EXPECT_EQ(files.name_of(2), "");
    EXPECT_EQ(files.name_of(kNoFile), "");
}

TEST(FileNames, RefusesMoreThanTwoBytesNumber)
{
    FileNames files;
    for (int i = 0; i < 65535; ++i) {
        ASSERT_EQ(files.number_of(std::to_string(i)), i);
    }
    EXPECT_EQ(files.number_of("7"), 7U);
    try {
        files.number_of("one-more.csv");
        FAIL();
    } catch (const DataError& error) {
        EXPECT_NE(std::string(error.what()).find("one-more.csv"), std::string::npos);
        EXPECT_NE(std::string(error.what()).find("65535"), std::string::npos);
    }
    EXPECT_EQ(files.name_of(65534), "65534");
}

}  // namespace
}  // namespace heatward
