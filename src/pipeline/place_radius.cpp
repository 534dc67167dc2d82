#include "place_radius.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <string>

#include "heatward/tabular/text_encoding.hpp"

namespace heatward::pipeline {
namespace {

constexpr double kResidentsPerKm2 = 2'500;
constexpr double kMetresPerKm = 1'000;
constexpr double kLeastRadius_m = 500;
constexpr double kCityRadius_m = 5'000;
constexpr double kTownRadius_m = 2'000;
constexpr double kVillageRadius_m = 1'000;
constexpr double kHamletRadius_m = 700;

}  // namespace

double radius_of_residents_m(double residents)
{
    constexpr double kRadiusShareOf95 = 0.975;  // √0.95
    const double radius_m =
        std::sqrt(residents / kResidentsPerKm2 / std::numbers::pi) * kMetresPerKm;
    return std::max(kLeastRadius_m, radius_m * kRadiusShareOf95);
}

double radius_of_kind_m(std::string_view kind)
{
    const std::string lower = tabular::ascii_lower(tabular::trimmed(kind));
    if (lower == "city") {
        return kCityRadius_m;
    }
    if (lower == "town") {
        return kTownRadius_m;
    }
    if (lower == "hamlet" || lower == "suburb" || lower == "suburban area") {
        return kHamletRadius_m;
    }
    return kVillageRadius_m;
}

}  // namespace heatward::pipeline
