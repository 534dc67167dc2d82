#include <cmath>

#include <gmock/gmock.h>

#include "interventions_fixture.hpp"

namespace heatward::pipeline {
namespace {

using nlohmann::json;
using ::testing::AllOf;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr const char* kWards =
    "areas = { set = \"wards\", codes = [\"w1\"] }\ncontrol = { set = \"wards\", codes = [\"w4\"] "
    "}\n";
constexpr const char* kQuarter = "from = \"2025-01\"\nto = \"2025-03\"\n";

/// 30 incidents a month in w1, 20 from 2025 on; 25 and 24 in w4; 4 and 5 in the ring.
class OneIntervention : public InterventionsTest {
protected:
    OneIntervention()
    {
        write_months([](Month month) {
            const bool is_after = month.year == 2025;
            return std::vector<Heap>{{1000, 1000, is_after ? 20 : 30},
                                     {3000, 3000, is_after ? 20 : 21},
                                     // Within 300 m of w1, but of the control.
                                     {2050, 2050, 4},
                                     {2250, 1000, is_after ? 5 : 4},
                                     // Beyond the ring, in no place that counts.
                                     {2350, 1000, 7}};
        });
    }
};

TEST_F(OneIntervention, CountsPairsOfMonthsThatWereSupplied)
{
    const json report = intervention_of(text_with(std::string(kWards) + kQuarter));
    EXPECT_EQ(report.at("title"), "patrols");
    EXPECT_EQ(report.at("before"),
              (json{{"rule", "year-earlier"}, {"from", "2024-01"}, {"to", "2024-03"}}));
    EXPECT_EQ(report.at("compared_to"), "2025-03");
    EXPECT_FALSE(report.at("ongoing").get<bool>());
    EXPECT_FALSE(report.at("ends_with_supply").get<bool>());
    EXPECT_EQ(report.at("treated").at("areas"), (json{{{"code", "w1"}, {"name", "Name of w1"}}}));
    EXPECT_NEAR(report.at("treated").at("area_km2").get<double>(), 4, 1e-9);
    // Two strips of 300 m and 2 km: the corner is the control's.
    EXPECT_NEAR(report.at("ring").at("area_km2").get<double>(), 1.2, 1e-6);
    const json& layer = report.at("layers").at(0);
    EXPECT_EQ(layer.at("months_compared"), 2);
    ASSERT_EQ(layer.at("months_left_out").size(), 1U);
    EXPECT_EQ(
        layer.at("months_left_out").at(0),
        (json{{"before", "2024-03"}, {"after", "2025-03"}, {"not_supplied", {"police: 2024-03"}}}));
    EXPECT_EQ(layer.at("treated"), counts(60, 40));
    EXPECT_EQ(layer.at("control"), counts(50, 48));
    EXPECT_EQ(layer.at("ring"), counts(8, 10));
    EXPECT_EQ(layer.at("months").at(0).at("treated"), counts(30, 20));
    EXPECT_TRUE(layer.at("months").at(2).at("treated").is_null());
}

TEST_F(OneIntervention, ComparesWithTheControl)
{
    const json report = intervention_of(text_with(std::string(kWards) + kQuarter));
    const json& layer = report.at("layers").at(0);
    // −20 + 2; √(60 + 40 + 50 + 48).
    EXPECT_EQ(layer.at("wdd").at("difference"), -18);
    EXPECT_NEAR(layer.at("wdd").at("standard_error").get<double>(), std::sqrt(198.0), 1e-12);
    EXPECT_EQ(layer.at("ring_wdd").at("difference"), 4);
    const json& change = layer.at("did");
    EXPECT_NEAR(change.at("ratio").get<double>(), (40.0 / 60) / (48.0 / 50), 1e-12);
    EXPECT_NEAR(change.at("difference").get<double>(), 40 - 60 * 48.0 / 50, 1e-9);
    EXPECT_EQ(change.at("months"), 4);
    EXPECT_NEAR(layer.at("ring_did").at("ratio").get<double>(), (10.0 / 8) / (48.0 / 50), 1e-12);
    EXPECT_NEAR(layer.at("together_did").at("ratio").get<double>(), (50.0 / 68) / (48.0 / 50),
                1e-12);
    // Four months leave two degrees of freedom: log(25/36) ± 4.303 · 0.287.
    EXPECT_EQ(
        layer.at("sentence"),
        "Robbery: in 2 of the 3 months incidents fell from 60 to 40 in the treated area while in "
        "the control area they "
        "fell from 50 to 48: about 18 fewer than expected from the control area (95 % "
        "interval 158 fewer to 23 more); this could be chance. Places are known too roughly to "
        "tell what happened next door.");
    // police.uk moves every place to one of its own.
    EXPECT_EQ(layer.at("rough_places"), 1);
}

TEST_F(OneIntervention, SaysWhatBecameOfTheRingWherePlacesAreKnownFinely)
{
    std::string rows = "T,N,X,Y\n";
    const auto add = [&](const Month& month, double east_m, int count) {
        for (int i = 0; i < count; ++i) {
            rows += fmt::format("{}-05 10:00,Robbery,{},{}\n", to_string(month),
                                SmallCounty::kWest + east_m, SmallCounty::kSouth + 3000);
        }
    };
    for (const Month& month : months_between({2024, 1}, {2025, 6})) {
        add(month, 1000, month.year == 2025 ? 20 : 30);
        add(month, 2250, 4);
        add(month, 3000, 21);
    }
    m_county.write("calls.csv", rows);
    std::string text = text_with(
        "areas = { set = \"wards\", codes = [\"w3\"] }\ncontrol = { set = \"wards\", codes = "
        "[\"w2\"] }\n" +
        std::string(kQuarter));
    const std::string police = "path = \"q\"\nformat = \"police.uk\"";
    text.replace(text.find(police), police.size(),
                 "path = \"calls.csv\"\nkind = \"police\"\nfields = { time = \"T\", category = "
                 "\"N\", x = \"X\", y = \"Y\", crs = \"EPSG:27700\" }");
    const json layer = intervention_of(text).at("layers").at(0);
    EXPECT_EQ(layer.at("rough_places"), 0);
    EXPECT_THAT(layer.at("sentence").get<std::string>(), Not(HasSubstr("too roughly")));
}

TEST_F(OneIntervention, OngoingOnesEndWithTheSupply)
{
    const json ongoing = intervention_of(text_with(std::string(kWards) + "from = \"2025-04\"\n"));
    EXPECT_TRUE(ongoing.at("ongoing").get<bool>());
    EXPECT_TRUE(ongoing.at("ends_with_supply").get<bool>());
    EXPECT_TRUE(ongoing.at("to").is_null());
    EXPECT_EQ(ongoing.at("compared_to"), "2025-06");
    const json& layer = ongoing.at("layers").at(0);
    EXPECT_EQ(layer.at("months_compared"), 3);
    EXPECT_EQ(layer.at("treated"), counts(90, 60));
    const json cut =
        intervention_of(text_with(std::string(kWards) + "from = \"2025-04\"\nto = \"2025-09\"\n"));
    EXPECT_FALSE(cut.at("ongoing").get<bool>());
    EXPECT_TRUE(cut.at("ends_with_supply").get<bool>());
    EXPECT_EQ(cut.at("layers").at(0).at("treated"), counts(90, 60));
}

TEST_F(OneIntervention, MayBeHeldAgainstTheMonthsDirectlyBefore)
{
    const std::string keys = std::string(kWards) + kQuarter + "before = \"preceding\"\n";
    const json report = intervention_of(text_with(keys));
    EXPECT_EQ(report.at("before"),
              (json{{"rule", "preceding"}, {"from", "2024-10"}, {"to", "2024-12"}}));
    EXPECT_EQ(report.at("layers").at(0).at("treated"), counts(90, 60));
}

TEST_F(OneIntervention, MoreThanAYearIsHeldAgainstAsManyMonthsBefore)
{
    // 13 months from 2024-06 on: against 2023-05 to 2024-05, of which 2024 alone was supplied.
    const json report = intervention_of(text_with(std::string(kWards) + "from = \"2024-06\"\n"));
    EXPECT_EQ(report.at("before"),
              (json{{"rule", "preceding"}, {"from", "2023-05"}, {"to", "2024-05"}}));
    // January, February, April and May of 2024 with February, March, May and June of 2025.
    EXPECT_EQ(report.at("layers").at(0).at("months_compared"), 4);
    EXPECT_EQ(report.at("layers").at(0).at("treated"), counts(120, 80));
}

TEST_F(OneIntervention, WithoutAnyMonthSuppliedTheReportSaysSo)
{
    const json report = intervention_of(text_with(std::string(kWards) + "from = \"2025-07\"\n"));
    EXPECT_TRUE(report.at("compared_to").is_null());
    const json& layer = report.at("layers").at(0);
    EXPECT_EQ(layer.at("months_compared"), 0);
    EXPECT_TRUE(layer.at("treated").is_null());
    EXPECT_TRUE(layer.at("wdd").is_null());
    EXPECT_TRUE(layer.at("did").at("ratio").is_null());
    EXPECT_THAT(layer.at("sentence").get<std::string>(), HasSubstr("no month can be compared"));
}

TEST_F(OneIntervention, ARingMayBeLeftOutAndAControlToo)
{
    const json without_ring =
        intervention_of(text_with(std::string(kWards) + kQuarter + "buffer = 0\n"));
    EXPECT_TRUE(without_ring.at("ring").is_null());
    EXPECT_TRUE(without_ring.at("layers").at(0).at("ring").is_null());
    EXPECT_THAT(without_ring.at("layers").at(0).at("sentence").get<std::string>(),
                Not(HasSubstr("ring")));
    const json without_control = intervention_of(
        text_with("areas = { set = \"wards\", codes = [\"w1\"] }\n" + std::string(kQuarter)));
    EXPECT_TRUE(without_control.at("control").is_null());
    const json& layer = without_control.at("layers").at(0);
    EXPECT_EQ(layer.at("treated"), counts(60, 40));
    EXPECT_EQ(layer.at("ring"), counts(16, 18));  // now with its corner in w4
    EXPECT_TRUE(layer.at("control").is_null());
    EXPECT_TRUE(layer.at("wdd").is_null());
    EXPECT_THAT(layer.at("sentence").get<std::string>(), HasSubstr("Without a control area"));
}

TEST_F(OneIntervention, TakesTheLayersChosen)
{
    const std::string second =
        "[[layers]]\nid = \"harm\"\ntitle = \"Harm\"\ncategories = [\"robbery\"]\n"
        "period = \"2025-01/2025-06\"\nbandwidth = 400\nweight = \"harm\"\n";
    const std::string keys = std::string(kWards) + kQuarter;
    const json both = intervention_of(text_with(keys) + second);
    ASSERT_EQ(both.at("layers").size(), 2U);
    // A harm layer's incidents are counted, whatever its period and weight.
    EXPECT_EQ(both.at("layers").at(1).at("treated"), counts(60, 40));
    EXPECT_THAT(both.at("layers").at(1).at("sentence").get<std::string>(),
                HasSubstr("Counted are incidents, not their harm."));
    const json one = intervention_of(text_with(keys + "layers = [\"harm\"]\n") + second);
    ASSERT_EQ(one.at("layers").size(), 1U);
    EXPECT_EQ(one.at("layers").at(0).at("id"), "harm");
}

TEST_F(OneIntervention, APolygonOfAFileIsAnInputOfTheRun)
{
    const auto square = [](double width_m) {
        const double x = SmallCounty::kWest + 900;
        const double y = SmallCounty::kSouth + 900;
        return fmt::format(
            R"({{"type":"FeatureCollection","crs":{{"type":"name","properties":{{"name":"urn:ogc:def:crs:EPSG::27700"}}}},"features":[{{"type":"Feature","properties":{{}},"geometry":{{"type":"Polygon","coordinates":[[[{0},{1}],[{2},{1}],[{2},{3}],[{0},{3}],[{0},{1}]]]}}}}]}})",
            x, y, x + width_m, y + 200);
    };
    m_county.write("square.geojson", square(200));
    const std::string keys =
        "path = \"square.geojson\"\ncontrol = { set = \"wards\", codes = "
        "[\"w4\"] }\n" +
        std::string(kQuarter);
    const std::string first = build(text_with(keys), "out");
    const json report = open("out").report->at("interventions").at(0);
    EXPECT_EQ(report.at("treated").at("path"), "square.geojson");
    EXPECT_NEAR(report.at("treated").at("area_km2").get<double>(), 0.04, 1e-6);
    EXPECT_EQ(report.at("layers").at(0).at("treated"), counts(60, 40));
    m_county.write("square.geojson", square(50));
    EXPECT_NE(build(text_with(keys), "out"), first);
    EXPECT_EQ(open("out").report->at("interventions").at(0).at("layers").at(0).at("treated"),
              counts(0, 0));
    EXPECT_THAT(open("out").report->at("interventions").at(0).at("layers").at(0).at("sentence"),
                HasSubstr("no incidents in the treated area before or after"));
}

TEST_F(OneIntervention, SaysWhichOthersWereAtWorkInItsPlaces)
{
    const std::string text = text_with(std::string(kWards) + kQuarter) +
                             "[[interventions]]\nid = \"lights\"\ntitle = \"Street lights\"\n"
                             "areas = { set = \"wards\", codes = [\"w4\"] }\nfrom = \"2025-02\"\n"
                             "[[interventions]]\nid = \"late\"\n"
                             "areas = { set = \"wards\", codes = [\"w1\"] }\nfrom = \"2025-04\"\n";
    const json report = report_of(text);
    EXPECT_EQ(report.at("interventions").at(0).at("notes"),
              (json{"\"Street lights\" (from 2025-02 on) was at work in the control area in months "
                    "compared here: what changed may come with either"}));
    // The same spring months of 2024 and 2025: the patrols had ended, the lights are in the ring.
    EXPECT_EQ(report.at("interventions").at(2).at("notes"),
              (json{"\"Street lights\" (from 2025-02 on) was at work in the ring in months "
                    "compared here: what changed may come with either"}));
}

TEST_F(OneIntervention, IsTheSameWhateverThreads)
{
    const std::string text = text_with(std::string(kWards) + kQuarter);
    const std::string first = build(text, "one", 1);
    EXPECT_EQ(build(text, "two", 3), first);
    EXPECT_EQ(tree("one", first), tree("two", first));
}

TEST_F(OneIntervention, BadAreasAreErrorsOfTheirKeys)
{
    const std::string quarter = kQuarter;
    EXPECT_THAT(
        build_error(text_with("areas = { set = \"wards\", codes = [\"w11\"] }\n" + quarter)),
        HasSubstr("interventions.patrols.areas.codes: area set \"wards\" has no area w11; "
                  "did you mean w1?"));
    EXPECT_THAT(
        build_error(text_with("areas = { set = \"wards\", codes = [\"w1\", \"w2\"] }\ncontrol = { "
                              "set = \"wards\", codes = [\"w2\"] }\n" +
                              quarter)),
        HasSubstr(
            "interventions.patrols.control: overlaps the treated area by 4 km² (w2 in both)"));
    EXPECT_THAT(
        build_error(text_with("areas = { set = \"wards\", codes = [\"w1\"] }\ncontrol = { set = "
                              "\"districts\", codes = [\"d1\"] }\n" +
                              quarter)),
        HasSubstr("interventions.patrols.control: overlaps the treated area by 4 km²; choose"));
    EXPECT_THAT(build_error(text_with("path = \"nowhere.geojson\"\n" + quarter)),
                AllOf(HasSubstr("interventions.patrols.path:"), HasSubstr("no such file")));
    EXPECT_THAT(build_error(text_with("areas = { set = \"wards\", codes = [\"w1\"] }\ncontrol = { "
                                      "path = \"nowhere.geojson\" }\n" +
                                      quarter)),
                AllOf(HasSubstr("interventions.patrols.control.path:"), HasSubstr("no such file")));
    m_county.write(
        "line.geojson",
        R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{},)"
        R"("geometry":{"type":"Polygon","coordinates":[[[0.1,52.1],[0.2,52.1],[0.1,52.1]]]}}]})");
    EXPECT_THAT(build_error(text_with("path = \"line.geojson\"\n" + quarter)),
                HasSubstr("interventions.patrols.path"));
    EXPECT_THAT(build_error(text_with("path = \"PG:dbname=x\"\n" + quarter)),
                HasSubstr("interventions.patrols.path: is a database"));
    m_county.write("points.geojson",
                   R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{},)"
                   R"("geometry":{"type":"Point","coordinates":[0.1,52.1]}}]})");
    EXPECT_THAT(build_error(text_with("path = \"points.geojson\"\n" + quarter)),
                HasSubstr("interventions.patrols.path: points.geojson: holds no polygon"));
}

