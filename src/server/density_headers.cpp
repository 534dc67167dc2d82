#include "density_headers.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "heatward/maps/left_out_sources.hpp"

namespace heatward::server {

std::vector<std::string> left_out_sources(const ServedRun& run, const LayerDensities& densities)
{
    std::vector<std::string> ids;
    for (const std::uint16_t source :
         maps::left_out_sources(*densities.density, densities.controls())) {
        ids.push_back(run.data().project.sources.at(source).id);
    }
    return ids;
}

ExcludedRows excluded_rows(const LayerDensities& densities)
{
    const std::size_t of_layer = densities.density->selection().too_coarse;
    if (!densities.risk) {
        return {of_layer, std::nullopt};
    }
    const std::size_t controls = densities.risk->controls().selection().too_coarse;
    return {of_layer + controls, controls};
}

void add_excluded(const ExcludedRows& excluded, nlohmann::json& json)
{
    json["excluded"] = excluded.all;
    if (excluded.controls) {
        json["excluded_cases"] = excluded.all - *excluded.controls;
        json["excluded_controls"] = *excluded.controls;
    }
}

void add_density_headers(Response& response, const ServedRun& run, const LayerDensities& densities)
{
    response.headers.push_back(
        {"X-Heatward-Excluded", std::to_string(excluded_rows(densities).all)});
    if (const auto left_out = left_out_sources(run, densities); !left_out.empty()) {
        response.headers.push_back(
            {"X-Heatward-Left-Out-Sources", fmt::format("{}", fmt::join(left_out, ", "))});
    }
}

}  // namespace heatward::server
