#include "density_headers.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace heatward::server {

std::vector<std::string> left_out_sources(const ServedRun& run, const maps::DensityLayer& density)
{
    std::vector<std::string> ids;
    for (const std::uint16_t source : density.left_out_sources()) {
        ids.push_back(run.data().project.sources.at(source).id);
    }
    return ids;
}

ExcludedRows excluded_rows(const ServedRun& run, const DensityKey& key)
{
    if (!project::is_relative_risk(*key.layer)) {
        return {run.density(key)->selection().too_coarse, std::nullopt};
    }
    const auto risk = run.relative_risk(key);
    const std::size_t controls = risk->controls().selection().too_coarse;
    return {risk->cases().selection().too_coarse + controls, controls};
}

void add_excluded(const ExcludedRows& excluded, nlohmann::json& json)
{
    json["excluded"] = excluded.all;
    if (excluded.controls) {
        json["excluded_cases"] = excluded.all - *excluded.controls;
        json["excluded_controls"] = *excluded.controls;
    }
}

void add_density_headers(Response& response, const ServedRun& run, const DensityKey& key,
                         const maps::DensityLayer& density)
{
    response.headers.push_back(
        {"X-Heatward-Excluded", std::to_string(excluded_rows(run, key).all)});
    if (const auto left_out = left_out_sources(run, density); !left_out.empty()) {
        response.headers.push_back(
            {"X-Heatward-Left-Out-Sources", fmt::format("{}", fmt::join(left_out, ", "))});
    }
}

}  // namespace heatward::server
