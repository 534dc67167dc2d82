#include "heatward/geocode/postcode.hpp"

#include <gmock/gmock.h>

namespace heatward::geocode {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

PostcodeKey key_of(std::string_view text) { return parse_postcode(text).value(); }

std::vector<std::string> repaired(std::string_view text)
{
    std::vector<std::string> written;
    for (const PostcodeKey key : repaired_postcodes(text)) {
        written.push_back(written_postcode(key));
    }
    return written;
}

TEST(Postcode, TakesEveryFormWithAnySpacing)
{
    EXPECT_EQ(written_postcode(key_of("m1  1ae")), "M1 1AE");
    EXPECT_EQ(written_postcode(key_of("b338th")), "B33 8TH");
    EXPECT_EQ(written_postcode(key_of(" CR2  6XH ")), "CR2 6XH");
    EXPECT_EQ(written_postcode(key_of("DN551PT")), "DN55 1PT");
    EXPECT_EQ(written_postcode(key_of("W1A 0AX")), "W1A 0AX");
    EXPECT_EQ(written_postcode(key_of("EC1A 1BB")), "EC1A 1BB");
    EXPECT_EQ(key_of("cb2-1tn."), key_of("CB2 1TN"));
    EXPECT_EQ(key_of("C B 2 1 T N"), key_of("CB2 1TN"));
    EXPECT_EQ(key_of("CB2\xC2\xA0"
                     "1TN"),
              key_of("CB2 1TN"));
}

TEST(Postcode, IsANumberOfItsCharacters)
{
    EXPECT_EQ(key_of("CB2 1TN"), PostcodeKey{0x4342322031544EU});  // "CB2 1TN"
    EXPECT_EQ(key_of("EC1A 1BB"), PostcodeKey{0x45433141314242U});
}

TEST(Postcode, RefusesWhatIsNoFullPostcode)
{
    for (const char* text : {"", " ", "CB2", "CB2 1", "CB2 1T", "CB2 TN1", "1CB 2TN", "CB222 1TN",
                             "CBA 1TN", "CB2 1TNX", "ZZ99", "CB2 1TN CB2 1TN", "=1+1", "12345",
                             "ABCDEFG", "\xFF\xFE", "A1 1A1"}) {
        EXPECT_FALSE(parse_postcode(text)) << text;
    }
    EXPECT_FALSE(parse_postcode(std::string(1'000'000, 'A')));
    EXPECT_FALSE(parse_postcode(std::string("\0\0\0\0\0\0", 6)));
}

TEST(Postcode, IsRepairedByTheTwinsOfLettersAndFigures)
{
    EXPECT_THAT(repaired("df2 olp"), ElementsAre("DF2 0LP"));
    EXPECT_THAT(repaired("DF36 IQT"), ElementsAre("DF36 1QT"));
    EXPECT_THAT(repaired("DF 2 SG8"), IsEmpty());  // 8 is no letter's twin
    // By their form alone "W1S", "W15" and "WI5" are all outward codes.
    EXPECT_THAT(repaired("W1S OAX"), ElementsAre("W15 0AX", "W1S 0AX", "WI5 0AX"));
    EXPECT_THAT(repaired("CB2 1TN"), IsEmpty());
    EXPECT_THAT(repaired("OOOOOOOOOOOOOOOOOOOO"), IsEmpty());
    for (const PostcodeKey key : repaired_postcodes("OOOOOOO")) {
        EXPECT_EQ(parse_postcode(written_postcode(key)), key);
    }
}

TEST(Postcode, UnitsOfASectorFollowEachOther)
{
    const SectorRange sector = sector_of(key_of("CB2 1TN"));
    for (const char* unit : {"CB2 1AA", "CB2 1TN", "CB2 1ZZ"}) {
        EXPECT_TRUE(sector.first <= key_of(unit) && key_of(unit) < sector.end) << unit;
    }
    for (const char* unit : {"CB2 0ZZ", "CB2 2AA", "CB21 1TN", "CB1 1TN", "C2 1TN"}) {
        EXPECT_FALSE(sector.first <= key_of(unit) && key_of(unit) < sector.end) << unit;
    }
    EXPECT_EQ(written_sector(key_of("EC1A 1BB")), "EC1A 1");
    EXPECT_EQ(written_sector(key_of("M1 1AE")), "M1 1");
}

}  // namespace
}  // namespace heatward::geocode
