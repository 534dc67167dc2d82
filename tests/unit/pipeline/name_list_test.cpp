#include "name_list.hpp"

#include <gmock/gmock.h>

#include <gtest/gtest.h>

namespace heatward::pipeline {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

TEST(NameListTest, ReadsListsAsPythonAndJsonWriteThem)
{
    EXPECT_THAT(listed_names(R"(['Mill Lane', "St Mary's Passage"])"),
                ElementsAre("Mill Lane", "St Mary's Passage"));
    EXPECT_THAT(listed_names(R"(["Saint Andrew's Street", 'Hobson Street', 'King Street'])"),
                ElementsAre("Saint Andrew's Street", "Hobson Street", "King Street"));
    EXPECT_THAT(listed_names(R"(['O\'Brien Way', null, None, 'nan'])"), ElementsAre("O'Brien Way"));
    EXPECT_THAT(listed_names(R"(["Caf\u00e9 Row", "\ud83d\ude00 Street", "Tab\tLane"])"),
                ElementsAre("Café Row", "\xF0\x9F\x98\x80 Street", "Tab Lane"));
    EXPECT_THAT(listed_names("[]"), IsEmpty());
}

TEST(NameListTest, WhatIsNoListIsOneName)
{
    EXPECT_THAT(listed_names("[Private Road]"), ElementsAre("[Private Road]"));
    EXPECT_THAT(listed_names("['Mill Lane'"), ElementsAre("['Mill Lane'"));
    EXPECT_THAT(listed_names("['Mill Lane'] East"), ElementsAre("['Mill Lane'] East"));
    EXPECT_THAT(listed_names(R"(["\ud83d"])"), ElementsAre(R"(["\ud83d"])"));
    EXPECT_THAT(listed_names("Smith, Brown and Son"), ElementsAre("Smith, Brown and Son"));
}

TEST(NameListTest, SemicolonsPartNamesAndEachComesOnce)
{
    EXPECT_THAT(listed_names(" A10 ;A14;; A10"), ElementsAre("A10", "A14"));
    EXPECT_THAT(listed_names("(2:Mill Lane,Granta Place)"),
                ElementsAre("Mill Lane", "Granta Place"));
    EXPECT_THAT(listed_names("(2:one name)"), ElementsAre("(2:one name)"));
}

TEST(NameListTest, NamesAreCleaned)
{
    EXPECT_EQ(clean_name("  High\r\n\tStreet\x01 "), "High Street");
    EXPECT_EQ(clean_name("High\xC2\xA0Street"), "High Street");
    EXPECT_EQ(clean_name("Caf\xE9"), "Café");
    EXPECT_EQ(clean_name("NULL"), "");
    EXPECT_EQ(clean_name("\x02\x03"), "");
    EXPECT_EQ(clean_name("Nantwich Road"), "Nantwich Road");
}

TEST(NameListTest, AMegabyteIsNoName)
{
    const std::string megabyte(1U << 20U, 'x');
    EXPECT_EQ(clean_name(megabyte), "");
    EXPECT_THAT(listed_names(megabyte), IsEmpty());
    EXPECT_THAT(listed_names(megabyte + ";High Street"), ElementsAre("High Street"));
    std::string many;
    for (int i = 0; i < 1000; ++i) {
        many += "Street " + std::to_string(i) + ";";
    }
    EXPECT_THAT(listed_names(many), SizeIs(kMostNames));
    EXPECT_EQ(clean_name(std::string(kLongestName_bytes, 'y')).size(), kLongestName_bytes);
    EXPECT_EQ(clean_name(std::string(kLongestName_bytes + 1, 'y')), "");
}

}  // namespace
}  // namespace heatward::pipeline
