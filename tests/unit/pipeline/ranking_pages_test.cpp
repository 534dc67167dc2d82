#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include "ranking_evidence_fixture.hpp"

namespace heatward::pipeline {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class RankingPagesTest : public RankingEvidenceTest {};

TEST_F(RankingPagesTest, ThePageSaysItInWords)
{
    const std::string html = page(text_with("second_categories = [\"weapons\"]",
                                            "[areas.cells]\ngrid = \"square\"\nsize = 1000\n"),
                                  "out");
    EXPECT_THAT(html, HasSubstr("<h2>Ranking</h2>"));
    EXPECT_THAT(html, HasSubstr("<td>Name of w1 (w1)</td><td class=\"number\">6</td>"));
    EXPECT_THAT(html, HasSubstr("fragile: chance alone may change it"));
    EXPECT_THAT(
        html, HasSubstr(fmt::format("{:.3g} % of draws", 100 * real(open("out").area_sets.at(1), 0,
                                                                    "robbery_top_share"))));
    EXPECT_THAT(html, HasSubstr("every measure"));
    EXPECT_THAT(html, HasSubstr("Outside the top 1, but in it in some draws: Name of w2 ("));
    EXPECT_THAT(html, HasSubstr("entering the top 1: Name of w2; leaving it: Name of w1"));
    EXPECT_THAT(html, HasSubstr("<h2>Concentration</h2>"));
    EXPECT_THAT(html, HasSubstr("wards: 1 % of the area holds 2.67 % of incidents"));
    EXPECT_THAT(html, HasSubstr("the 1 % that was densest in 2024-11 to 2024-12 holds 0.889 %"));
    EXPECT_THAT(html, HasSubstr("33.3 % of the best possible. That is a part of one area alone"));
    EXPECT_THAT(html, HasSubstr("moved onto common points"));
    EXPECT_THAT(html, HasSubstr("Its densest cells: 1 (1 % of all: 1); of them "));
    EXPECT_THAT(html, HasSubstr("of 21 grids"));
    EXPECT_THAT(html, Not(HasSubstr("null")));
    EXPECT_THAT(html, Not(HasSubstr("places are chosen by")));
}

/// What the page's ranking says of one set, up to the next set or section.
std::string list_of(const std::string& html, const std::string& set)
{
    const std::string first_words = "<p>" + set + " by count:";
    const std::size_t begin = html.find(first_words);
    if (begin == std::string::npos) {
        return "";
    }
    const std::size_t end =
        std::min(html.find(" by count:", begin + first_words.size()), html.find("<h2>", begin));
    return html.substr(begin, end - begin);
}

TEST_F(RankingPagesTest, ThePageNamesTheCellsOnTopOfEveryGrid)
{
    const std::string html = page(text_with("",
                                            "[areas.cells]\ngrid = \"square\"\nsize = 1000\n"
                                            "[areas.combs]\ngrid = \"hexagon\"\nsize = 1000\n"),
                                  "out");
    const std::string cells = list_of(html, "cells");
    EXPECT_THAT(cells, HasSubstr(" (in Name of w1)</td><td class=\"number\">6"));
    EXPECT_THAT(cells, HasSubstr("<th scope=\"col\">Cell</th>"));
    EXPECT_THAT(cells, Not(HasSubstr("residents")));
    EXPECT_THAT(list_of(html, "combs"), HasSubstr(" (in Name of w1)</td><td class=\"number\">6"));
    const std::string wards = list_of(html, "wards");
    EXPECT_THAT(wards, HasSubstr("Per 1,000 residents a year"));
    EXPECT_LT(html.find("<p>wards by count"), html.find("<p>cells by count"));
}

TEST_F(RankingPagesTest, OfTiedCellsThePageShowsAsManyAsTheTop)
{
    write_month("2025-01", {{500, 500, 2}, {1500, 500, 2}, {2500, 500, 2}});
    write_month("2025-02", {});
    std::string text = text_with("", "[areas.cells]\ngrid = \"square\"\nsize = 1000\n");
    replace(text, "top = 1", "top = 2");
    const std::string cells = list_of(page(text, "out"), "cells");
    EXPECT_THAT(cells, HasSubstr("<td>E540000N250000 (in Name of w1)</td>"));
    EXPECT_THAT(cells, HasSubstr("<td>E541000N250000 (in Name of w1)</td>"));
    EXPECT_THAT(cells, Not(HasSubstr("E542000N250000")));
    EXPECT_THAT(cells, HasSubstr("<p>3 cells share these ranks; the first 2 are shown.</p>"));
}

TEST_F(RankingPagesTest, ThePageNamesTheMonthsThatPlacesWereChosenBy)
{
    EXPECT_THAT(page(text_with("", "", "2025-02/2025-02"), "one"),
                HasSubstr("the 1 % that was densest in 2025-01 holds"));
    std::filesystem::remove(m_county.path("q/2024-11-force-street.csv"));
    EXPECT_THAT(page(text_with(""), "gap"),
                HasSubstr("the 1 % that was densest in 2 months of 2024-10 to 2024-12 holds"));
}

TEST_F(RankingPagesTest, ThePageSaysWhichSourceChoseNoPlaces)
{
    // Before the others in the alphabet, and of the period alone.
    for (const char* month : {"2025-01", "2025-02"}) {
        m_county.write_street_file(fmt::format("r/{}-force-street.csv", month),
                                   {SmallCounty::row_at(1000, 1000, month)});
    }
    std::string text = text_with("sources = [\"police\", \"council\"]\ncombine = \"sum\"");
    replace(text, "[[layers]]",
            "[[sources]]\nid = \"council\"\npath = \"r\"\nformat = \"police.uk\"\n[[layers]]");
    const std::string without = page(text, "without");
    EXPECT_THAT(without, HasSubstr("the 1 % that was densest in 2024-11 to 2024-12 holds"));
    EXPECT_THAT(without, HasSubstr("<p>No months of council could be used: places are "
                                   "chosen by the records of police alone.</p>"));
    m_county.write_street_file("r/2024-12-force-street.csv",
                               {SmallCounty::row_at(1100, 1000, "2024-12")});
    const std::string fewer = page(text, "fewer");
    EXPECT_THAT(fewer, HasSubstr("the 1 % that was densest in 2024-11 to 2024-12 holds"));
    EXPECT_THAT(fewer, HasSubstr("<p>Of the months that places are chosen by, council supplied "
                                 "1 of 2.</p>"));
}

TEST_F(RankingPagesTest, ThePageSaysWhyNoCellsAreOnTop)
{
    const std::string cells = "[areas.cells]\ngrid = \"square\"\nsize = 1000\n";
    const std::string html = page(text_with("", cells, "2024-12/2024-12"), "single");
    EXPECT_THAT(html, HasSubstr(" How far its densest cells hang on where the grid begins cannot "
                                "be told: "));
    EXPECT_THAT(html, HasSubstr("single incident"));
    const auto run = open("single");
    for (const double share : column(run.area_sets.back(), "robbery_top_origins_share")) {
        EXPECT_TRUE(std::isnan(share));
    }
    const nlohmann::json origins = run.report->at("layers").at(0).at("grid_origins").at("cells");
    EXPECT_THAT(origins.at("reason").get<std::string>(), HasSubstr("single incident"));
    EXPECT_TRUE(origins.at("median_share").is_null());
    EXPECT_TRUE(origins.at("stable").is_null());
    EXPECT_EQ(origins.at("cells"), 1);
}

TEST_F(RankingPagesTest, ThePageSaysWhereLessThanTheShareOfTheAreaHoldsAll)
{
    write_month("2025-01", {{1010, 1010, 6}});
    write_month("2025-02", {{1010, 1010, 2}});
    const std::string html =
        page(text_with("", "[areas.cells]\ngrid = \"square\"\nsize = 250\n"), "one");
    EXPECT_THAT(html, HasSubstr("cells: 1 % of the area holds 100 % of incidents (fewer than 1 % "
                                "of it has any)"));
    EXPECT_THAT(html, Not(HasSubstr("wards: 1 % of the area holds 6.25 % of incidents (fewer")));
}

}  // namespace
}  // namespace heatward::pipeline
