#include "heatward/maps/relative_risk.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <numbers>
#include <random>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "heatward/gis/area_source.hpp"
#include "heatward/gis/projection.hpp"
#include "heatward/maps/style_catalogue.hpp"

namespace heatward::maps {
namespace {

constexpr double kWest = 540000;
constexpr double kSouth = 250000;
constexpr double kWidth = 8000;
constexpr double kHeight = 6000;

/// Cases and controls in a study area; category 0 and 1 of one source.
struct Study {
    project::Project project;
    IncidentTable incidents;
    ProjectedMultiPolygon study_area;
    std::vector<run_store::SourceSupply> supply{{"police", {{2025, 1}}, {}}};

    Study()
    {
        project.categories = {{"robbery", "Robbery", {}, false, {}},
                              {"other", "Other", {}, false, {}}};
        project.sources.emplace_back().id = "police";
        project::Layer& layer = project.layers.emplace_back();
        layer.id = "risk";
        layer.categories = {"robbery"};
        layer.sources = {"police"};
        layer.controls = project::IncidentGroup{{"other"}, {"police"}};
        layer.period = *parse_interval("2025-01");
        layer.kernel = Kernel::gaussian;
        layer.edge = EdgeCorrection::uniform;
        layer.style = "risk";
    }

    void add(ProjectedPoint place, std::uint16_t category)
    {
        Incident incident;
        incident.row = static_cast<std::uint32_t>(incidents.size() + 1);
        incident.category = category;
        incident.position = place;
        incident.time = start_of({2025, 1});
        incident.in_study_area = true;
        incidents.append(incident);
    }

