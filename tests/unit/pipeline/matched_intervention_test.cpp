#include <cmath>

#include <gmock/gmock.h>

#include "interventions_fixture.hpp"

namespace heatward::pipeline {
namespace {

using nlohmann::json;
using ::testing::HasSubstr;

/// A grid of cells of 500 m, each with incidents of its own: the treated one is the south-western.
class MatchedIntervention : public InterventionsTest {
protected:
    MatchedIntervention()
    {
        write_months([](Month month) {
            const int summer = month.month >= 6 && month.month <= 8 ? 6 : 0;
            const bool is_after = month.year == 2025;
            return std::vector<Heap>{{250, 250, is_after ? 4 : 10 + summer},
                                     {700, 250, 10 + summer},   // alike, but in the ring
                                     {2250, 250, 10 + summer},  // alike
                                     {250, 2250, 11 + summer},  // nearly
                                     {2250, 2250, 10},          // without the summer
                                     {3250, 3250, 60 + summer}};
        });
    }

    std::string text(const std::string& keys) const
    {
        return text_with(keys) + "[areas.cells]\ngrid = \"square\"\nsize = 500\n";
    }
};

TEST_F(MatchedIntervention, TakesTheThreeAreasMostAlikeThatTouchNeitherItNorItsRing)
{
    const json report = intervention_of(
        text("areas = { set = \"cells\", codes = [\"E540000N250000\"] }\ncontrol = \"matched\"\n"
             "from = \"2025-01\"\n"));
    const json& control = report.at("control");
    EXPECT_EQ(control.at("set"), "cells");
    ASSERT_EQ(control.at("areas").size(), 3U);
    EXPECT_EQ(control.at("areas").at(0).at("code"), "E542000N250000");
    EXPECT_EQ(control.at("areas").at(0).at("distance"), 0);
    EXPECT_EQ(control.at("areas").at(1).at("code"), "E540000N252000");
    EXPECT_EQ(control.at("areas").at(2).at("code"), "E542000N252000");
    EXPECT_EQ(control.at("matched").at("candidates"), 4);
    // The months of 2024 that were supplied.
    EXPECT_EQ(control.at("matched").at("months").size(), 11U);
    const json& layer = report.at("layers").at(0);
    EXPECT_EQ(layer.at("months_compared"), 5);
    EXPECT_EQ(layer.at("treated"), counts(56, 20));
    EXPECT_EQ(layer.at("control"), counts(56 + 61 + 50, 56 + 61 + 50));
}

TEST_F(MatchedIntervention, OfAFileNamesItsSet)
{
    m_county.write(
        "corner.geojson",
        R"({"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::27700"}},"features":[{"type":"Feature","properties":{},"geometry":{"type":"Polygon","coordinates":[[[540100,250100],[540400,250100],[540400,250400],[540100,250400],[540100,250100]]]}}]})");
    const json report = intervention_of(
        text("path = \"corner.geojson\"\ncontrol = { matched = \"cells\" }\nfrom = \"2025-01\"\n"));
    EXPECT_EQ(report.at("control").at("areas").at(0).at("code"), "E542000N250000");
}

TEST_F(MatchedIntervention, TwoThatWouldPickEachOtherDoNot)
{
    const std::string matched = "control = \"matched\"\nfrom = \"2025-01\"\n";
    const json report =
        report_of(text("areas = { set = \"cells\", codes = [\"E540000N250000\"] }\n" + matched +
                       "[[interventions]]\nid = \"lights\"\nareas = { set = \"cells\", codes = "
                       "[\"E542000N250000\"] }\n" +
                       matched));
    for (const json& intervention : report.at("interventions")) {
        const json& control = intervention.at("control");
        EXPECT_EQ(control.at("matched").at("candidates_left_out"), 1);
        for (const json& area : control.at("areas")) {
            EXPECT_NE(area.at("code"), "E540000N250000");
            EXPECT_NE(area.at("code"), "E542000N250000");
        }
        EXPECT_EQ(intervention.at("notes"), json::array());
    }
    EXPECT_EQ(report.at("interventions").at(0).at("control").at("matched").at("candidates"), 3);
    EXPECT_EQ(report.at("interventions").at(1).at("control").at("matched").at("candidates"), 4);
}

TEST_F(MatchedIntervention, OthersCountInComparedAndMatchedMonthsAlone)
{
    const auto left_out = [&](const std::string& months) {
        return intervention_of(
                   text("areas = { set = \"cells\", codes = [\"E540000N250000\"] }\ncontrol = "
                        "\"matched\"\nfrom = \"2025-01\"\nto = \"2025-03\"\n"
                        "[[interventions]]\nid = \"lights\"\nareas = { set = \"cells\", codes "
                        "= [\"E542000N250000\"] }\nbefore = \"preceding\"\n" +
                        months))
            .at("control")
            .at("matched")
            .at("candidates_left_out");
    };
    // In months that areas are matched by, and in none that are compared.
    EXPECT_EQ(left_out("from = \"2024-08\"\nto = \"2024-09\"\n"), 1);
    EXPECT_EQ(left_out("from = \"2025-03\"\n"), 1);
    EXPECT_EQ(left_out("from = \"2025-04\"\n"), 0);
}

TEST_F(MatchedIntervention, WithOthersAtWorkInAllCandidatesThereIsNoControl)
{
    const json report = intervention_of(
        text("areas = { set = \"cells\", codes = [\"E540000N250000\"] }\ncontrol = \"matched\"\n"
             "from = \"2025-01\"\n[[interventions]]\nid = \"lights\"\nareas = { set = "
             "\"wards\", codes = [\"w2\", \"w3\", \"w4\"] }\nfrom = \"2025-01\"\n"));
    EXPECT_TRUE(report.at("control").is_null());
    EXPECT_THAT(report.at("control_reason").get<std::string>(),
                HasSubstr("another intervention was at work in each of the 4 areas"));
}

TEST_F(MatchedIntervention, ADrawnAreaCountsAsManyOfTheSetAsItsGroundHolds)
{
    m_county.write(
        "two.geojson",
        R"({"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::27700"}},"features":[{"type":"Feature","properties":{},"geometry":{"type":"Polygon","coordinates":[[[540000,250000],[541000,250000],[541000,250500],[540000,250500],[540000,250000]]]}}]})");
    const json report = intervention_of(
        text("path = \"two.geojson\"\ncontrol = { matched = \"cells\" }\nfrom = \"2025-01\"\n"));
    // Two cells of 10 and 6 more in summer, each as many as the one in the east.
    EXPECT_EQ(report.at("layers").at(0).at("treated").at("before"), 112);
    EXPECT_EQ(report.at("control").at("areas").at(0).at("code"), "E542000N250000");
    EXPECT_EQ(report.at("control").at("areas").at(0).at("distance"), 0);
}

TEST_F(MatchedIntervention, ADrawnTownOfTwoSmallAreasCountsAsTwoBesideLargeOnes)
{
    const auto square = [](const std::string& code, double east_m, double north_m, double side_m) {
        const double x = SmallCounty::kWest + east_m;
        const double y = SmallCounty::kSouth + north_m;
        return fmt::format(
            R"({{"type":"Feature","properties":{{"code":"{0}"}},"geometry":{{"type":"Polygon","coordinates":[[[{1},{2}],[{3},{2}],[{3},{4}],[{1},{4}],[{1},{2}]]]}}}})",
            code, x, y, x + side_m, y + side_m);
    };
    const auto collection = [](const std::string& features) {
        return R"({"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::27700"}},"features":[)" +
               features + "]}";
    };
    const std::string town = square("a", 0, 0, 500) + "," + square("b", 500, 0, 500);
    m_county.write("town.geojson", collection(town));
    m_county.write("parishes.geojson", collection(town + "," + square("c", 2000, 0, 500) + "," +
                                                  square("d", 0, 1900, 2100)));
    const json report = intervention_of(
        text_with("path = \"town.geojson\"\ncontrol = { matched = \"parishes\" }\nfrom = "
                  "\"2025-01\"\n[areas.parishes]\npath = \"parishes.geojson\"\ncode = \"code\"\n"
                  "name = \"code\"\n"));
    EXPECT_EQ(report.at("control").at("areas").at(0).at("code"), "c");
    EXPECT_EQ(report.at("control").at("areas").at(0).at("distance"), 0);
}

TEST_F(MatchedIntervention, AreasOfAnotherSetCountByTheirGroundToo)
{
    const json report = intervention_of(
        text("areas = { set = \"wards\", codes = [\"w1\"] }\ncontrol = { matched = \"cells\" }\n"
             "from = \"2025-01\"\n"));
    // The ward is 16 cells with 20 in eight of the months, 32 in three; the one cell that is not
    // near it has 60 and 66.
    ASSERT_EQ(report.at("control").at("areas").size(), 1U);
    const double most = std::pow(std::sqrt(60.0) - std::sqrt(20.0 / 16), 2);
    const double summer = std::pow(std::sqrt(66.0) - std::sqrt(32.0 / 16), 2);
    EXPECT_NEAR(report.at("control").at("areas").at(0).at("distance").get<double>(),
                std::sqrt((8 * most + 3 * summer) / 11), 1e-9);
}

TEST_F(MatchedIntervention, WithoutACandidateThereIsNoControlAndTheReportSaysSo)
{
    const json report = intervention_of(
        text("areas = { set = \"wards\", codes = [\"w1\", \"w2\"] }\ncontrol = \"matched\"\n"
             "from = \"2025-01\"\n"));
    EXPECT_TRUE(report.at("control").is_null());
    EXPECT_THAT(report.at("control_reason").get<std::string>(),
                HasSubstr("no area of \"wards\" apart from the treated area and its ring"));
}

}  // namespace
}  // namespace heatward::pipeline
