#include "source_precision.hpp"

#include <algorithm>

namespace heatward::server {

std::vector<std::optional<TimePrecision>> finest_precisions(const run_store::RunData& run)
{
    std::vector<std::optional<TimePrecision>> finest(run.project.sources.size());
    const IncidentTable& incidents = run.incidents;
    for (std::size_t i = 0; i < incidents.size(); ++i) {
        auto& known = finest.at(incidents.source[i]);
        known = std::min(known.value_or(incidents.precision[i]), incidents.precision[i]);
    }
    return finest;
}

}  // namespace heatward::server
