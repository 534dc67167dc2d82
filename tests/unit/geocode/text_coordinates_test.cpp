#include "heatward/geocode/text_coordinates.hpp"

#include <gtest/gtest.h>

#include "heatward/geocode/folded_text.hpp"

namespace heatward::geocode {
namespace {

struct Found {
    const char* text;
    bool is_lonlat;
    const char* first;
    const char* second;
};

class CoordinatesInText : public testing::TestWithParam<Found> {};

TEST_P(CoordinatesInText, AreFound)
{
    const auto found = text_coordinates(folded(GetParam().text));
    ASSERT_TRUE(found) << GetParam().text;
    EXPECT_EQ(found->is_lonlat, GetParam().is_lonlat);
    EXPECT_EQ(found->first, GetParam().first);
    EXPECT_EQ(found->second, GetParam().second);
}

INSTANTIATE_TEST_SUITE_P(
    Degrees, CoordinatesInText,
    testing::Values(Found{"52.2280 0.1275", true, "0.1275", "52.2280"},
                    Found{"52.228,0.127", true, "0.127", "52.228"},
                    Found{"0.1275, 52.2280", true, "0.1275", "52.2280"},
                    Found{"(+52.2280, -0.1275)", true, "-0.1275", "52.2280"},
                    Found{"lat 52.94471 lon -0.16935", true, "-0.16935", "52.94471"},
                    Found{"Lat: 52.94471, Long: -0.16935", true, "-0.16935", "52.94471"},
                    Found{"52.2280N 0.1275W", true, "-0.1275", "52.2280"},
                    Found{"52.2280\u00b0 N, 0.1275\u00b0 W", true, "-0.1275", "52.2280"},
                    Found{"52.2280N 0.1275E", true, "0.1275", "52.2280"},
                    Found{"0.1275W 52.2280N", true, "-0.1275", "52.2280"},
                    Found{"N52.2280 W0.1275", true, "-0.1275", "52.2280"},
                    Found{"W0.1275 N52.2280", true, "-0.1275", "52.2280"},
                    Found{"N52.2280 E0.1275", true, "0.1275", "52.2280"},
                    Found{"52.2280N W0.1275", true, "-0.1275", "52.2280"},
                    Found{"Mill Road East, 52.2280N 0.1275W", true, "-0.1275", "52.2280"},
                    Found{"found at 52.22801 0.12751 by the river", true, "0.12751", "52.22801"},
                    Found{"GPS 55.9533 -3.1883 by 12 the castle", true, "-3.1883", "55.9533"}));

INSTANTIATE_TEST_SUITE_P(
    Metres, CoordinatesInText,
    testing::Values(Found{"517336.2, 313181.8", false, "517336.2", "313181.8"},
                    Found{"E529756 N270171", false, "529756", "270171"},
                    Found{"easting 529756 northing 270171 in a field", false, "529756", "270171"},
                    Found{"N270171 E529756", false, "529756", "270171"},
                    Found{"grid ref 529756 270171", false, "529756", "270171"}));

class NoCoordinatesInText : public testing::TestWithParam<const char*> {};

TEST_P(NoCoordinatesInText, AreFound)
{
    EXPECT_FALSE(text_coordinates(folded(GetParam()))) << GetParam();
}

INSTANTIATE_TEST_SUITE_P(
    Others, NoCoordinatesInText,
    testing::Values("", "no figures", "12 Mill Road", "12-14 High Street", "Flat 3, 27 Mill Road",
                    "01223 358966", "07700 900123", "call 223344 556677", "+44 7700 900123",
                    "23.11.2026 14.30", "23/11/2026 14:30", "2026-11-23 101500", "20261123 101500",
                    "CAD 123456 of 231126", "log 12345 67890", "52.2 0.1", "52.22 0.12",
                    "48.8566 2.3522", "52.2280", "12.5000 13.5000", "price 52.228 and 0.127 each",
                    "52.2280S 0.1275E", "52.2280-0.1275", "1e5 2e5",
                    "99999999999999999999 99999999999999999999", "=1+1", "-,-", "....", "1.2.3.4"));

class SquareInText : public testing::TestWithParam<std::pair<const char*, const char*>> {};

TEST_P(SquareInText, IsFound)
{
    const auto found = text_grid_reference(folded(GetParam().first));
    ASSERT_TRUE(found) << GetParam().first;
    EXPECT_EQ(*found, GetParam().second);
}

INSTANTIATE_TEST_SUITE_P(All, SquareInText,
                         testing::Values(std::pair{"at grid ref TL 4071 5560", "tl 4071 5560"},
                                         std::pair{"TL45585853", "tl45585853"},
                                         std::pair{"TL 455 585", "tl 455 585"},
                                         std::pair{"field (TL4558), Ely", "tl4558"},
                                         std::pair{"TL 45512 58534 by the lock", "tl 45512 58534"},
                                         std::pair{"grid ref NO 401 302", "no 401 302"},
                                         std::pair{"NO 401 302", "no 401 302"},
                                         std::pair{"ref ST5973", "st5973"},
                                         std::pair{"the lay-by at ST 590 730", "st 590 730"}));

class NoSquareInText : public testing::TestWithParam<const char*> {};

TEST_P(NoSquareInText, IsFound)
{
    const auto found = text_grid_reference(folded(GetParam()));
    EXPECT_FALSE(found) << GetParam() << ": " << found.value_or("");
}

INSTANTIATE_TEST_SUITE_P(Others, NoSquareInText,
                         testing::Values("", "TL", "TL 45", "TL 455 58", "TL 45X5", "XTL 455 585",
                                         "at 1430 hrs", "TL 1430 hrs", "house no 1234",
                                         "CAD no 123456", "job no 10234567", "No 1014",
                                         "nr 1234 Mill Road", "nr 12 14 High Street",
                                         "outside of 2024", "so 1200 people", "High St 1234",
                                         "High St 12 14", "to 1430", "on 2211", "CB2 1TN",
                                         "A14 J31", "TL-455-585", "\xFF\xFE 4558"));

TEST(TextCoordinates, DaysWithTimesAndTelephoneNumbersAreNoMetres)
{
    EXPECT_FALSE(text_coordinates("231126 101500"));
    EXPECT_FALSE(text_coordinates("447700 900123"));
    EXPECT_TRUE(text_coordinates("e231126 n101500"));
    EXPECT_TRUE(text_coordinates("531126 101500"));
    EXPECT_TRUE(text_coordinates("231126.5 101500.5"));
}

}  // namespace
}  // namespace heatward::geocode
