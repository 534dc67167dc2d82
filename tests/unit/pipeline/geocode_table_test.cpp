#include "heatward/pipeline/geocode_table.hpp"

#include <algorithm>
#include <string>

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "heatward/core/error.hpp"

namespace heatward::pipeline {
namespace {

using ::testing::HasSubstr;

/// Places by what the location says; everything else is unlocated.
class FakeLocator final : public geocode::Locator {
public:
    [[nodiscard]] bool has_clue(const geocode::LocationClues& clues) const override
    {
        return !clues.location.empty();
    }

    [[nodiscard]] geocode::Match locate(const geocode::LocationClues& clues) const override
    {
        geocode::Match match;
        if (clues.location == "throw") {
            throw DataError("thrown");
        }
        if (clues.location == "either") {
            match.level = MatchLevel::ambiguous;
            match.score = 0.875;
            match.candidates = {{"=Mill; Road\n", {1, 2.04}, 0.9},
                                {"Mill\tRoad, North", {3, -0.01}, 0.5}};
        } else if (clues.location.starts_with("here")) {
            match.level = MatchLevel::street;
            match.position = ProjectedPoint{545000.04, -0.04};
            match.uncertainty_m = 100.2;
            match.score = 0.996;
            match.matched = fmt::format("@{}, {}", clues.location, clues.town);
        }
        return match;
    }
};

std::string located(const std::string& text, const GeocodeColumns& columns, std::size_t threads = 1,
                    GeocodeSummary* summary = nullptr)
{
    std::size_t given = 0;
    GeocodeTable table(
        [&text, given](std::span<char> bytes) mutable {
            // In odd pieces, so that whatever looks at the beginning sees it in parts.
            const std::size_t count =
                std::min({bytes.size(), text.size() - given, std::size_t{997}});
            std::copy_n(text.begin() + static_cast<std::ptrdiff_t>(given), count, bytes.begin());
            given += count;
            return count;
        },
        "t.csv", columns);
    std::vector<TableLocator> locators;
    for (std::size_t i = 0; i < threads; ++i) {
        locators.push_back({std::make_unique<const FakeLocator>(), [](ProjectedPoint) {
                                return LonLat{-0.0000001, 52.2};
                            }});
    }
    std::string out;
    SilentProgress progress;
    const auto result = table.run(
        locators, [&](std::string_view bytes) { out += bytes; }, progress);
    if (summary != nullptr) {
        *summary = result;
    }
    return out;
}

constexpr const char* kHeader =
    "match_level,easting,northing,lon,lat,uncertainty_m,match_score,matched,candidates\n";

TEST(GeocodeTable, WritesFiguresAndCandidates)
{
    EXPECT_EQ(located("location,town\nhere,T\neither,\nnowhere,\n", {}),
              std::string("location,town,") + kHeader +
                  "here,T,street,545000.0,0.0,0.000000,52.200000,101,1.00,\"'@here, T\",\n"
                  "either,,ambiguous,,,,,,,,"
                  "\"'=Mill, Road  (1.0 2.0, 0.90); Mill Road, North (3.0 0.0, 0.50)\"\n"
                  "nowhere,,unlocated,,,,,,,,\n");
}

TEST(GeocodeTable, JoinsTheColumnsOfALocation)
{
    GeocodeColumns columns;
    columns.location = {"b", "A"};
    const std::string out = located("a,b,c\nx,here,\n ,here,\n", columns);
    EXPECT_THAT(out, HasSubstr("\"'@here, x, \""));
    EXPECT_THAT(out, HasSubstr("\"'@here, \""));
}

TEST(GeocodeTable, BatchesComeOutInOrderForAnyNumberOfThreads)
{
    std::string text = "id,location,note\r\n";
    std::string expected =
        "id,location,note," + std::string(kHeader, std::string(kHeader).size() - 1) + "\r\n";
    for (int i = 0; i < 30'000; ++i) {
        const std::string note(i % 1000 == 0 ? 200'000 : 3, 'n');
        text += fmt::format("{},nowhere,{}\r\n", i, note);
        expected += fmt::format("{},nowhere,{},unlocated,,,,,,,,\r\n", i, note);
    }
    for (const std::size_t threads : {1U, 2U, 7U}) {
        GeocodeSummary summary;
        EXPECT_TRUE(located(text, {}, threads, &summary) == expected) << threads;
        EXPECT_EQ(summary.rows, 30'000U);
        EXPECT_EQ(summary.by_level[static_cast<std::size_t>(MatchLevel::unlocated)], 30'000U);
        EXPECT_EQ(summary.hit_rate(), 0);
    }
}

TEST(GeocodeTable, AFailureOfOneThreadEndsAll)
{
    std::string text = "location\n";
    for (int i = 0; i < 40'000; ++i) {
        text += i == 20'000 ? "throw\n" : "here\n";
    }
    for (const std::size_t threads : {1U, 4U}) {
        EXPECT_THROW(located(text, {}, threads), DataError);
    }
}

}  // namespace
}  // namespace heatward::pipeline
