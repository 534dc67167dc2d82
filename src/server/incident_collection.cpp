#include "heatward/server/incident_collection.hpp"

#include <cmath>
#include <numbers>
#include <utility>

#include "heatward/core/tile_id.hpp"
#include "heatward/server/geojson.hpp"
#include "heatward/server/numbers.hpp"

namespace heatward::server {

namespace {

/// Far above what a PlaneGeometry is off by, in degrees: a tenth of a metre.
constexpr double kDoubt_deg = 1e-6;

/// Degrees of a place in web mercator.
LonLat lonlat_of(const maps::PlacedIncident& placed)
{
    constexpr double kPi = std::numbers::pi;
    constexpr double kToDegrees = 180 / kPi;
    return {placed.x / kMercatorHalfWidth * 180,
            std::atan(std::sinh(placed.y / kMercatorHalfWidth * kPi)) * kToDegrees};
}

/// Whether what lies within kDoubt_deg of the place lies on both sides of the rectangle's border.
bool is_in_doubt(const Extent& rectangle, const LonLat& place)
{
    return rectangle.grown(kDoubt_deg).contains(place.lon, place.lat) &&
           !rectangle.grown(-kDoubt_deg).contains(place.lon, place.lat);
}

}  // namespace

IncidentCollection::IncidentCollection(const run_store::RunData& run,
                                       std::shared_ptr<const maps::PlaneGeometry> mercator,
                                       gis::Projection projection)
    : m_run(&run), m_mercator(std::move(mercator)), m_projection(std::move(projection))
{
    Extent nearly;
    maps::PlaneGeometry::Reader place(*m_mercator);
    for (std::size_t i = 0; i < size(); ++i) {
        const LonLat found = lonlat_of(place(i));
        nearly.include(found.lon, found.lat);
    }
    for (std::size_t i = 0; i < size(); ++i) {
        const LonLat found = lonlat_of(place(i));
        if (!nearly.grown(-kDoubt_deg).contains(found.lon, found.lat)) {
            const LonLat exact = position(i);
            m_extent.include(exact.lon, exact.lat);
        }
    }
}

LonLat IncidentCollection::position(std::size_t index) const
{
    const std::scoped_lock lock(m_mutex);
    return m_projection.to_lonlat({m_run->incidents.x[index], m_run->incidents.y[index]});
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
    LonLat place = lonlat_of(m_mercator->placed(index));
    if (is_in_doubt(rectangle, place)) {
        place = position(index);
    }
    return rectangle.contains(place.lon, place.lat);
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
    append_json_geometry(json, position(index));
}

}  // namespace heatward::server
