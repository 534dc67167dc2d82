#include "heatward/server/incident_collection.hpp"

#include "heatward/server/geojson.hpp"
#include "heatward/server/numbers.hpp"

namespace heatward::server {

IncidentCollection::IncidentCollection(const run_store::RunData& run,
                                       const gis::Projection& projection)
    : m_run(&run), m_lon(run.incidents.size()), m_lat(run.incidents.size())
{
    projection.to_lonlat(run.incidents.x, run.incidents.y, m_lon, m_lat);
    for (std::size_t i = 0; i < m_lon.size(); ++i) {
        m_extent.include(m_lon[i], m_lat[i]);
    }
}

std::string IncidentCollection::feature_id(std::size_t index) const
{
    return std::to_string(index + 1);
}

std::optional<std::size_t> IncidentCollection::find(std::string_view id) const
{
    const auto number = parse_integer(id, 1, static_cast<long>(size()));
    if (!number || std::to_string(*number) != id) {
        return std::nullopt;
    }
    return static_cast<std::size_t>(*number - 1);
}

bool IncidentCollection::meets(std::size_t index, const Extent& rectangle) const
{
    return rectangle.contains(m_lon[index], m_lat[index]);
}

bool IncidentCollection::meets(std::size_t index, const TimeInterval& interval) const
{
    return m_run->incidents.precision[index] <= interval.precision &&
           interval.contains(m_run->incidents.time[index]);
}

void IncidentCollection::append_properties(std::size_t index, std::string& json) const
{
    const Incident incident = m_run->incidents.at(index);
    const auto& project = m_run->project;
    json += "{\"source\":";
    append_json_string(json, project.sources[incident.source].id);
    json += ",\"file\":";
    if (incident.file == kNoFile) {
        json += "null";
    } else {
        append_json_string(json, m_run->incidents.files.name_of(incident.file));
    }
    json += ",\"row\":" + std::to_string(incident.row) + ",\"category\":";
    if (incident.category == kNoCategory) {
        json += "null";
    } else {
        append_json_string(json, project.categories[incident.category].id);
    }
    json += ",\"time\":";
    append_json_string(json, format_time(incident.time, incident.precision));
    json += ",\"precision\":";
    append_json_string(json, to_string(incident.precision));
    json += ",\"level\":";
    append_json_string(json, to_string(incident.level));
    json += ",\"uncertainty_m\":";
    append_json_value(json, static_cast<double>(incident.uncertainty_m));
    json += ",\"in_study_area\":";
    json += incident.in_study_area ? "true}" : "false}";
}

void IncidentCollection::append_geometry(std::size_t index, std::string& json) const
{
    append_json_geometry(json, LonLat{m_lon[index], m_lat[index]});
}

}  // namespace heatward::server
