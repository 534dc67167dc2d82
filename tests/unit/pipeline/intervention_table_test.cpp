#include "intervention_table.hpp"

#include <filesystem>
#include <set>

#include <gmock/gmock.h>

#include "intervention_sentence.hpp"
#include "interventions_fixture.hpp"

namespace heatward::pipeline {
namespace {

using nlohmann::json;
using ::testing::ElementsAre;

ProjectedMultiPolygon square(double west, double side)
{
    return {{{{west, 0}, {west + side, 0}, {west + side, side}, {west, side}}, {}}};
}

/// An intervention of one layer with figures of its own.
class InterventionTableTest : public testing::Test {
protected:
    InterventionTableTest()
    {
        m_intervention.id = "night-patrols";
        m_intervention.from = {2025, 4};
        m_layer.id = "violence";
        m_layer.title = "Violence";
        m_layer.sources = {"police"};
        m_evidence.intervention = &m_intervention;
        m_evidence.treated.polygons = square(0, 1000);
        m_evidence.ring = square(1000, 500);
        m_evidence.ring_km2 = 0.25;
        m_evidence.control.polygons = square(5000, 2000);
        m_evidence.control.areas = {{"w4", "Whitby"}, {"w5", "Whitby"}};
        m_evidence.last = Month{2025, 6};
        InterventionLayer& layer = m_evidence.layers.emplace_back();
        layer.layer = &m_layer;
        for (const int month : {4, 5, 6}) {
            layer.months.push_back({{2024, month}, {2025, month}, {}, {}, {}, {}});
        }
        layer.months[1].not_supplied = {"police: 2024-05"};
        layer.compared = 2;
        layer.rough_places = 0.25;
        layer.treated = {120, 84};
        layer.ring = {40, 41};
        layer.control = {130, 126};
        layer.change = change(0.72, 0.55, 0.98, 0.03);
        layer.ring_change = fail("too few");
        layer.displacement = stats::DisplacementDifference{-32, 21, -74, 10, -1.5};
        layer.ring_displacement = stats::DisplacementDifference{5, 18, -30, 40, 0.3};
    }

    static stats::DifferenceInDifferences change(double ratio, double low, double high, double p)
    {
        stats::DifferenceInDifferences result;
        result.dispersion = 1.5;
        result.difference = 14;
        result.difference_low = 3.7;
        result.difference_high = 22;
        result.ratio = ratio;
        result.low = low;
        result.high = high;
        result.p = p;
        return result;
    }

    InterventionLayer& layer() { return m_evidence.layers.front(); }
    FeatureTable table() { return intervention_table({m_evidence}); }
    static std::vector<std::string> texts(const FeatureTable& table, const std::string& column)
    {
        std::vector<std::string> values;
        for (std::size_t row = 0; row < table.size(); ++row) {
            values.push_back(table.text(row, column));
        }
        return values;
    }