    [[nodiscard]] std::shared_ptr<const RelativeRisk> risk(EdgeCorrection edge, double sigma_m,
                                                           Plane plane = Plane::project)
    {
        project.layers.front().edge = edge;
        DensityLayerInput input;
        input.project = &project;
        input.layer = &project.layers.front();
        input.bandwidth_m = sigma_m;
        input.incidents = &incidents;
        input.study_area = &study_area;
        input.supply = &supply;
        input.filter = layer_filter(project, project.layers.front());
        return RelativeRisk::make(input, plane);
    }
};

/// Cases crowd in the north-east, controls in the middle.
Study rectangle_study()
{
    Study study;
    study.study_area = {{{{kWest, kSouth},
                          {kWest + kWidth, kSouth},
                          {kWest + kWidth, kSouth + kHeight},
                          {kWest, kSouth + kHeight}},
                         {}}};
    std::mt19937_64 random(11);
    std::normal_distribution<double> spread(0, 1200);
    const auto crowd = [&](double x, double y, int count, std::uint16_t category) {
        while (count > 0) {
            const ProjectedPoint place{kWest + x + spread(random), kSouth + y + spread(random)};
            if (place.x > kWest && place.x < kWest + kWidth && place.y > kSouth &&
                place.y < kSouth + kHeight) {
                study.add(place, category);
                --count;
            }
        }
    };
    crowd(6000, 4500, 150, 0);
    crowd(3000, 2500, 60, 0);
    crowd(4000, 3000, 700, 1);
    study.incidents.sort_spatially();
    return study;
}

double normal_cdf(double z) { return std::erfc(-z / std::numbers::sqrt2) / 2; }

/// What the rectangle holds of a Gaussian at `u`: the product of two integrals.
double rectangle_mass(ProjectedPoint u, double sigma_m)
{
    const auto side = [&](double low, double high, double at) {
        return normal_cdf((high - at) / sigma_m) - normal_cdf((low - at) / sigma_m);
    };
    return side(kWest, kWest + kWidth, u.x) * side(kSouth, kSouth + kHeight, u.y);
}

/// The definition, sum by sum.
RiskFigures brute_force(const Study& study, EdgeCorrection edge, double sigma_m, ProjectedPoint u)
{
    std::array<double, 2> sum{};
    std::array<double, 2> count{};
    for (std::size_t i = 0; i < study.incidents.size(); ++i) {
        const ProjectedPoint place{study.incidents.x[i], study.incidents.y[i]};
        double value = std::exp(-(std::pow(place.x - u.x, 2) + std::pow(place.y - u.y, 2)) /
                                (2 * sigma_m * sigma_m)) /
                       (2 * std::numbers::pi * sigma_m * sigma_m);
        value /= edge == EdgeCorrection::diggle    ? rectangle_mass(place, sigma_m)
                 : edge == EdgeCorrection::uniform ? rectangle_mass(u, sigma_m)
                                                   : 1;
        sum.at(study.incidents.category[i]) += value;
        ++count.at(study.incidents.category[i]);
    }
    const double log_risk = std::log(sum[0] / count[0]) - std::log(sum[1] / count[1]);
    const bool is_none = edge == EdgeCorrection::none;
    const double q = is_none ? 1 : rectangle_mass(u, sigma_m);
    const double q2 = is_none ? 1 : rectangle_mass(u, sigma_m / std::numbers::sqrt2);
    const double roughness = q2 / (4 * std::numbers::pi * q * q);
    const double pooled = (sum[0] + sum[1]) / (count[0] + count[1]);
    const double variance =
        roughness * (1 / count[0] + 1 / count[1]) / (sigma_m * sigma_m * pooled);
    const double expected = std::min(count[0], count[1]) * pooled * sigma_m * sigma_m / roughness;
    return {log_risk, 1 - normal_cdf(log_risk / std::sqrt(variance)), expected};
}

TEST(RelativeRisk, IsItsDefinitionSumBySum)
{
    Study study = rectangle_study();
    std::mt19937_64 random(12);
    std::uniform_real_distribution<double> share(0, 1);
    for (const EdgeCorrection edge :
         {EdgeCorrection::none, EdgeCorrection::uniform, EdgeCorrection::diggle}) {
        const auto risk = study.risk(edge, 500);
        for (int i = 0; i < 200; ++i) {
            const ProjectedPoint u{kWest + kWidth * share(random),
                                   kSouth + kHeight * share(random)};
            const RiskFigures wanted = brute_force(study, edge, 500, u);
            const RiskFigures found = risk->at(u);
            EXPECT_NEAR(found.log_risk, wanted.log_risk, 1e-5) << u.x << " " << u.y;
            EXPECT_NEAR(found.upper_p, wanted.upper_p, 1e-5) << u.x << " " << u.y;
            EXPECT_NEAR(found.expected, wanted.expected, 1e-5 * wanted.expected);
        }
    }
}

TEST(RelativeRisk, OfTheSameCrowdIsOneAndNowhereSignificant)
{
    Study study;
    study.study_area = rectangle_study().study_area;
    std::mt19937_64 random(13);
    std::uniform_real_distribution<double> share(0, 1);
    for (int i = 0; i < 300; ++i) {
        const ProjectedPoint u{kWest + kWidth * share(random), kSouth + kHeight * share(random)};
        study.add(u, 0);
        study.add(u, 1);
    }
    study.incidents.sort_spatially();
    const RiskFigures found = study.risk(EdgeCorrection::diggle, 600)->at({543000, 253000});
    EXPECT_NEAR(found.log_risk, 0, 1e-9);
    EXPECT_NEAR(found.two_sided_p(), 1, 1e-6);
}

/// What the test promises: where risk is equal everywhere, about 5 % of places are called raised
/// or lowered, whatever the place.
TEST(RelativeRisk, UnderEqualRiskItFlagsAboutOnePlaceInTwenty)
{
    std::mt19937_64 random(14);
    std::uniform_real_distribution<double> share(0, 1);
    int flagged = 0;
    int places = 0;
    for (int map = 0; map < 150; ++map) {
        Study study;
        study.study_area = rectangle_study().study_area;
        for (int i = 0; i < 1200; ++i) {
            study.add({kWest + kWidth * share(random), kSouth + kHeight * share(random)},
                      i % 3 == 0 ? std::uint16_t{0} : std::uint16_t{1});
        }
        const auto risk = study.risk(EdgeCorrection::uniform, 700);
        for (const ProjectedPoint u : {ProjectedPoint{kWest + 4000, kSouth + 3000},
                                       {kWest + 50, kSouth + 3000},
                                       {kWest + 100, kSouth + 100},
                                       {kWest + 6500, kSouth + 1500}}) {
            flagged += risk->at(u).two_sided_p() < 0.05 ? 1 : 0;
            ++places;
        }
    }
    EXPECT_NEAR(static_cast<double>(flagged) / places, 0.05, 0.025);
}

TEST(RelativeRisk, WhereFewAreExpectedItMayBeChance)
{
    EXPECT_FALSE((RiskFigures{2, 0.001, 5}).may_be_chance());
    EXPECT_TRUE((RiskFigures{2, 0.001, 4.9}).may_be_chance());
    EXPECT_FALSE((RiskFigures{-2, 0.98, 5}).may_be_chance());
    EXPECT_TRUE((RiskFigures{-2, 0.97, 5}).may_be_chance());
}

TEST(RelativeRisk, PicturesShowTheFiguresOfTheirPixels)
{
    Study study = rectangle_study();
    const auto risk = study.risk(EdgeCorrection::uniform, 500);
    std::vector<double> breaks(kRiskBounds.begin(), kRiskBounds.end());
    breaks.push_back(100);
    const DensityColours colours(breaks, *find_style("risk"), DensityColours::Pale::each);
    ASSERT_EQ(colours.palette().size(), 15U);
    const GridFrame frame = frame_covering(extent_of(study.study_area), 100);
    const auto classes = risk->classes(frame, true, colours, 2);
    std::array<int, 15> seen{};
    int differing = 0;
    for (int row = 0; row < frame.rows; ++row) {
        for (int column = 0; column < frame.columns; ++column) {
            const RiskFigures figures = risk->at({frame.centre_x(column), frame.centre_y(row)});
            int wanted = colours.classes().class_of(std::exp(figures.log_risk));
            wanted += wanted != 0 && figures.may_be_chance() ? 7 : 0;
            const int found = classes.at(row, column);
            ++seen.at(static_cast<std::size_t>(found));
            differing += found == wanted ? 0 : 1;
        }
    }
    // Masses are interpolated in pictures: a pixel at the edge of significance may fall beside it.
    EXPECT_LE(differing, frame.columns * frame.rows / 200);
    EXPECT_GT(seen[7], 0);   // raised threefold, and no chance
    EXPECT_GT(seen[14], 0);  // as high, and it may be
    EXPECT_GT(seen[1], 0);
    EXPECT_GT(seen[11], 0);
    EXPECT_EQ(seen[0], 0);  // Gaussians reach all of it
}

TEST(RelativeRisk, WindowsOfALatticeMeet)
{
    Study study = rectangle_study();
    const auto risk = study.risk(EdgeCorrection::diggle, 500, Plane::web_mercator);
    std::vector<double> breaks(kRiskBounds.begin(), kRiskBounds.end());
    breaks.push_back(100);
    const DensityColours colours(breaks, *find_style("risk"), DensityColours::Pale::each);
    GridFrame frame;
    frame.cell_width = frame.cell_height = 150;
    const PlaneGeometry geometry(Plane::web_mercator, study.project.crs, study.incidents,
                                 study.study_area);
    const Extent extent = geometry.mask().extent();
    frame = frame_covering(extent, 150);
    const auto whole = risk->classes(frame, true, colours, 2);
    GridFrame part = frame;
    part.first_column += 7;
    part.first_row_north -= 5;
    part.columns = 20;
    part.rows = 16;
    const auto window = risk->classes(part, true, colours, 1);
    for (int row = 0; row < part.rows; ++row) {
        for (int column = 0; column < part.columns; ++column) {
            EXPECT_EQ(window.at(row, column), whole.at(row + 5, column + 7));
        }
    }
}

TEST(RelativeRisk, MassesOfPicturesAreNearThoseWorkedOut)
{
    Study study = rectangle_study();
    const PlaneGeometry geometry(Plane::project, study.project.crs, study.incidents,
                                 study.study_area);
    const RiskTolerance tolerance(study.study_area, EdgeCorrection::uniform, 500, geometry, 2);
    std::mt19937_64 random(15);
    std::uniform_real_distribution<double> share(0, 1);
    for (int i = 0; i < 500; ++i) {
        const ProjectedPoint u{kWest + kWidth * share(random), kSouth + kHeight * share(random)};
        const KernelMasses exact = tolerance.at(u);
        EXPECT_NEAR(exact.of_kernel, rectangle_mass(u, 500), 1e-10);
        EXPECT_NEAR(exact.of_square, rectangle_mass(u, 500 / std::numbers::sqrt2), 1e-10);
        const KernelMasses near = tolerance.near(u.x, u.y);
        EXPECT_NEAR(near.of_kernel, exact.of_kernel, 0.02);
        EXPECT_NEAR(near.of_square, exact.of_square, 0.02);
    }
}

TEST(RelativeRisk, OnlyItsOwnDensitiesGoWithoutTheUniformCorrection)
{
    project::Layer layer = rectangle_study().project.layers.front();
    EXPECT_EQ(risk_densities_layer(layer).edge, EdgeCorrection::none);
    layer.controls.reset();
    EXPECT_EQ(risk_densities_layer(layer).edge, EdgeCorrection::uniform);
}

TEST(RelativeRisk, OutsideTheStudyAreaThereIsNone)
{
    Study study = rectangle_study();
    EXPECT_TRUE(std::isnan(study.risk(EdgeCorrection::none, 500)->at({0, 0}).log_risk));
}

/// R's figures for Cambridge (sparr), whose densities are those of places moved to the centres of a
/// grid of 128 × 128 pixels.
class ReferenceRisk : public testing::Test {
protected:
    void SetUp() override
    {
        const char* shared = std::getenv("HEATWARD_SHARED");
        if (shared == nullptr) {
            GTEST_SKIP() << "HEATWARD_SHARED is not set";
        }
        const auto folder = std::filesystem::path(shared) / "reference";
        const auto json = nlohmann::json::parse(std::ifstream(folder / "reference.json"));
        log_risk = json.at("relative_risk").at("log_risk").get<std::vector<double>>();
        upper_p = json.at("relative_risk").at("p_upper").get<std::vector<double>>();
        sigma_m = json.at("relative_risk").at("h_m").get<double>();
        const auto easting = json.at("density").at("easting").get<std::vector<double>>();
        const auto northing = json.at("density").at("northing").get<std::vector<double>>();
        const gis::Projection projection("EPSG:27700");
        study.study_area = read_window(folder / "window.gpkg", projection);
        for (std::size_t i = 0; i < easting.size(); ++i) {
            places.push_back({easting[i], northing[i]});
        }
        cases = read_places(folder / "cases.csv");
        controls = read_places(folder / "controls.csv");
    }