TEST_F(OneIntervention, BadAreasNameTheLineOfTheirKey)
{
    const std::string text = text_with(
        std::string("areas = { set = \"wards\", codes = [\"w11\"] }\ncontrol = { set = \"wards\", "
                    "codes = [\"w2\", \"w22\"] }\n") +
        kQuarter);
    m_county.write("project.toml", text);
    const auto line_of = [&](const char* key) {
        return 1 + std::count(text.begin(),
                              text.begin() + static_cast<std::ptrdiff_t>(text.find(key)), '\n');
    };
    const std::string error = build_error(text);
    EXPECT_THAT(error, HasSubstr(fmt::format("project.toml:{}: interventions.patrols.areas.codes: "
                                             "area set \"wards\" has no area w11",
                                             line_of("areas = {"))));
    EXPECT_THAT(error,
                HasSubstr(fmt::format("project.toml:{}: interventions.patrols.control.codes: "
                                      "area set \"wards\" has no area w22",
                                      line_of("control = {"))));
}

TEST_F(OneIntervention, BordersDrawnApartMayShareASliver)
{
    const auto square = [](double west_m) {
        const double x = SmallCounty::kWest + west_m;
        return fmt::format(
            R"({{"type":"FeatureCollection","crs":{{"type":"name","properties":{{"name":"urn:ogc:def:crs:EPSG::27700"}}}},"features":[{{"type":"Feature","properties":{{}},"geometry":{{"type":"Polygon","coordinates":[[[{0},250000],[{1},250000],[{1},252000],[{0},252000],[{0},250000]]]}}}}]}})",
            x, x + 1000);
    };
    const std::string keys =
        "areas = { set = \"wards\", codes = [\"w1\"] }\ncontrol = { path = \"control.geojson\" "
        "}\n" +
        std::string(kQuarter);
    m_county.write("control.geojson", square(1999.5));
    const json report = intervention_of(text_with(keys));
    EXPECT_EQ(report.at("control").at("path"), "control.geojson");
    EXPECT_EQ(report.at("layers").at(0).at("treated"), counts(60, 40));
    m_county.write("control.geojson", square(1990));
    EXPECT_THAT(build_error(text_with(keys)),
                HasSubstr("interventions.patrols.control: overlaps the treated area by 0.02 km²"));
}