    project::Intervention m_intervention;
    project::Layer m_layer;
    InterventionEvidence m_evidence;
};

TEST_F(InterventionTableTest, HasARowForEachPlaceWithItsFigures)
{
    const FeatureTable found = table();
    EXPECT_EQ(found.name, "interventions");
    const AttributeValue none;
    const AttributeValue rough{0.25};
    const auto whole = [](std::int64_t value) { return AttributeValue{value}; };
    const auto text = [](const char* value) { return AttributeValue{std::string(value)}; };
    ASSERT_EQ(found.size(), 3U);
    EXPECT_THAT(
        found.rows[0],
        ElementsAre(text("night-patrols.violence.treated"), text("night-patrols"),
                    text("night-patrols"), text("violence"), text("treated"), AttributeValue{1.0},
                    text("2025-04"), text("2025-06"), text("2024-04"), text("2024-06"), whole(2),
                    text("2025-05"), text("incidents"), whole(120), whole(84), AttributeValue{0.72},
                    AttributeValue{0.55}, AttributeValue{0.98}, AttributeValue{0.03},
                    AttributeValue{1.5}, whole(0), AttributeValue{-32.0}, AttributeValue{-74.0},
                    AttributeValue{10.0}, rough, text("w4; w5"), text("named"), none,
                    AttributeValue{intervention_sentence(m_evidence, layer())}));
    EXPECT_THAT(
        found.rows[1],
        ElementsAre(text("night-patrols.violence.ring"), text("night-patrols"),
                    text("night-patrols"), text("violence"), text("ring"), AttributeValue{0.25},
                    text("2025-04"), text("2025-06"), text("2024-04"), text("2024-06"), whole(2),
                    text("2025-05"), text("incidents"), whole(40), whole(41), none, none, none,
                    none, none, none, AttributeValue{5.0}, AttributeValue{-30.0},
                    AttributeValue{40.0}, rough, text("w4; w5"), text("named"), none,
                    text("The ring around it has too few to tell whether any moved next door.")));
    EXPECT_THAT(found.rows[2],
                ElementsAre(text("night-patrols.violence.control"), text("night-patrols"),
                            text("night-patrols"), text("violence"), text("control"),
                            AttributeValue{4.0}, text("2025-04"), text("2025-06"), text("2024-04"),
                            text("2024-06"), whole(2), text("2025-05"), text("incidents"),
                            whole(130), whole(126), none, none, none, none, none, none, none, none,
                            none, rough, text("w4; w5"), text("named"), none, none));
    EXPECT_THAT(found.geometry,
                ElementsAre(square(0, 1000), square(1000, 500), square(5000, 2000)));
    for (const auto& row : found.rows) {
        EXPECT_EQ(row.size(), found.columns.size());
    }
}

TEST_F(InterventionTableTest, TheRingsRowSaysWhatTheReportSaysOfIt)
{
    const auto ring = [this] { return texts(table(), "sentence").at(1); };
    layer().ring_change = change(1.5, 1.1, 2.1, 0.01);
    EXPECT_EQ(ring(),
              "The ring around it had about 14 more than expected (95 % interval 4 to 22 more): "
              "some may have moved next door.");
    EXPECT_THAT(table().text(0, "sentence"), ::testing::EndsWith(" " + ring()));
    layer().rough_places = 0.51;
    EXPECT_EQ(ring(), "Places are known too roughly to tell what happened next door.");
    m_layer.weight = project::Weight::harm;
    EXPECT_EQ(ring(),
              "Places are known too roughly to tell what happened next door. Counted are "
              "incidents, not their harm.");
}

TEST_F(InterventionTableTest, TheRingsRowHasWordsWhereTheReportHasNone)
{
    const auto ring = [this] { return texts(table(), "sentence").at(1); };
    const std::string nothing = "Nothing can be said of the ring around it: ";
    layer().change = fail("too few");
    EXPECT_EQ(ring(), nothing + "too few incidents or months to compare.");
    layer().ring_change = change(1.5, 1.1, 2.1, 0.01);
    EXPECT_EQ(ring(),
              "The ring around it had about 14 more than expected (95 % interval 4 to 22 more).");
    layer().ring_change = change(0.5, 0.2, 0.9, 0.01);
    layer().ring_change->difference = -14;
    layer().ring_change->difference_low = -22;
    layer().ring_change->difference_high = -3.7;
    EXPECT_EQ(ring(),
              "The ring around it had about 14 fewer than expected (95 % interval 4 to 22 fewer).");
    layer().ring_change = change(0.9, 0.7, 1.2, 0.4);
    EXPECT_EQ(ring(), "The ring around it shows no clear change.");
    layer().change = change(1.1, 0.8, 1.4, 0.4);
    layer().ring_change = fail("too few");
    EXPECT_EQ(ring(), nothing + "too few incidents or months to compare.");
    m_evidence.control_reason = "the project names no control area";
    layer().change = fail("none");
    EXPECT_EQ(ring(), nothing + "there is no control area.");
    layer().compared = 0;
    EXPECT_EQ(ring(), nothing + "no month can be compared.");
}

TEST_F(InterventionTableTest, SaysWhatTheControlIsAndWhoChoseIt)
{
    const auto control = [this] {
        const FeatureTable found = table();
        return std::vector{found.text(0, "control"), found.text(0, "control_by")};
    };
    m_evidence.matched = MatchedBy{"wards", 7, 0, {0.5, 0.7}, {}};
    EXPECT_THAT(control(), ElementsAre("w4; w5", "matched"));
    m_evidence.matched.reset();
    m_intervention.control_path = "PG:dbname=x password=secret";
    EXPECT_THAT(control(), ElementsAre("PG:[redacted]", "file"));
    m_intervention.control_path = "control.gpkg";
    EXPECT_THAT(control(), ElementsAre("control.gpkg", "file"));
    m_evidence.control_reason = "no area is alike";
    const FeatureTable found = table();
    for (const char* column : {"control", "control_by"}) {
        EXPECT_EQ(found.rows[0].at(found.find_column(column).value()), AttributeValue{}) << column;
    }
}

TEST_F(InterventionTableTest, MonthsLeftOutAndTheHalfAreSaid)
{
    layer().months[2].not_supplied = {"police: 2025-06"};
    layer().change->half_was_added = true;
    const FeatureTable found = table();
    const auto cell = [&found](const char* column) {
        return found.rows[0].at(found.find_column(column).value());
    };
    EXPECT_EQ(found.text(0, "months_left_out"), "2025-05; 2025-06");
    EXPECT_EQ(cell("half_was_added"), AttributeValue{std::int64_t{1}});
    layer().months[1].not_supplied.clear();
    layer().months[2].not_supplied.clear();
    layer().rough_places.reset();
    const FeatureTable whole = table();
    for (const char* column : {"months_left_out", "rough_places"}) {
        EXPECT_EQ(whole.rows[0].at(whole.find_column(column).value()), AttributeValue{}) << column;
    }
}

TEST_F(InterventionTableTest, HasNoRowForAPlaceThatIsNotThere)
{
    m_evidence.ring = {};
    m_evidence.ring_km2 = 0;
    EXPECT_THAT(texts(table(), "part"), ElementsAre("treated", "control"));
    m_evidence.control = {};
    m_evidence.control_reason = "the project names no control area";
    EXPECT_THAT(texts(table(), "part"), ElementsAre("treated"));
    EXPECT_EQ(intervention_table({}).size(), 0U);
}

TEST_F(InterventionTableTest, WithoutAMonthComparedNothingIsKnown)
{
    layer().compared = 0;
    layer().months.clear();
    layer().treated = layer().ring = layer().control = {};
    layer().change = fail("no month");
    layer().displacement.reset();
    m_evidence.last.reset();
    const FeatureTable found = table();
    for (const char* column : {"after_to", "before_from", "before_to", "before", "after",
                               "did_ratio", "did_p", "wdd", "wdd_high"}) {
        EXPECT_EQ(found.rows[0].at(found.find_column(column).value()), AttributeValue{}) << column;
    }
    EXPECT_EQ(found.rows[0].at(found.find_column("months_compared").value()),
              AttributeValue{std::int64_t{0}});
    EXPECT_THAT(found.text(0, "sentence"), ::testing::HasSubstr("no month can be compared"));
    EXPECT_EQ(found.text(0, "after_from"), "2025-04");
}

TEST_F(InterventionTableTest, MonthsAreThoseThatTheLayersOwnSourcesHaveBoth)
{
    layer().months[0].not_supplied = {"police: 2025-04"};
    layer().months[1].not_supplied.clear();
    layer().months[2].not_supplied = {"police: 2024-06"};
    const auto months = [this] {
        const FeatureTable found = table();
        return std::vector{found.text(0, "after_from"), found.text(0, "after_to"),
                           found.text(0, "before_from"), found.text(0, "before_to")};
    };
    EXPECT_THAT(months(), ElementsAre("2025-04", "2025-05", "2024-05", "2024-05"));
    layer().months[1].not_supplied = {"police: 2025-05"};
    layer().compared = 0;
    EXPECT_THAT(months(), ElementsAre("2025-04", "", "", ""));
}

TEST_F(InterventionTableTest, RecordsAndOthersAtWorkAreSaid)
{
    EXPECT_EQ(table().text(0, "counted"), "incidents");
    m_layer.sources = {"police", "ambulance"};
    m_evidence.notes = {"lights were at work", "a camera too"};
    EXPECT_EQ(table().text(1, "counted"), "records");
    EXPECT_EQ(table().text(2, "notes"), "lights were at work; a camera too");
}

TEST_F(InterventionTableTest, CodesAreApartWhereIdsWithHyphensRunTogether)
{
    project::Intervention other = m_intervention;
    other.id = "night";
    other.title = "Night";
    project::Layer second = m_layer;
    second.id = "patrols-violence";
    InterventionEvidence evidence = m_evidence;
    evidence.intervention = &other;
    evidence.layers.front().layer = &second;
    const FeatureTable found = intervention_table({m_evidence, evidence});
    const auto codes = texts(found, "code");
    EXPECT_EQ(std::set<std::string>(codes.begin(), codes.end()).size(), 6U);
    EXPECT_EQ(codes[3], "night.patrols-violence.treated");
    EXPECT_EQ(found.text(3, "title"), "Night");
}

/// The same months as those of the report's tests: 30 incidents a month in w1, 20 from 2025 on.
class InterventionsOfARun : public InterventionsTest {
protected:
    InterventionsOfARun()
    {
        write_months([](Month month) {
            const bool is_after = month.year == 2025;
            return std::vector<Heap>{{1000, 1000, is_after ? 20 : 30},
                                     {3000, 3000, is_after ? 20 : 21},
                                     {2250, 1000, is_after ? 5 : 4}};
        });
    }

