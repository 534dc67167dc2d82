#include "heatward/geocode/coordinate_locator.hpp"

#include <gmock/gmock.h>

namespace heatward::geocode {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

/// A flat world: a degree is 1000 m along both axes; the study area is 0 ≤ lon < 1, 52 ≤ lat < 53.
CoordinateLocatorOptions flat_options()
{
    CoordinateLocatorOptions options;
    options.project = [](LonLat p) -> std::optional<ProjectedPoint> {
        return ProjectedPoint{p.lon * 1000, p.lat * 1000};
    };
    options.is_in_study_area = [](ProjectedPoint p) {
        return p.x >= 0 && p.x < 1000 && p.y >= 52000 && p.y < 53000;
    };
    return options;
}

LocationClues lonlat(std::string_view lon, std::string_view lat)
{
    LocationClues clues;
    clues.lon = lon;
    clues.lat = lat;
    return clues;
}

LocationClues xy(std::string_view x, std::string_view y)
{
    LocationClues clues;
    clues.x = x;
    clues.y = y;
    return clues;
}

TEST(CoordinateLocator, LocatesAPlainPair)
{
    const Match match = CoordinateLocator(flat_options()).locate(lonlat("0.123407", "52.2"));
    EXPECT_EQ(match.level, MatchLevel::coordinate);
    ASSERT_TRUE(match.position);
    EXPECT_DOUBLE_EQ(match.position->x, 123.407);
    EXPECT_DOUBLE_EQ(match.position->y, 52200);
    EXPECT_EQ(match.uncertainty_m, kCoordinateUncertainty_m);
    EXPECT_EQ(match.score, 1);
    EXPECT_EQ(match.matched, "0.123407, 52.200000");
    EXPECT_FALSE(match.is_swapped);
    EXPECT_FALSE(match.is_outside_study_area);
}

TEST(CoordinateLocator, SeesThatAPairIsSwapped)
{
    const Match match = CoordinateLocator(flat_options()).locate(lonlat("52.2", "0.1"));
    ASSERT_TRUE(match.position);
    EXPECT_EQ(match.position->y, 52200);
    EXPECT_TRUE(match.is_swapped);
    EXPECT_LT(match.score, 1);
}

TEST(CoordinateLocator, PlaceOutsideTheStudyAreaIsLocatedAndFlagged)
{
    const Match match = CoordinateLocator(flat_options()).locate(lonlat("-3.2", "55.95"));
    EXPECT_TRUE(match.position);
    EXPECT_TRUE(match.is_outside_study_area);
}

TEST(CoordinateLocator, DegreesInTheColumnsOfMetresAreNoPosition)
{
    auto options = flat_options();
    options.place_xy = [](double x, double y) -> std::optional<PlacedPosition> {
        return PlacedPosition{{x, y}, {-7.5, 49.8}};  // off Scilly, and within Great Britain
    };
    const Match match = CoordinateLocator(options).locate(xy("0.1218", "52.2053"));
    EXPECT_FALSE(match.position);
    EXPECT_EQ(match.reason, "x and y look like degrees; name them lon and lat");
    EXPECT_TRUE(CoordinateLocator(options).locate(xy("545000", "258000")).position);
}

TEST(CoordinateLocator, MaskedPositionsSaySo)
{
    auto options = flat_options();
    options.level = MatchLevel::masked;
    options.uncertainty_m = kStreetMaskUncertainty_m;
    const Match match = CoordinateLocator(options).locate(lonlat("0.123407", "52.2"));
    EXPECT_EQ(match.level, MatchLevel::masked);
    EXPECT_EQ(match.uncertainty_m, 300);
}

TEST(CoordinateLocator, CoarselyWrittenCoordinatesAreLessCertain)
{
    // Half of 0.01° both ways: 0.005 · 111,320 · √2 m.
    const Match match = CoordinateLocator(flat_options()).locate(lonlat("0.12", "52.2"));
    EXPECT_NEAR(match.uncertainty_m, 787.2, 0.1);
}

struct Unlocated {
    const char* lon;
    const char* lat;
    const char* reason;
};

class UnlocatedPair : public testing::TestWithParam<Unlocated> {};

TEST_P(UnlocatedPair, SaysWhy)
{
    const Match match =
        CoordinateLocator(flat_options()).locate(lonlat(GetParam().lon, GetParam().lat));
    EXPECT_EQ(match.level, MatchLevel::unlocated);
    EXPECT_FALSE(match.position);
    EXPECT_THAT(match.reason, HasSubstr(GetParam().reason));
    EXPECT_FALSE(match.fields.empty());
}

INSTANTIATE_TEST_SUITE_P(
    All, UnlocatedPair,
    testing::Values(Unlocated{"", "", "no location"}, Unlocated{" ", "\t", "no location"},
                    Unlocated{"0.1", "", "lat is empty"}, Unlocated{"", "52", "lon is empty"},
                    Unlocated{"zero", "52", "lon is no number"}, Unlocated{"0", "0", "0, 0"},
                    Unlocated{"0", "99.999999", "outside Great Britain"},
                    Unlocated{"2.35", "48.86", "outside Great Britain"},
                    Unlocated{"1e400", "52", "lon is no number"}));

TEST(CoordinateLocator, PlaceThatCannotBeProjectedIsUnlocated)
{
    auto options = flat_options();
    options.project = [](LonLat) { return std::optional<ProjectedPoint>{}; };
    EXPECT_FALSE(CoordinateLocator(options).locate(lonlat("0.1", "52.2")).position);
}

/// x, y in the flat world's metres, shifted so that both orders lie in Great Britain.
CoordinateLocatorOptions grid_options()
{
    auto options = flat_options();
    options.place_xy = [](double x, double y) -> std::optional<PlacedPosition> {
        return PlacedPosition{{x, y}, {x / 100'000, 50 + y / 100'000}};
    };
    options.is_in_study_area = [](ProjectedPoint p) { return p.x > 100'000 && p.y < 100'000; };
    return options;
}

TEST(CoordinateLocator, StudyAreaDecidesBetweenTwoReadingsInGreatBritain)
{
    const CoordinateLocator locator(grid_options());
    const Match as_given = locator.locate(xy("150000", "50000"));
    EXPECT_FALSE(as_given.is_swapped);
    EXPECT_EQ(as_given.position, (ProjectedPoint{150'000, 50'000}));
    const Match swapped = locator.locate(xy("50000", "150000"));
    EXPECT_TRUE(swapped.is_swapped);
    EXPECT_EQ(swapped.position, (ProjectedPoint{150'000, 50'000}));
    const Match undecided = locator.locate(xy("50000", "60000"));
    EXPECT_FALSE(undecided.is_swapped);
    EXPECT_TRUE(undecided.is_outside_study_area);
}

TEST(CoordinateLocator, XAndYNeedTheirReferenceSystem)
{
    const Match match = CoordinateLocator(flat_options()).locate(xy("150000", "50000"));
    EXPECT_FALSE(match.position);
    EXPECT_THAT(match.fields, ElementsAre("lon", "lat"));
    EXPECT_THAT(CoordinateLocator(grid_options()).locate(xy("150,000", "50000")).reason,
                HasSubstr("x has a comma"));
}

}  // namespace
}  // namespace heatward::geocode
