#include "heatward/core/file_names.hpp"

#include <gtest/gtest.h>

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

}  // namespace
}  // namespace heatward
