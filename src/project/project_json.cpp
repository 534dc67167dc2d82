#include "heatward/project/project_json.hpp"

#include "json_io.hpp"
#include "json_members.hpp"

namespace heatward::project {

nlohmann::json to_json(const Project& project)
{
    nlohmann::json json = nlohmann::json::object();
    JsonWriter writer(json);
    visit_members(writer, project);
    return json;
}

Project from_json(const nlohmann::json& json)
{
    Project project;
    const JsonReader reader(json, "project");
    visit_members(reader, project);
    for (Layer& layer : project.layers) {
        const auto period = parse_interval(layer.period_text);
        if (!period) {
            throw DataError("project.layers." + layer.id + ".period: " + period.error().message);
        }
        layer.period = *period;
    }
    return project;
}

}  // namespace heatward::project
