#include "heatward/geocode/name_groups.hpp"

#include <gmock/gmock.h>

namespace heatward::geocode {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

NameGroups three_names() { return NameGroups({{2, 0}, {0, 1}, {2, 2}, {0, 0}}, 3); }

TEST(NameGroups, GivesEachNamesEntriesAscending)
{
    const NameGroups groups = three_names();
    EXPECT_THAT(groups.of_name(0), ElementsAre(0, 1));
    EXPECT_THAT(groups.of_name(1), IsEmpty());
    EXPECT_THAT(groups.of_name(2), ElementsAre(0, 2));
}

TEST(NameGroups, IsTheSameAfterItWasWrittenAndRead)
{
    ByteWriter out;
    three_names().write(out);
    ByteReader in(out.bytes());
    EXPECT_THAT(NameGroups::read(in, 3, 3).of_name(2), ElementsAre(0, 2));
    EXPECT_TRUE(in.at_end());
}

TEST(NameGroups, EntriesAndNamesThatThereAreNotAreDamaged)
{
    ByteWriter out;
    three_names().write(out);
    ByteReader fewer_entries(out.bytes());
    EXPECT_THROW(NameGroups::read(fewer_entries, 3, 2), DataError);
    ByteReader fewer_names(out.bytes());
    EXPECT_THROW(NameGroups::read(fewer_names, 2, 3), DataError);
    ByteReader more_names(out.bytes());
    EXPECT_THROW(NameGroups::read(more_names, 4, 3), DataError);
    ByteWriter unsorted;
    unsorted.column(std::vector<std::uint32_t>{0, 2, 1});
    unsorted.column(std::vector<std::uint32_t>{0});
    ByteReader in(unsorted.bytes());
    EXPECT_THROW(NameGroups::read(in, 2, 1), DataError);
}

}  // namespace
}  // namespace heatward::geocode
