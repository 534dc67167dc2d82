// The neighbours of real wards, as R finds them.

#include <cstdlib>
#include <fstream>
#include <map>
#include <set>
#include <string>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "heatward/gis/area_source.hpp"
#include "heatward/gis/projection.hpp"
#include "heatward/pipeline/area_evidence.hpp"

namespace heatward::pipeline {
namespace {

TEST(RealNeighbours, AreThoseOfSpdep)
{
    const char* const shared = std::getenv("HEATWARD_SHARED");
    if (shared == nullptr) {
        GTEST_SKIP() << "HEATWARD_SHARED is not set: it names the folder with data/ and reference/";
    }
    const std::string folder = shared;
    const auto read =
        gis::read_areas(folder + "/data/cambridgeshire/wards_2025.geojson",
                        {"WD25CD", "WD25NM", "LAD25CD"}, gis::Projection("EPSG:27700"));
    std::vector<ProjectedMultiPolygon> polygons;
    for (const gis::AreaRecord& area : read.areas) {
        polygons.push_back(area.polygons);
    }
    const auto neighbours =
        stats::contiguous_neighbours(polygons, stats::Contiguity::queen, kBorderSnapM);
    std::map<std::string, std::set<std::string>> found;
    for (std::size_t i = 0; i < neighbours.size(); ++i) {
        for (const std::uint32_t j : neighbours.of(i)) {
            found[read.areas[i].code].insert(read.areas[j].code);
        }
    }
    std::ifstream file(folder + "/reference/reference.json");
    const auto wards = nlohmann::json::parse(file).at("wards");
    ASSERT_EQ(wards.at("code").size(), read.areas.size());
    for (std::size_t i = 0; i < wards.at("code").size(); ++i) {
        const auto code = wards.at("code").at(i).get<std::string>();
        EXPECT_EQ(found[code], wards.at("neighbours").at(i).get<std::set<std::string>>()) << code;
    }
}

}  // namespace
}  // namespace heatward::pipeline
