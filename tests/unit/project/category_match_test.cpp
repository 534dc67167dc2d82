#include "heatward/project/category_match.hpp"

#include <gtest/gtest.h>

#include "heatward/core/incident_table.hpp"

namespace heatward::project {
namespace {

Project two_categories()
{
    Project project;
    project.categories.resize(2);
    project.categories[0].id = "violence";
    project.categories[0].match = {{"ambulance", {"ASSAULT", "STABBING"}}};
    project.categories[1].id = "robbery";
    project.categories[1].match = {{"ambulance", {"MUGGING"}}, {"east", {"Theft, force"}}};
    return project;
}

TEST(CategoryMatch, IgnoresCaseAndSurroundingBlanks)
{
    Source source;
    source.id = "west";
    source.kind = "ambulance";
    const CategoryMatch match(two_categories(), source);
    EXPECT_EQ(match.find("  Stabbing\t"), 0);
    EXPECT_EQ(match.find("mugging"), 1);
    EXPECT_EQ(match.find("ASSAULTS"), kNoCategory);
    EXPECT_EQ(match.find(""), kNoCategory);
}

TEST(CategoryMatch, WordsOfTheSourceStandBeforeThoseOfItsKind)
{
    Source source;
    source.id = "east";
    source.kind = "ambulance";
    const CategoryMatch match(two_categories(), source);
    EXPECT_EQ(match.find("theft, force"), 1);
    EXPECT_EQ(match.find("MUGGING"), kNoCategory);
    EXPECT_EQ(match.find("ASSAULT"), 0);
}

}  // namespace
}  // namespace heatward::project