TEST_F(OneIntervention, MonthsBeforeThatNobodySuppliedAreAnError)
{
    const std::string text =
        text_with(std::string(kWards) + "from = \"2024-04\"\nto = \"2024-06\"\n");
    EXPECT_THAT(build_error(text),
                HasSubstr("interventions.patrols.from: no source of its layers supplied a month "
                          "from 2023-04 to 2023-06, which 2024-04 to 2024-06 are to be compared "
                          "with; write before = \"preceding\""));
}

TEST_F(OneIntervention, MonthsBeforeAreMissedToWhereTheRowsAloneSayWhichThereAre)
{
    m_county.write("calls.csv",
                   "T,N,X,Y\n2025-01-05 10:00,Robbery,541000,251000\n"
                   "2025-02-06 11:00,Robbery,541000,251000\n"
                   "2025-03-07 12:00,Robbery,543000,253000\n");
    std::string text = text_with(std::string(kWards) + kQuarter);
    const std::string police = "path = \"q\"\nformat = \"police.uk\"";
    text.replace(text.find(police), police.size(),
                 "path = \"calls.csv\"\nkind = \"police\"\nfields = { time = \"T\", category = "
                 "\"N\", x = \"X\", y = \"Y\", crs = \"EPSG:27700\" }");
    m_county.write("project.toml", text);
    const auto line =
        1 + std::count(text.begin(),
                       text.begin() + static_cast<std::ptrdiff_t>(text.find("from = ")), '\n');
    EXPECT_THAT(build_error(text),
                HasSubstr(fmt::format("project.toml:{}: interventions.patrols.from: no source of "
                                      "its layers supplied a month from 2024-01 to 2024-03",
                                      line)));
}

TEST_F(OneIntervention, AreasBeyondTheStudyAreaAreAWarning)
{
    m_county.write(
        "far.geojson",
        R"({"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::27700"}},"features":[{"type":"Feature","properties":{},"geometry":{"type":"Polygon","coordinates":[[[539000,250000],[541000,250000],[541000,251000],[539000,251000],[539000,250000]]]}}]})");
    const json report = report_of(text_with("path = \"far.geojson\"\n" + std::string(kQuarter)));
    EXPECT_THAT(report.at("warnings"),
                Contains(HasSubstr("interventions.patrols.path: 50 % of it lies outside the study "
                                   "area")));
}

}  // namespace
}  // namespace heatward::pipeline