    static json number(const FeatureTable& table, std::size_t row, const std::string& column)
    {
        const double value = real(table, row, column);
        return std::isnan(value) ? json() : json(value);
    }
};

TEST_F(InterventionsOfARun, StandInItsFolderAsInTheReport)
{
    const json report =
        intervention_of(text_with("areas = { set = \"wards\", codes = [\"w1\"] }\n"
                                  "control = { set = \"wards\", codes = [\"w4\"] }\n"
                                  "from = \"2025-01\"\nto = \"2025-03\"\n"));
    const run_store::RunData run = open("out");
    const FeatureTable& table = run.interventions;
    ASSERT_EQ(table.size(), 3U);
    const json& layer = report.at("layers").at(0);
    for (std::size_t row = 0; row < 3; ++row) {
        const std::string part = table.text(row, "part");
        EXPECT_EQ(number(table, row, "before"), layer.at(part).at("before"));
        EXPECT_EQ(number(table, row, "after"), layer.at(part).at("after"));
        EXPECT_EQ(number(table, row, "area_km2"), report.at(part).at("area_km2"));
        EXPECT_NEAR(area_m2(table.geometry[row]) / 1e6, real(table, row, "area_km2"), 1e-6);
        EXPECT_EQ(number(table, row, "months_compared"), 2);
    }
    EXPECT_EQ(number(table, 0, "before"), 60);
    EXPECT_EQ(number(table, 0, "after"), 40);
    EXPECT_EQ(number(table, 0, "did_ratio"), layer.at("did").at("ratio"));
    EXPECT_EQ(number(table, 0, "wdd_low"), layer.at("wdd").at("low"));
    EXPECT_EQ(number(table, 1, "did_high"), layer.at("ring_did").at("high"));
    EXPECT_EQ(number(table, 1, "wdd"), layer.at("ring_wdd").at("difference"));
    EXPECT_EQ(table.text(0, "sentence"), layer.at("sentence"));
    EXPECT_EQ(number(table, 0, "dispersion"), layer.at("did").value("dispersion", json()));
    EXPECT_EQ(number(table, 1, "rough_places"), layer.at("rough_places"));
    EXPECT_EQ(table.text(0, "control"), "w4");
    EXPECT_EQ(table.text(0, "control_by"), "named");
    ASSERT_EQ(layer.at("months_left_out").size(), 1U);
    EXPECT_EQ(table.text(0, "months_left_out"), layer.at("months_left_out").at(0).at("after"));
    EXPECT_FALSE(table.text(1, "sentence").empty());
    const FeatureTable& wards = run.area_sets.at(1);
    ASSERT_EQ(wards.text(0, "code"), "w1");
    EXPECT_EQ(table.geometry[0], wards.geometry[0]);
}

TEST_F(InterventionsOfARun, LeaveNoFileWhereTheProjectHasNone)
{
    build(SmallCounty::project_text("q"), "out");
    EXPECT_FALSE(std::filesystem::exists(std::filesystem::path(m_county.path("out")) /
                                         "current/analyst/interventions.gpkg"));
    EXPECT_EQ(open("out").interventions.size(), 0U);
}

}  // namespace
}  // namespace heatward::pipeline
