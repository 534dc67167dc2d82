#include "heatward/pipeline/layer_bandwidth.hpp"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <iterator>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include "heatward/core/error.hpp"
#include "heatward/maps/density_layer.hpp"
#include "heatward/pipeline/build_project.hpp"
#include "heatward/run_store/run.hpp"
#include "heatward/run_store/view.hpp"
#include "small_county.hpp"

namespace heatward::pipeline {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

namespace fs = std::filesystem;

std::string with_bandwidth(const std::string& text, const std::string& bandwidth)
{
    const std::string metres = "bandwidth = 400";
    std::string changed = text;
    return changed.replace(changed.find(metres), metres.size(), "bandwidth = " + bandwidth);
}

class LayerBandwidthTest : public testing::Test {
protected:
    LayerBandwidthTest() { write({{500, 500}, {500, 700}, {1100, 500}, {1100, 700}}); }

    void write(const std::vector<ProjectedPoint>& places)
    {
        std::vector<StreetRow> rows;
        for (const ProjectedPoint& place : places) {
            rows.push_back(SmallCounty::row_at(place.x, place.y));
        }
        // None of these counts: another category, outside, another period.
        rows.push_back(SmallCounty::row_at(3000, 3000));
        rows.back().crime_type = "Drugs";
        rows.push_back(SmallCounty::row_at(-900, 1000));
        m_county.write_street_file("p/2025-01-force-street.csv", rows);
        m_county.write_street_file("p/2024-12-force-street.csv",
                                   {SmallCounty::row_at(3900, 3900, "2024-12")});
    }

    run_store::RunData build(const std::string& bandwidth, const std::string& keys = "",
                             unsigned threads = 1)
    {
        BuildOptions options;
        options.output = m_county.path(fmt::format("out{}", m_builds++));
        options.threads = threads;
        SilentProgress progress;
        build_project(
            m_county.project(with_bandwidth(SmallCounty::project_text("p", keys), bandwidth)),
            options, progress);
        const auto run =
            run_store::Run::open(fs::canonical(fs::path(options.output) / "current").string());
        return run_store::View::of(run, Tier::analyst)->data();
    }

