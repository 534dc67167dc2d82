#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "heatward/gis/area_source.hpp"
#include "heatward/gis/projection.hpp"
#include "risk_study.hpp"

namespace heatward::maps {
namespace {

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
    // 4 of the 60 differ by more, as their incidents were moved by up to 47 m: see the next test.
    EXPECT_GE(found.share_of_p, 56.0 / 60);
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
