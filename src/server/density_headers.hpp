#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "heatward/server/response.hpp"
#include "heatward/server/served_run.hpp"

namespace heatward::server {

/// Ids of the sources that supplied too little of the window; of a relative risk those of its cases
/// and of its controls, in the project's order.
std::vector<std::string> left_out_sources(const ServedRun& run, const LayerDensities& densities);

/// Rows that are left out for a filter finer than their times are known.
struct ExcludedRows {
    std::size_t all = 0;
    std::optional<std::size_t> controls;  ///< of these, where the layer is a relative risk
};
ExcludedRows excluded_rows(const LayerDensities& densities);

/// Adds `excluded` and, of a relative risk, `excluded_cases` and `excluded_controls`.
void add_excluded(const ExcludedRows& excluded, nlohmann::json& json);

/// Says what the densities leave out: `X-Heatward-Excluded`, their rows known too coarsely, and,
/// where there are any, `X-Heatward-Left-Out-Sources`.
void add_density_headers(Response& response, const ServedRun& run, const LayerDensities& densities);

}  // namespace heatward::server