    SmallCounty m_county;
    int m_builds = 0;
};

TEST_F(LayerBandwidthTest, ScottIsOfTheIncidentsThatCountInTheLayer)
{
    const run_store::RunData run = build("\"scott\"");
    // Sample variances 120,000 and 40,000/3 m²; their geometric mean's root is 200 m, by 4^(−1/6).
    const double sigma_m = 200 * std::pow(4, -1.0 / 6);
    const nlohmann::json& layer = run.report->at("layers").at(0);
    EXPECT_EQ(layer.at("count"), 4);
    EXPECT_EQ(layer.at("bandwidth_selector"), "scott");
    EXPECT_NEAR(layer.at("bandwidth_m").get<double>(), std::sqrt(8) * sigma_m, 0.05 + 1e-9);
    EXPECT_NEAR(layer.at("sigma_m").get<double>(), sigma_m, 0.02);
    EXPECT_DOUBLE_EQ(layer.at("sigma_m").get<double>() * std::sqrt(8),
                     layer.at("bandwidth_m").get<double>());
    EXPECT_EQ(layer.at("cell_m"), 55);
}

TEST_F(LayerBandwidthTest, ForTheGaussianTheBandwidthIsSigma)
{
    const run_store::RunData run = build("\"silverman\"", "kernel = \"gaussian\"");
    const nlohmann::json& layer = run.report->at("layers").at(0);
    EXPECT_EQ(layer.at("bandwidth_m"), layer.at("sigma_m"));
    EXPECT_NEAR(layer.at("sigma_m").get<double>(),
                std::sqrt((120'000 + 40'000.0 / 3) / 2) * std::pow(4, -1.0 / 6), 0.051);
}

TEST_F(LayerBandwidthTest, TheRunDrawsTheLayerAsIfTheMetresHadBeenGiven)
{
    const run_store::RunData chosen = build("\"scott\"");
    const double bandwidth_m = chosen.layers.at(0).bandwidth_m;
    const run_store::RunData given = build(fmt::format("{}", bandwidth_m));
    EXPECT_EQ(chosen.surfaces.at("robbery").values, given.surfaces.at("robbery").values);
    const maps::DensityLayer drawn(maps::layer_input(chosen, chosen.project.layers.at(0)),
                                   maps::Plane::project);
    EXPECT_EQ(drawn.bandwidth_m(), bandwidth_m);
    EXPECT_GT(drawn.evaluate_at({SmallCounty::kWest + 800, SmallCounty::kSouth + 600}), 0);
}

TEST_F(LayerBandwidthTest, MetresHaveNoSelectorInTheReport)
{
    const run_store::RunData run = build("400");
    EXPECT_FALSE(run.report->at("layers").at(0).contains("bandwidth_selector"));
}

TEST_F(LayerBandwidthTest, EverySelectorBuildsAndIsTheSameForEveryNumberOfThreads)
{
    std::vector<ProjectedPoint> places;
    for (int k = 0; k < 60; ++k) {
        places.push_back({700 + 37.0 * ((k * 7) % 11), 900 + 23.0 * ((k * 5) % 17)});
        places.push_back({2900 + 31.0 * ((k * 3) % 13), 2600 + 41.0 * ((k * 11) % 7)});
    }
    write(places);
    for (const char* const selector : {"scott", "silverman", "ppl", "cvl", "diggle"}) {
        const std::string quoted = fmt::format("\"{}\"", selector);
        const run_store::RunData one = build(quoted, "", 1);
        const run_store::RunData two = build(quoted, "", 2);
        EXPECT_GT(one.layers.at(0).bandwidth_m, 0) << selector;
        EXPECT_EQ(one.layers.at(0).bandwidth_m, two.layers.at(0).bandwidth_m) << selector;
        EXPECT_EQ(one.report->at("layers").at(0).at("bandwidth_selector"), selector);
    }
}

TEST_F(LayerBandwidthTest, OneAboveAQuarterOfTheStudyAreasShorterSideIsAWarning)
{
    write({{100, 100}, {3900, 100}, {100, 3900}, {3900, 3900}});
    const auto warnings = build("\"scott\"").report->at("warnings").get<std::vector<std::string>>();
    EXPECT_THAT(warnings, Contains(AllOf(HasSubstr("layers.robbery.bandwidth"), HasSubstr("scott"),
                                         HasSubstr("quarter of the study area"))));
    write({{500, 500}, {500, 700}, {1100, 500}, {1100, 700}});
    const auto fewer = build("\"scott\"").report->at("warnings").get<std::vector<std::string>>();
    EXPECT_THAT(fewer, Not(Contains(HasSubstr("quarter of the study area"))));
}

TEST_F(LayerBandwidthTest, ADegenerateAnswerIsSaidInWarningsAndReport)
{
    // Every place three times: diggle falls to the first step of its search.
    std::vector<ProjectedPoint> places;
    for (int k = 0; k < 40; ++k) {
        const ProjectedPoint place{200 + 97.0 * (k % 8), 300 + 113.0 * (k % 5)};
        places.insert(places.end(), 3, place);
    }
    write(places);
    const run_store::RunData run = build("\"diggle\"", "cell = 50");
    const nlohmann::json& layer = run.report->at("layers").at(0);
    EXPECT_THAT(layer.at("bandwidth_note").get<std::string>(), HasSubstr("degenerate"));
    EXPECT_THAT(run.report->at("warnings").get<std::vector<std::string>>(),
                Contains(AllOf(HasSubstr("diggle chose"), HasSubstr("degenerate"))));
    std::ifstream file(run.folder + "/analyst/report.html");
    const std::string html{std::istreambuf_iterator<char>(file), {}};
    EXPECT_THAT(html, HasSubstr("diggle: degenerate"));
}

TEST_F(LayerBandwidthTest, ALayerWithoutAnAnswerIsRefusedByItsKey)
{
    write({{500, 500}, {500, 500}});
    try {
        build("\"scott\"");
        FAIL() << "was built";
    } catch (const DataError& error) {
        EXPECT_THAT(error.what(),
                    AllOf(HasSubstr("layers.robbery.bandwidth"), HasSubstr("\"scott\""),
                          HasSubstr("at one place"), HasSubstr("give metres")));
    }
}

/// Two towns, one of them dense, with places that repeat.
std::vector<ProjectedPoint> two_towns()
{
    std::vector<ProjectedPoint> places;
    for (int k = 0; k < 60; ++k) {
        places.push_back({700 + 17.0 * ((k * 7) % 11), 900 + 13.0 * ((k * 5) % 7)});
    }
    for (int k = 0; k < 25; ++k) {
        places.push_back({2300 + 131.0 * ((k * 3) % 10), 2100 + 111.0 * ((k * 11) % 17)});
    }
    return places;
}

/// Factors by the formula, over the layer's incidents, without edge correction.
std::vector<double> factors_by_hand(const IncidentTable& table,
                                    const std::vector<std::uint32_t>& rows, double pilot_m)
{
    std::vector<double> inverse_root;
    double logarithms = 0;
    for (const std::uint32_t i : rows) {
        double sum = 0;
        for (const std::uint32_t j : rows) {
            const double dx = table.x[i] - table.x[j];
            const double dy = table.y[i] - table.y[j];
            sum += std::exp(-(dx * dx + dy * dy) / (2 * pilot_m * pilot_m));
        }
        inverse_root.push_back(1 / std::sqrt(sum));
        logarithms += std::log(inverse_root.back());
    }
    const double gamma = std::exp(logarithms / static_cast<double>(rows.size()));
    for (double& value : inverse_root) {
        value = std::min(value / gamma, 5.0);
    }
    return inverse_root;
}

TEST_F(LayerBandwidthTest, AbramsonsFactorsAreThoseOfABruteForcePilot)
{
    write(two_towns());
    const run_store::RunData run = build("\"abramson:150\"", "edge = \"none\"\nbandwidths = [300]");
    const project::Layer& layer = run.project.layers.at(0);
    const RowSet counted = select(run.incidents, maps::layer_filter(run.project, layer)).rows;
    const std::vector<std::uint32_t> rows(counted.begin(), counted.end());
    ASSERT_EQ(rows.size(), 85U);
    const auto wanted = factors_by_hand(run.incidents, rows, 150);
    const std::vector<float>& factors = run.bandwidth_factors.at("robbery");
    ASSERT_EQ(factors.size(), run.incidents.size());
    EXPECT_EQ(std::count_if(factors.begin(), factors.end(), [](float f) { return f > 0; }), 85);
    for (std::size_t k = 0; k < rows.size(); ++k) {
        ASSERT_NEAR(static_cast<double>(factors[rows[k]]), wanted[k], 1e-6 * wanted[k]);
    }
    const auto [least, most] = std::minmax_element(wanted.begin(), wanted.end());
    EXPECT_GT(*most, 2 * *least);
    const nlohmann::json& entry = run.report->at("layers").at(0);
    EXPECT_EQ(entry.at("bandwidth_selector"), "abramson:150");
    EXPECT_EQ(entry.at("sigma_m"), 150);
    EXPECT_DOUBLE_EQ(entry.at("bandwidth_m").get<double>(), std::sqrt(8) * 150);
    EXPECT_EQ(entry.at("bandwidths_trimmed"), 0);
    const double radius_m = std::sqrt(8) * 150;
    const nlohmann::json& range = entry.at("bandwidth_range_m");
    EXPECT_NEAR(range.at("smallest").get<double>(), radius_m * *least, 1e-5 * radius_m);
    EXPECT_NEAR(range.at("largest").get<double>(), radius_m * *most, 1e-5 * radius_m);
    EXPECT_GT(range.at("median"), range.at("smallest"));
    EXPECT_LT(range.at("median"), range.at("largest"));
    EXPECT_EQ(run.layers.at(0).bandwidth_range->largest_m, range.at("largest").get<double>());
}

TEST_F(LayerBandwidthTest, TheRunReadBackDrawsAnAdaptiveLayersSurface)
{
    write(two_towns());
    for (const char* const keys : {"", "widen = true"}) {
        const run_store::RunData run = build("\"abramson:150\"", keys, 2);
        const maps::DensityLayer drawn(maps::layer_input(run, run.project.layers.at(0)),
                                       maps::Plane::project);
        const Raster<float>& surface = run.surfaces.at("robbery");
        const Raster<double> again = drawn.evaluate(surface.frame, false, 1);
        std::size_t cells = 0;
        for (std::size_t i = 0; i < surface.values.size(); ++i) {
            if (!std::isnan(surface.values[i])) {
                ASSERT_EQ(static_cast<float>(again.values[i]), surface.values[i]) << i;
                cells += surface.values[i] > 0 ? 1U : 0U;
            }
        }
        EXPECT_GT(cells, 500U);
        EXPECT_EQ(drawn.bandwidth_range(), run.layers.at(0).bandwidth_range);
        const nlohmann::json& entry = run.report->at("layers").at(0);
        EXPECT_NEAR(entry.at("volume").get<double>() / entry.at("annual_weight").get<double>(), 1,
                    2e-3);
        EXPECT_EQ(build("\"abramson:150\"", keys, 1).surfaces.at("robbery").values, surface.values);
    }
}

TEST_F(LayerBandwidthTest, WideningIsByTheVarianceOfMaskedPlaces)
{
    // police.uk's 300 m is σ = 300/2.45 per axis.
    const double widened_m = std::sqrt(400.0 * 400 + 8 * std::pow(300 / 2.45, 2));
    const run_store::RunData run = build("400", "widen = true");
    const nlohmann::json& entry = run.report->at("layers").at(0);
    EXPECT_EQ(entry.at("bandwidth_m"), 400);
    for (const char* const figure : {"smallest", "median", "largest"}) {
        EXPECT_NEAR(entry.at("bandwidth_range_m").at(figure).get<double>(), widened_m, 1e-9);
    }
    EXPECT_FALSE(entry.contains("bandwidth_selector"));
    EXPECT_TRUE(run.bandwidth_factors.empty());
    // As if the widened metres had been given, but for the last digits of the cells' kernels.
    const run_store::RunData given = build(fmt::format("{}", widened_m), "cell = 50");
    for (const double east : {300.0, 800.0, 1300.0}) {
        const ProjectedPoint u{SmallCounty::kWest + east, SmallCounty::kSouth + 600};
        const auto at = [&](const run_store::RunData& data) {
            return maps::DensityLayer(maps::layer_input(data, data.project.layers.at(0)),
                                      maps::Plane::project)
                .evaluate_at(u);
        };
        EXPECT_NEAR(at(run), at(given), 1e-9 * at(given));
    }
}

TEST_F(LayerBandwidthTest, ReportsSayThatBandwidthsAreAdaptive)
{
    write(two_towns());
    const run_store::RunData run = build("\"abramson:150\"");
    const auto text = run.report->at("layers").at(0).at("bandwidth_text").get<std::string>();
    EXPECT_THAT(text, HasSubstr("adaptive bandwidth, 424 m on average ("));
    std::ifstream file(run.folder + "/analyst/report.html");
    const std::string html{std::istreambuf_iterator<char>(file), {}};
    EXPECT_THAT(html, HasSubstr(text));
    EXPECT_THAT(html, HasSubstr("150 on average"));
}

TEST_F(LayerBandwidthTest, ThePilotAndWideningAreInTheRunsId)
{
    const std::string one = build("\"abramson:150\"").run_id;
    EXPECT_NE(one, build("\"abramson:151\"").run_id);
    EXPECT_NE(one, build("\"abramson:150\"", "widen = true").run_id);
    EXPECT_EQ(one, build("\"abramson:150\"").run_id);
}

TEST_F(LayerBandwidthTest, KernelsBelowACellAreAWarning)
{
    write(two_towns());
    const auto warnings = [&](const char* keys) {
        return build("\"abramson:150\"", keys)
            .report->at("warnings")
            .get<std::vector<std::string>>();
    };
    EXPECT_THAT(warnings("cell = 400"), Contains(HasSubstr("give the layer a smaller cell")));
    EXPECT_THAT(warnings("cell = 20"), Not(Contains(HasSubstr("give the layer a smaller cell"))));
}

TEST_F(LayerBandwidthTest, AnAdaptiveLayerWithoutIncidentsIsEmpty)
{
    m_county.write_street_file("p/2025-01-force-street.csv", {SmallCounty::row_at(-900, 1000)});
    m_county.write_street_file("p/2024-12-force-street.csv",
                               {SmallCounty::row_at(3900, 3900, "2024-12")});
    const run_store::RunData run = build("\"abramson:150\"");
    const nlohmann::json& entry = run.report->at("layers").at(0);
    EXPECT_EQ(entry.at("count"), 0);
    EXPECT_FALSE(entry.contains("bandwidth_range_m"));
    EXPECT_FALSE(run.layers.at(0).bandwidth_range);
}

TEST(WideBandwidthWarning, IsAboveAQuarterAlone)
{
    const ProjectedMultiPolygon area{{{{0, 0}, {9000, 0}, {9000, 4000}, {0, 4000}}, {}}};
    EXPECT_THAT(wide_bandwidth_warning(1000, area), IsEmpty());
    EXPECT_THAT(wide_bandwidth_warning(1000.5, area), HasSubstr("(4000 m)"));
}

}  // namespace
}  // namespace heatward::pipeline
