#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include "intervention_sentence.hpp"
#include "interventions_json.hpp"
#include "interventions_section.hpp"

namespace heatward::pipeline {
namespace {

using ::testing::AllOf;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;

/// An intervention of one layer with figures of its own.
class InterventionReportTest : public testing::Test {
protected:
    InterventionReportTest()
    {
        m_intervention.id = "patrols";
        m_intervention.title = "Patrols <2025>";
        m_intervention.areas_set = "wards";
        m_intervention.from = {2025, 4};
        m_layer.id = "violence";
        m_layer.title = "Violence";
        m_layer.sources = {"police"};
        m_evidence.intervention = &m_intervention;
        m_evidence.treated.areas = {{"w1", "Abbey"}};
        m_evidence.control.areas = {{"w2", "Castle"}};
        m_evidence.last = Month{2025, 5};
        m_evidence.ends_with_supply = true;
        m_evidence.ring_km2 = 1.5;
        InterventionLayer& layer = m_evidence.layers.emplace_back();
        layer.layer = &m_layer;
        layer.compared = 2;
        layer.treated = {120, 84};
        layer.control = {130, 126};
        layer.ring = {40, 41};
        layer.change = change(0.72, 0.55, 0.98);
        layer.change->difference = -32.4;
        layer.change->difference_low = -66.2;
        layer.change->difference_high = -2.04;
        layer.ring_change = change(1.1, 0.7, 1.6);
        layer.displacement = stats::DisplacementDifference{-32, 21, -74, 10, -1.5};
    }

    static stats::DifferenceInDifferences change(double ratio, double low, double high)
    {
        stats::DifferenceInDifferences result;
        result.ratio = ratio;
        result.low = low;
        result.high = high;
        result.months = 4;
        return result;
    }

    InterventionLayer& layer() { return m_evidence.layers.front(); }
    std::string sentence() { return intervention_sentence(m_evidence, layer()); }

