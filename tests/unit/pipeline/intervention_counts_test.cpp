#include "intervention_counts.hpp"

#include <random>

#include <gtest/gtest.h>

namespace heatward::pipeline {
namespace {

ProjectedMultiPolygon square(double west, double side)
{
    return {{{{west, 0}, {west + side, 0}, {west + side, side}, {west, side}}, {}}};
}

/// Squares of 1 km: treated from 0, control from 5 km, ring from 1 km eastward; layer "robbery" of
/// "police", layer "all" of both categories and sources.
class InterventionCountsTest : public testing::Test {
protected:
    InterventionCountsTest()
    {
        m_project.categories = {{"robbery", "Robbery", std::nullopt, false, {}},
                                {"theft", "Theft", std::nullopt, false, {}}};
        m_project.sources.resize(2);
        m_project.sources[0].id = "police";
        m_project.sources[1].id = "council";
        m_project.layers.resize(2);
        m_project.layers[0].id = "robbery";
        m_project.layers[0].categories = {"robbery"};
        m_project.layers[0].sources = {"police"};
        m_project.layers[1].id = "all";
        m_project.layers[1].categories = {"robbery", "theft"};
        m_project.layers[1].sources = {"police", "council"};
        m_intervention.buffer_m = 250;
    }

    void add(ProjectedPoint place, Month month, MatchLevel level = MatchLevel::coordinate,
             float uncertainty_m = 5, std::uint16_t category = 0, std::uint16_t source = 0)
    {
        Incident incident;
        incident.position = place;
        incident.time = start_of(month);
        incident.level = level;
        incident.uncertainty_m = uncertainty_m;
        incident.category = category;
        incident.source = source;
        m_incidents.append(incident);
    }

    InterventionCounts counts(unsigned threads = 1) const
    {
        AnalysisInput input;
        input.project = &m_project;
        input.incidents = &m_incidents;
        input.threads = threads;
        return {input,
                m_intervention,
                {square(0, 1000), square(5000, 1000), square(1000, 1000)},
                {2024, 11},
                {2025, 2}};
    }

    project::Project m_project;
    project::Intervention m_intervention;
    IncidentTable m_incidents;
};

TEST_F(InterventionCountsTest, RoughIsMaskedASectorANamedPlaceOrBeyondTheRingsWidth)
{
    const Month month{2025, 1};
    add({500, 500}, month, MatchLevel::coordinate, 250);
    add({500, 500}, month, MatchLevel::postcode, 251);
    add({500, 500}, month, MatchLevel::street, 100);
    add({1500, 500}, month, MatchLevel::masked, 10);
    add({1500, 500}, month, MatchLevel::junction, 10);
    add({5500, 500}, month, MatchLevel::sector, 10);
    add({5500, 500}, month, MatchLevel::place, 10);
    const InterventionCounts found = counts();
    const project::Layer& layer = m_project.layers[0];
    EXPECT_EQ(found.count(layer, InterventionPlace::treated, month), 3U);
    EXPECT_EQ(found.rough(layer, InterventionPlace::treated, month), 1U);
    EXPECT_EQ(found.count(layer, InterventionPlace::ring, month), 2U);
    EXPECT_EQ(found.rough(layer, InterventionPlace::ring, month), 1U);
    EXPECT_EQ(found.count(layer, InterventionPlace::control, month), 2U);
    EXPECT_EQ(found.rough(layer, InterventionPlace::control, month), 2U);
    EXPECT_EQ(found.rough(layer, InterventionPlace::control, {2025, 2}), 0U);
}

TEST_F(InterventionCountsTest, AreThoseOfCountingOneByOneWhateverTheThreads)
{
    std::mt19937_64 random(11);
    std::uniform_int_distribution<int> metres(-1, 6);
    std::uniform_int_distribution<int> month(Month{2024, 9}.index(), Month{2025, 4}.index());
    std::uniform_int_distribution<std::uint16_t> either(0, 1);
    for (int i = 0; i < 200'000; ++i) {
        add({metres(random) * 1000.0 + 500, 500}, Month::from_index(month(random)),
            either(random) == 0 ? MatchLevel::masked : MatchLevel::uprn, 5,
            either(random) == 0 ? kNoCategory : either(random), either(random));
    }
    const InterventionCounts one = counts(1);
    const InterventionCounts three = counts(3);
    for (const Month& each : months_between({2024, 11}, {2025, 2})) {
        std::uint64_t all = 0;
        std::uint64_t rough = 0;
        std::uint64_t robberies = 0;
        for (std::size_t i = 0; i < m_incidents.size(); ++i) {
            const bool is_counted = m_incidents.x[i] == 1500 && m_incidents.category[i] < 2 &&
                                    month_of(m_incidents.time[i]) == each;
            all += is_counted ? 1U : 0U;
            rough += is_counted && m_incidents.located[i].level == MatchLevel::masked ? 1U : 0U;
            robberies += is_counted && m_incidents.category[i] == 0 && m_incidents.source[i] == 0;
        }
        for (const InterventionCounts* found : {&one, &three}) {
            const auto ring = InterventionPlace::ring;
            EXPECT_EQ(found->count(m_project.layers[1], ring, each), all);
            EXPECT_EQ(found->rough(m_project.layers[1], ring, each), rough);
            EXPECT_EQ(found->count(m_project.layers[0], ring, each), robberies);
        }
        EXPECT_GT(robberies, 0U);
    }
}

}  // namespace
}  // namespace heatward::pipeline