    static ProjectedMultiPolygon read_window(const std::filesystem::path& path,
                                             const gis::Projection& projection);

    static std::vector<ProjectedPoint> read_places(const std::filesystem::path& path)
    {
        std::ifstream file(path);
        std::string line;
        std::getline(file, line);
        std::vector<ProjectedPoint> places;
        char comma = 0;
        ProjectedPoint place;
        while (file >> place.x >> comma >> place.y) {
            places.push_back(place);
        }
        return places;
    }

    /// The centre of R's pixel that holds the place.
    [[nodiscard]] ProjectedPoint pixel_of(ProjectedPoint place) const
    {
        const Extent extent = extent_of(study.study_area);
        const auto snapped = [](double value, double low, double size) {
            constexpr int kPixels = 128;
            const double step = size / kPixels;
            return low +
                   (std::clamp(std::floor((value - low) / step), 0.0, kPixels - 1.0) + 0.5) * step;
        };
        return {snapped(place.x, extent.min_x, extent.width()),
                snapped(place.y, extent.min_y, extent.height())};
    }

    struct Agreement {
        double correlation = 0;
        double share_of_p = 0;  ///< within 0.03
    };

    [[nodiscard]] Agreement agreement(const RelativeRisk& risk) const
    {
        std::vector<double> ours;
        int near = 0;
        for (std::size_t i = 0; i < places.size(); ++i) {
            const RiskFigures figures = risk.at(pixel_of(places[i]));
            ours.push_back(figures.log_risk);
            near += std::abs(figures.upper_p - upper_p[i]) <= 0.03 ? 1 : 0;
        }
        double mean[2] = {0, 0};
        for (std::size_t i = 0; i < ours.size(); ++i) {
            mean[0] += ours[i] / static_cast<double>(ours.size());
            mean[1] += log_risk[i] / static_cast<double>(ours.size());
        }
        double both = 0;
        double own = 0;
        double other = 0;
        for (std::size_t i = 0; i < ours.size(); ++i) {
            both += (ours[i] - mean[0]) * (log_risk[i] - mean[1]);
            own += std::pow(ours[i] - mean[0], 2);
            other += std::pow(log_risk[i] - mean[1], 2);
        }
        return {both / std::sqrt(own * other), near / static_cast<double>(places.size())};
    }

