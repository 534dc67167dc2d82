#include <cmath>
#include <cstdlib>
#include <fstream>
#include <string>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "heatward/density/density_raster.hpp"

namespace heatward::density {
namespace {

/// The figures of R's spatstat.explore for the density at case points.
TEST(ReferenceDensity, GaussianWithoutEdgeCorrectionAgreesWithSpatstat)
{
    const char* const shared = std::getenv("HEATWARD_SHARED");
    if (shared == nullptr) {
        GTEST_SKIP() << "HEATWARD_SHARED is not set: it names the folder with reference/";
    }
    const std::string folder = std::string(shared) + "/reference/";
    std::ifstream json(folder + "reference.json");
    const nlohmann::json reference = nlohmann::json::parse(json).at("density");
    const double sigma_m = reference.at("sigma_m");

    KernelPointsBuilder builder(Kernel::gaussian);
    std::ifstream cases(folder + "cases.csv");
    std::string header;
    ASSERT_TRUE(std::getline(cases, header));
    ASSERT_EQ(header, "easting,northing");
    double easting = 0;
    double northing = 0;
    char comma = 0;
    while (cases >> easting >> comma >> northing) {
        builder.add(easting, northing, sigma_m, 1);
    }
    const KernelPoints points = builder.build();
    ASSERT_GT(points.size(), 100U);

    const auto& expected = reference.at("gaussian_no_edge");
    ASSERT_EQ(expected.size(), 60U);
    for (std::size_t i = 0; i < expected.size(); ++i) {
        const double value =
            density_at(points, reference.at("easting")[i], reference.at("northing")[i]);
        EXPECT_NEAR(value / expected[i].get<double>(), 1, 1e-9) << i;
    }
}

}  // namespace
}  // namespace heatward::density
