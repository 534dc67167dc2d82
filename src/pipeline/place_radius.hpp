#pragma once

#include <optional>
#include <string_view>

namespace heatward::pipeline {

/// The radius of the disc that holds 95 % of a place of so many residents, in metres: 2,500 live on
/// a square kilometre (an assumption, as built-up areas of England have), the place is a disc, and
/// 95 % of a disc's area lie within √0.95 of its radius. At least 500 m.
double radius_of_residents_m(double residents);

/// The same by what kind of place it is, whatever the case: city 5 km, town 2 km, village 1 km,
/// hamlet, suburb and suburban area 700 m, others 1 km. Assumptions.
double radius_of_kind_m(std::string_view kind);

}  // namespace heatward::pipeline
