#pragma once

#include <span>
#include <string_view>

#include "heatward/server/problem.hpp"
#include "heatward/server/url.hpp"

namespace heatward::server {

/// A query parameter that routes take; its words go into the OpenAPI document.
struct Parameter {
    std::string_view name;
    std::string_view schema;  ///< JSON
    std::string_view description;
    bool available = true;  ///< false: of the contract, but not of this version; a 400 says so
};

/// Every parameter that any route knows.
std::span<const Parameter> all_parameters();

/// The parameter of that name; it must be one of `all_parameters`.
const Parameter& parameter(std::string_view name);

/// Refuses parameters that are not among `known`, naming the nearest, and those that are not
/// available in this version.
tl::expected<void, Problem> check_parameters(const Query& query,
                                             std::span<const std::string_view> known);

}  // namespace heatward::server
