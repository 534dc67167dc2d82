#include "heatward/maps/edge_terms.hpp"

#include <cmath>

#include <gtest/gtest.h>

#include "support/synthetic_county.hpp"

namespace heatward::maps {
namespace {

const run_store::RunData& county()
{
    static const run_store::RunData run = test::synthetic_county();
    return run;
}

project::Layer layer_with(EdgeCorrection edge, bool widen)
{
    project::Layer layer = test::layer_of(county(), "violence");
    layer.edge = edge;
    layer.widen = widen;
    return layer;
}

TEST(EdgeTerms, WideningAddsThePlacesVariance)
{
    // Quartic: R² + 8σ² with σ = 245/2.45 = 100 m.
    EXPECT_DOUBLE_EQ(incident_bandwidth_m(layer_with(EdgeCorrection::none, true), 400, 245),
                     std::sqrt(400.0 * 400.0 + 8 * 100.0 * 100.0));
    EXPECT_EQ(incident_bandwidth_m(layer_with(EdgeCorrection::none, false), 400, 245), 400);
    EXPECT_EQ(incident_bandwidth_m(layer_with(EdgeCorrection::none, true), 400, 0), 400);
}

TEST(EdgeTerms, NoneNeedsNothing)
{
    const auto terms = make_edge_terms(layer_with(EdgeCorrection::none, true), 1500,
                                       county().incidents, county().study_area, 1);
    EXPECT_EQ(terms->mass, nullptr);
    EXPECT_EQ(terms->factor_of(7), 1);
    EXPECT_EQ(terms->memory_bytes(), 0U);
}

TEST(EdgeTerms, DiggleFactorsAreOneOverTheMassInside)
{
    for (const bool widen : {false, true}) {
        const auto layer = layer_with(EdgeCorrection::diggle, widen);
        const auto terms = make_edge_terms(layer, 1500, county().incidents, county().study_area, 2);
        ASSERT_EQ(terms->incidents, county().incidents.size());
        const density::StudyAreaMass mass(county().study_area, layer.kernel, 4000);
        std::size_t near_border = 0;
        for (std::size_t i = 0; i < terms->incidents; i += 7) {
            if (!county().incidents.located[i].in_study_area) {
                continue;
            }
            const double bandwidth = incident_bandwidth_m(
                layer, 1500, static_cast<double>(county().incidents.uncertainty_m[i]));
            const double inside =
                mass.at({county().incidents.x[i], county().incidents.y[i]}, bandwidth);
            EXPECT_NEAR(terms->factor_of(i) * inside, 1, 1e-11);
            near_border += inside < 0.999 ? 1U : 0U;
        }
        EXPECT_GT(near_border, 20U);
    }
}

TEST(EdgeTerms, UniformHasTheMassAlone)
{
    const auto terms = make_edge_terms(layer_with(EdgeCorrection::uniform, false), 1500,
                                       county().incidents, county().study_area, 1);
    ASSERT_NE(terms->mass, nullptr);
    EXPECT_EQ(terms->mass->bandwidth_m(), 1500);
    EXPECT_EQ(terms->memory_bytes(), 0U);
}

}  // namespace
}  // namespace heatward::maps