    Study study;
    std::vector<ProjectedPoint> places, cases, controls;
    std::vector<double> log_risk, upper_p;
    double sigma_m = 0;
};

ProjectedMultiPolygon ReferenceRisk::read_window(const std::filesystem::path& path,
                                                 const gis::Projection& projection)
{
    gis::AreaReadOptions options;
    options.code_field = "code";
    return gis::read_areas(path.string(), options, projection).areas.front().polygons;
}

TEST_F(ReferenceRisk, LogRiskCorrelates)
{
    for (const ProjectedPoint place : cases) {
        study.add(place, 0);
    }
    for (const ProjectedPoint place : controls) {
        study.add(place, 1);
    }
    const auto found = agreement(*study.risk(EdgeCorrection::uniform, sigma_m));
    RecordProperty("correlation", std::to_string(found.correlation));
    RecordProperty("share_of_p_within_0.03", std::to_string(found.share_of_p));
    EXPECT_GE(found.correlation, 0.995);
}

TEST_F(ReferenceRisk, OfPlacesMovedAsRMovesThemAllPAgree)
{
    for (const ProjectedPoint place : cases) {
        study.add(pixel_of(place), 0);
    }
    for (const ProjectedPoint place : controls) {
        study.add(pixel_of(place), 1);
    }
    const auto found = agreement(*study.risk(EdgeCorrection::uniform, sigma_m));
    EXPECT_GE(found.correlation, 0.99999);
    EXPECT_GE(found.share_of_p, 1);
}

}  // namespace
}  // namespace heatward::maps
