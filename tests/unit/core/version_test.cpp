#include "heatward/core/version.hpp"

#include <string>

#include <gmock/gmock.h>

namespace heatward {
namespace {

TEST(Version, IsTheReleaseAndAHashOfTheSources)
{
    EXPECT_THAT(std::string(program_version()),
                testing::MatchesRegex("[0-9]+[.][0-9]+[.][0-9]+[+][0-9a-f]{8}"));
}

}  // namespace
}  // namespace heatward
