#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "heatward/core/error.hpp"
#include "heatward/density/study_area_mass.hpp"
#include "heatward/maps/bandwidth_text.hpp"
#include "heatward/maps/density_layer.hpp"
#include "heatward/maps/legend.hpp"
#include "heatward/maps/style_catalogue.hpp"
#include "support/synthetic_county.hpp"

namespace heatward::maps {
namespace {

const run_store::RunData& county()
{
    static const run_store::RunData run = test::synthetic_county();
    return run;
}

/// The county's "violence", each incident with a bandwidth of its own.
struct Case {
    Case()
    {
        layer.bandwidth = std::string("abramson:500");
        for (std::size_t i = 0; i < county().incidents.size(); ++i) {
            // From 0.3 to 2.9, and a few trimmed.
            factors.push_back(i % 50 == 0 ? 5.0F : 0.3F + 0.1F * static_cast<float>(i * 7 % 27));
        }
    }

    [[nodiscard]] DensityLayerInput input() const
    {
        DensityLayerInput made = layer_input(county(), layer);
        made.bandwidth_factors = &factors;
        return made;
    }

    project::Layer layer = test::layer_of(county(), "violence");
    std::vector<float> factors;
};

/// The quartic kernel of radius R at distance d, per km².
double quartic_per_km2(double distance_m, double radius_m)
{
    const double q = distance_m * distance_m / (radius_m * radius_m);
    return q >= 1 ? 0 : 3e6 / (std::numbers::pi * radius_m * radius_m) * (1 - q) * (1 - q);
}

TEST(OwnBandwidths, TwoPlacesOfKnownUncertaintyAreDrawnWiderByTheirVariance)
{
    project::Layer layer = test::layer_of(county(), "violence");
    layer.widen = true;
    layer.edge = EdgeCorrection::none;
    IncidentTable two;
    Incident incident;
    incident.category = *county().project.category_index(layer.categories.front());
    incident.time = start_of({2025, 6});
    incident.in_study_area = true;
    incident.position = {565'000, 250'000};
    incident.uncertainty_m = 245;  // σ = 100 m
    two.append(incident);
    incident.position = {565'900, 250'000};
    incident.uncertainty_m = 1225;  // σ = 500 m
    two.append(incident);
    DensityLayerInput input = layer_input(county(), layer);
    input.incidents = &two;
    input.bandwidth_m = 800;
    const DensityLayer drawn(input, Plane::project);
    const double first_m = std::sqrt(800.0 * 800 + 8 * 100.0 * 100);
    const double second_m = std::sqrt(800.0 * 800 + 8 * 500.0 * 500);
    for (const double east : {0.0, 300.0, 820.0, 1500.0, 2400.0, 2600.0}) {
        const double wanted =
            quartic_per_km2(east, first_m) + quartic_per_km2(east - 900, second_m);
        EXPECT_NEAR(drawn.evaluate_at({565'000 + east, 250'000}), wanted, 1e-12 + 1e-9 * wanted)
            << east;
    }
    ASSERT_TRUE(drawn.bandwidth_range());
    EXPECT_DOUBLE_EQ(drawn.bandwidth_range()->smallest_m, first_m);
    EXPECT_DOUBLE_EQ(drawn.bandwidth_range()->median_m, (first_m + second_m) / 2);
    EXPECT_DOUBLE_EQ(drawn.bandwidth_range()->largest_m, second_m);
    EXPECT_EQ(drawn.bandwidth_m(), 800);
}

TEST(OwnBandwidths, AdaptiveAndWidenedIsTheSumOfItsFormula)
{
    Case c;
    c.layer.widen = true;
    const DensityLayer layer(c.input(), Plane::project);
    const IncidentTable& incidents = county().incidents;
    const density::StudyAreaMass mass(county().study_area, Kernel::quartic, 12'000);
    for (const ProjectedPoint u :
         {ProjectedPoint{565'000, 250'000}, {531'500, 240'200}, {560'300, 248'800}}) {
        double sum = 0;
        for (const std::uint32_t i : layer.selection().rows) {
            const double sigma_m = static_cast<double>(incidents.uncertainty_m[i]) / 2.45;
            const double own_m = 1500 * static_cast<double>(c.factors[i]);
            const double radius_m = std::sqrt(own_m * own_m + 8 * sigma_m * sigma_m);
            const double inside = mass.at({incidents.x[i], incidents.y[i]}, radius_m);
            sum +=
                quartic_per_km2(std::hypot(incidents.x[i] - u.x, incidents.y[i] - u.y), radius_m) /
                inside;
        }
        ASSERT_GT(sum, 0);
        EXPECT_NEAR(layer.evaluate_at(u), sum, 1e-9 * sum);
    }
}

TEST(OwnBandwidths, DiggleKeepsTheIncidentsAYear)
{
    for (const bool widen : {false, true}) {
        Case c;
        c.layer.widen = widen;
        const DensityLayer layer(c.input(), Plane::project);
        const GridFrame frame = frame_covering(extent_of(county().study_area), 100);
        double volume = 0;
        for (const double value : layer.evaluate(frame, true, 2).values) {
            volume += std::isnan(value) ? 0 : value * 0.1 * 0.1;
        }
        EXPECT_NEAR(volume / layer.total_weight(), 1, 3e-3) << widen;
    }
}

TEST(OwnBandwidths, InMercatorItIsTheSurfaceInProjectCoordinates)
{
    Case c;
    const DensityLayer project(c.input(), Plane::project);
    const DensityLayer mercator(c.input(), Plane::web_mercator);
    double most = 0;
    double apart = 0;
    for (double x = 531'000; x < 590'000; x += 1370) {
        for (double y = 231'000; y < 266'000; y += 1190) {
            const double wanted = project.evaluate_at({x, y});
            if (!std::isnan(wanted)) {
                most = std::max(most, wanted);
                apart = std::max(apart, std::abs(mercator.evaluate_at({x, y}) - wanted));
            }
        }
    }
    EXPECT_GT(most, 0);
    // As for fixed bandwidths (DensityLayer.OtherPlanesGiveTheSurfaceInProjectCoordinates), with
    // radii up to 7.5 km.
    EXPECT_LE(apart, 6e-4 * most);
}

TEST(OwnBandwidths, AFilterDrawsEachIncidentWithTheSameBandwidth)
{
    Case c;
    c.layer.edge = EdgeCorrection::none;
    DensityLayerInput of_half = c.input();
    of_half.filter.interval = parse_interval("2025-01/2025-06").value();
    DensityLayerInput of_rest = c.input();
    of_rest.filter.interval = parse_interval("2025-07/2025-12").value();
    const DensityLayer whole(c.input(), Plane::project);
    const DensityLayer half(of_half, Plane::project);
    const DensityLayer rest(of_rest, Plane::project);
    for (const ProjectedPoint u : {ProjectedPoint{565'000, 250'000}, {560'300, 248'800}}) {
        // Each is annual over its half of the year.
        const double sum = (half.evaluate_at(u) + rest.evaluate_at(u)) / 2;
        EXPECT_NEAR(sum, whole.evaluate_at(u), 1e-9 * sum);
    }
}

TEST(OwnBandwidths, AnAdaptiveLayerNeedsItsFactorsAndAnotherTakesNone)
{
    Case c;
    DensityLayerInput input = c.input();
    input.bandwidth_factors = nullptr;
    EXPECT_THROW(DensityLayer(input, Plane::project), DataError);
    c.factors.pop_back();
    EXPECT_THROW(DensityLayer(c.input(), Plane::project), DataError);
    c.factors.push_back(std::numeric_limits<float>::quiet_NaN());
    c.layer.bandwidth = 1500.0;
    EXPECT_THROW(DensityLayer(c.input(), Plane::project), DataError);
}

TEST(OwnBandwidths, FixedLayersHaveNoRange)
{
    const auto& violence = test::layer_of(county(), "violence");
    EXPECT_FALSE(DensityLayer(layer_input(county(), violence), Plane::project).bandwidth_range());
}

TEST(BandwidthText, SaysNoSingleBandwidthWhereEachIncidentHasItsOwn)
{
    project::Layer layer;
    layer.bandwidth = 1200.0;
    const run_store::BandwidthRange range{190.4, 1020, 5656.9};
    EXPECT_EQ(bandwidth_text(layer, 1200, std::nullopt), "bandwidth 1,200 m");
    EXPECT_EQ(bandwidth_text(layer, 1200, range), "bandwidth 1,200 m");
    EXPECT_EQ(own_bandwidths_text(layer), "");
    EXPECT_EQ(spread_text(layer, 1200, std::nullopt), "1,200 m");
    layer.widen = true;
    EXPECT_EQ(bandwidth_text(layer, 1200, std::nullopt),
              "bandwidth 1,200 m, wider where a place is uncertain");
    layer.bandwidth = std::string("abramson:400");
    EXPECT_EQ(spread_text(layer, 1131.4, range),
              "190 m to 5,657 m (wider where fewer are near, or a place is uncertain)");
    layer.widen = false;
    EXPECT_EQ(bandwidth_text(layer, 1131.4, range),
              "adaptive bandwidth, 1,131 m on average (190 m to 5,657 m, median 1,020 m)");
    layer.kernel = Kernel::gaussian;
    EXPECT_EQ(bandwidth_text(layer, 400, std::nullopt),
              "adaptive standard deviation, 400 m on average");
}

TEST(BandwidthText, StandsInTheLegendOfSuchLayersAlone)
{
    project::Layer layer = test::layer_of(county(), "violence");
    const auto& summary = test::summary_of(county(), "violence");
    const DensityColours colours(summary.breaks, *find_style(layer.style));
    const auto legend = [&] {
        return legend_json(
            make_legend(county(), layer, summary, layer_filter(county().project, layer), colours));
    };
    EXPECT_FALSE(legend().contains("bandwidth"));
    layer.bandwidth = std::string("abramson:400");
    EXPECT_EQ(legend().at("bandwidth"), "adaptive bandwidth");
}

}  // namespace
}  // namespace heatward::maps
