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
};

/// Every parameter that any route knows.
std::span<const Parameter> all_parameters();

/// The parameter of that name; it must be one of `all_parameters`.
const Parameter& parameter(std::string_view name);

/// Refuses parameters that are not among `known`, naming the nearest.
tl::expected<void, Problem> check_parameters(const Query& query,
                                             std::span<const std::string_view> known);

}  // namespace heatward::server
