#pragma once

#include <cstdlib>
#include <fstream>
#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

namespace heatward::density {

/// R's figures for Cambridge and the cases they are of; nothing where HEATWARD_SHARED is not set.
struct ReferenceFigures {
    nlohmann::json figures;
    std::vector<double> x_m;
    std::vector<double> y_m;
};

inline std::optional<ReferenceFigures> reference_figures()
{
    const char* const shared = std::getenv("HEATWARD_SHARED");
    if (shared == nullptr) {
        return std::nullopt;
    }
    const std::string folder = std::string(shared) + "/reference/";
    std::ifstream json(folder + "reference.json");
    ReferenceFigures reference{nlohmann::json::parse(json), {}, {}};
    std::ifstream cases(folder + "cases.csv");
    std::string header;
    std::getline(cases, header);
    double easting = 0;
    double northing = 0;
    char comma = 0;
    while (cases >> easting >> comma >> northing) {
        reference.x_m.push_back(easting);
        reference.y_m.push_back(northing);
    }
    return reference;
}

}  // namespace heatward::density
