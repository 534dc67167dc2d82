#pragma once

#include <string>
#include <string_view>

#include "heatward/server/served_run.hpp"

namespace heatward::server {

/// What a property is called and means, for people.
struct PropertyWords {
    std::string title;
    std::string description;
    std::string unit;  ///< UCUM (https://ucum.org); empty where the values are no quantities
};

/// Of a property of any collection of the run.
PropertyWords property_words(const ServedRun& run, std::string_view collection,
                             std::string_view property);

}  // namespace heatward::server
