#include "density_headers.hpp"

#include <fmt/format.h>

namespace heatward::server {

std::vector<std::string> left_out_sources(const ServedRun& run, const maps::DensityLayer& density)
{
    std::vector<std::string> ids;
    for (const std::uint16_t source : density.left_out_sources()) {
        ids.push_back(run.data().project.sources.at(source).id);
    }
    return ids;
}

void add_density_headers(Response& response, const ServedRun& run,
                         const maps::DensityLayer& density)
{
    response.headers.push_back(
        {"X-Heatward-Excluded", std::to_string(density.selection().too_coarse)});
    if (const auto left_out = left_out_sources(run, density); !left_out.empty()) {
        response.headers.push_back(
            {"X-Heatward-Left-Out-Sources", fmt::format("{}", fmt::join(left_out, ", "))});
    }
}

}  // namespace heatward::server