    project::Intervention m_intervention;
    project::Layer m_layer;
    InterventionEvidence m_evidence;
};

TEST_F(InterventionReportTest, SaysAClearFallAndThatNothingShowsThatItMoved)
{
    layer().displacement->high = -1;
    EXPECT_EQ(sentence(),
              "Violence: incidents fell from 120 to 84 in the treated area while in the control "
              "area they "
              "fell from 130 to 126: about 32 fewer than expected from the control area (95 % "
              "interval 2 to 66 fewer). Nothing shows that it moved next door.");
}

TEST_F(InterventionReportTest, SaysWhereRawCountsOfLikeAreasDoNotBearItOut)
{
    EXPECT_THAT(sentence(), HasSubstr("2 to 66 fewer). By raw counts (weighted displacement "
                                      "difference) it could be chance."));
    layer().control = {900, 870};  // raw counts of so large a control say little
    EXPECT_THAT(sentence(), Not(HasSubstr("raw counts")));
}

TEST_F(InterventionReportTest, AnIntervalThatHoldsNoughtCouldBeChance)
{
    layer().change = change(0.9, 0.7, 1.2);
    layer().change->difference = -9;
    layer().change->difference_low = -36;
    layer().change->difference_high = 14;
    EXPECT_THAT(sentence(), HasSubstr("about 9 fewer than expected from the control area (95 % "
                                      "interval 36 fewer to 14 more); this could be chance. The "
                                      "ring around it shows no clear change."));
}

TEST_F(InterventionReportTest, FewOfAnIncidentAreSaidInWords)
{
    layer().treated = {50, 50};
    layer().change = change(1.004, 0.7, 1.01);
    layer().change->difference = 0.2;
    layer().change->difference_low = -21.4;
    layer().change->difference_high = 0.5;
    EXPECT_THAT(sentence(), HasSubstr("incidents stayed at 50 in the treated area"));
    EXPECT_THAT(sentence(),
                HasSubstr("about as many as expected from the control area (95 % "
                          "interval 21 fewer to less than 1 more); this could be chance."));
    layer().change->difference = -0.7;
    EXPECT_THAT(sentence(), HasSubstr(": less than 1 fewer than expected from the control area"));
    layer().change->difference = 0.9;
    EXPECT_THAT(sentence(), HasSubstr(": less than 1 more than expected from the control area"));
    layer().change->difference = 1.2;
    EXPECT_THAT(sentence(), HasSubstr(": about 1 more than expected from the control area"));
    layer().ring_change = change(0.5, 0.2, 0.9);
    layer().ring_change->difference = -0.6;
    layer().ring_change->difference_low = -1.4;
    layer().ring_change->difference_high = -0.1;
    EXPECT_THAT(sentence(), EndsWith(" The ring around it had less than 1 fewer than expected too "
                                     "(95 % interval less than 1 to 1 fewer)."));
}

TEST_F(InterventionReportTest, TheRingIsLessTheControlAreaWhereThereIsOne)
{
    layer().months = {{{2024, 4}, {2025, 4}, {}, {120, 84}, {40, 41}, {130, 126}}};
    const auto html = [&] {
        const nlohmann::json report{
            {"interventions", interventions_json({m_evidence}, CellPlaces({}, {}))}};
        return interventions_section(report);
    };
    EXPECT_THAT(html(), HasSubstr("inside the study area, less the control area, "));
    m_evidence.control_reason = "the project names no control area";
    EXPECT_THAT(html(), AllOf(HasSubstr(" m around it inside the study area, "),
                              Not(HasSubstr("less the control area"))));
}

TEST_F(InterventionReportTest, ARiseInTheRingMayHaveMovedThere)
{
    layer().ring_change = change(1.5, 1.1, 2.1);
    layer().ring_change->difference = 14;
    layer().ring_change->difference_low = 3.7;
    layer().ring_change->difference_high = 22;
    EXPECT_THAT(
        sentence(),
        EndsWith("The ring around it had about 14 more than expected (95 % interval 4 to 22 "
                 "more): some may have moved next door."));
    layer().change = change(1.4, 1.1, 1.8);
    layer().change->difference = 24;
    layer().change->difference_low = 8;
    layer().change->difference_high = 37;
    EXPECT_THAT(sentence(),
                AllOf(HasSubstr("about 24 more than expected"), Not(HasSubstr("moved next door"))));
}

TEST_F(InterventionReportTest, RoughPlacesLeaveTheRingWithoutWords)
{
    const std::string rough = " Places are known too roughly to tell what happened next door.";
    layer().rough_places = 0.5;
    EXPECT_THAT(sentence(), EndsWith(" Nothing shows that it moved next door."));
    layer().rough_places = 0.51;
    EXPECT_THAT(sentence(), AllOf(EndsWith(rough), Not(HasSubstr("Nothing shows"))));
    layer().ring_change = fail("too few");
    EXPECT_THAT(sentence(), AllOf(EndsWith(rough), Not(HasSubstr("too few"))));
    layer().ring_change = change(1.5, 1.1, 2.1);
    EXPECT_THAT(sentence(), AllOf(EndsWith(rough), Not(HasSubstr("may have moved"))));
    m_evidence.ring_km2 = 0;
    EXPECT_THAT(sentence(), Not(HasSubstr("next door")));
}

TEST_F(InterventionReportTest, SaysWhyThereIsNoComparison)
{
    layer().change = fail("too few incidents in the control area to compare (3 in all months)");
    EXPECT_THAT(sentence(),
                EndsWith("fell from 130 to 126. Nothing more can be said: too few "
                         "incidents in the control area to compare (3 in all months)."));
    m_evidence.control_reason = "the project names no control area";
    EXPECT_THAT(sentence(), EndsWith("fell from 120 to 84 in the treated area. Without a control "
                                     "area nothing can be said of what would have happened "
                                     "anyway."));
    m_layer.sources = {"police", "ambulance"};
    EXPECT_THAT(sentence(), HasSubstr("Violence: records fell"));
}

TEST_F(InterventionReportTest, SaysHowManyCandidatesWereLeftOut)
{
    layer().months = {{{2024, 4}, {2025, 4}, {}, {120, 84}, {40, 41}, {130, 126}}};
    MatchedBy matched;
    matched.set = "wards";
    matched.candidates = 7;
    matched.candidates_left_out = 2;
    matched.distances = {0.5};
    m_evidence.matched = matched;
    const auto html = [&] {
        return interventions_section(
            {{"interventions", interventions_json({m_evidence}, CellPlaces({}, {}))}});
    };
    EXPECT_THAT(html(), HasSubstr("; 2 areas were left out, as other interventions were at work "
                                  "there in these months or in those compared"));
    m_evidence.matched->candidates_left_out = 1;
    EXPECT_THAT(html(), HasSubstr("; 1 area was left out"));
    m_evidence.matched->candidates_left_out = 0;
    EXPECT_THAT(html(), AllOf(HasSubstr("from 7 areas of"), Not(HasSubstr("left out"))));
}

TEST_F(InterventionReportTest, NoSentenceNamesACause)
{
    for (const std::string word : {"because", "due to", "caused", "effect", "reduced"}) {
        EXPECT_THAT(sentence(), Not(HasSubstr(word)));
    }
}

TEST_F(InterventionReportTest, HtmlHasSentenceFiguresAndCautions)
{
    MonthEvidence left_out;
    left_out.before = {2024, 5};
    left_out.after = {2025, 5};
    left_out.not_supplied = {"police: 2024-05"};
    layer().months = {{{2024, 4}, {2025, 4}, {}, {120, 84}, {40, 41}, {130, 126}}, left_out};
    m_evidence.notes = {"\"Lights\" was at work in the ring"};
    const nlohmann::json report{
        {"interventions", interventions_json({m_evidence}, CellPlaces({}, {}))}};
    const std::string html = interventions_section(report);
    EXPECT_THAT(html, HasSubstr("<h2>Interventions</h2>\n<h3>Patrols &lt;2025&gt;</h3>"));
    EXPECT_THAT(html, HasSubstr("From 2025-04 to 2025-05, the last month supplied (it is still "
                                "going on), held against 2024-04 to 2024-05: the same months a "
                                "year earlier."));
    EXPECT_THAT(html, HasSubstr("<li>Violence: incidents fell from 120 to 84"));
    EXPECT_THAT(html, HasSubstr("Abbey (w1)"));
    EXPECT_THAT(html, HasSubstr("<td class=\"number\">120 → 84</td><td class=\"number\">130 → "
                                "126</td><td class=\"number\">40 → 41</td>"));
    EXPECT_THAT(html, HasSubstr("0.72 (0.55 to 0.98)"));
    EXPECT_THAT(html, HasSubstr("−32.0 ("));
    EXPECT_THAT(html, HasSubstr("Violence: 2025-05 with 2024-05 (not supplied: police: 2024-05)"));
    EXPECT_THAT(html, HasSubstr("&quot;Lights&quot; was at work in the ring"));
    EXPECT_THAT(html, HasSubstr("regression to the mean"));
    EXPECT_EQ(interventions_section({{"interventions", nlohmann::json::array()}}), "");
    EXPECT_EQ(interventions_section(nlohmann::json::object()), "");
}

}  // namespace
}  // namespace heatward::pipeline
