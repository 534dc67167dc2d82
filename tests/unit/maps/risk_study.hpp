#pragma once

#include <memory>
#include <vector>

#include "heatward/maps/relative_risk.hpp"

namespace heatward::maps {

/// Cases and controls in a study area; category 0 and 1 of one source.
struct Study {
    project::Project project;
    IncidentTable incidents;
    ProjectedMultiPolygon study_area;
    std::vector<run_store::SourceSupply> supply{{"police", {{2025, 1}}, {}}};

    Study()
    {
        project.categories = {{"robbery", "Robbery", {}, false, {}},
                              {"other", "Other", {}, false, {}}};
        project.sources.emplace_back().id = "police";
        project::Layer& layer = project.layers.emplace_back();
        layer.id = "risk";
        layer.categories = {"robbery"};
        layer.sources = {"police"};
        layer.controls = project::IncidentGroup{{"other"}, {"police"}};
        layer.period = *parse_interval("2025-01");
        layer.kernel = Kernel::gaussian;
        layer.edge = EdgeCorrection::uniform;
        layer.style = "risk";
    }

    void add(ProjectedPoint place, std::uint16_t category)
    {
        Incident incident;
        incident.row = static_cast<std::uint32_t>(incidents.size() + 1);
        incident.category = category;
        incident.position = place;
        incident.time = start_of({2025, 1});
        incident.in_study_area = true;
        incidents.append(incident);
    }

    [[nodiscard]] std::shared_ptr<const RelativeRisk> risk(EdgeCorrection edge, double sigma_m,
                                                           Plane plane = Plane::project)
    {
        project.layers.front().edge = edge;
        DensityLayerInput input;
        input.project = &project;
        input.layer = &project.layers.front();
        input.bandwidth_m = sigma_m;
        input.incidents = &incidents;
        input.study_area = &study_area;
        input.supply = &supply;
        input.filter = layer_filter(project, project.layers.front());
        return RelativeRisk::make(input, plane);
    }
};

}  // namespace heatward::maps
