#include "heatward/server/incident_collection.hpp"

#include <array>
#include <stdexcept>
#include <utility>

#include "heatward/server/numbers.hpp"
#include "web_mercator.hpp"

namespace heatward::server {

namespace {

enum PropertyNumber : std::size_t {
    kSource,
    kFile,
    kRow,
    kCategory,
    kTime,
    kTimeBegin,
    kTimeEnd,
    kPrecision,
    kLevel,
    kUncertainty,
    kInStudyArea
};

/// In the order of PropertyNumber.
const std::array<Property, 11> kProperties{{{"source", PropertyType::text},
                                            {"file", PropertyType::text},
                                            {"row", PropertyType::integer},
                                            {"category", PropertyType::text},
                                            {"time", PropertyType::time},
                                            {"time_begin", PropertyType::time, TimePart::begin},
                                            {"time_end", PropertyType::time, TimePart::end},
                                            {"precision", PropertyType::text},
                                            {"level", PropertyType::text},
                                            {"uncertainty_m", PropertyType::real},
                                            {"in_study_area", PropertyType::boolean}}};

LonLat lonlat_of(const maps::PlacedIncident& placed)
{
    return lonlat_of_mercator(placed.x, placed.y);
}

}  // namespace

IncidentCollection::IncidentCollection(const run_store::RunData& run,
                                       std::shared_ptr<const maps::PlaneGeometry> mercator,
                                       const gis::Projection& projection)
    : m_run(&run), m_mercator(std::move(mercator))
{
    Extent nearly;
    maps::PlaneGeometry::Reader place(*m_mercator);
    for (std::size_t i = 0; i < size(); ++i) {
        const LonLat found = lonlat_of(place(i));
        nearly.include(found.lon, found.lat);
    }
    for (std::size_t i = 0; i < size(); ++i) {
        const LonLat found = lonlat_of(place(i));
        if (!nearly.grown(-kNearly_deg).contains(found.lon, found.lat)) {
            const LonLat exact = projection.to_lonlat({run.incidents.x[i], run.incidents.y[i]});
            m_extent.include(exact.lon, exact.lat);
        }
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

std::span<const Property> IncidentCollection::properties() const { return kProperties; }

AttributeValue IncidentCollection::value(std::size_t index, std::size_t property) const
{
    const IncidentTable& table = m_run->incidents;
    const auto& project = m_run->project;
    switch (property) {
        case kSource:
            return project.sources[table.source[index]].id;
        case kFile:
            return table.file[index] == kNoFile
                       ? AttributeValue()
                       : AttributeValue(table.files.name_of(table.file[index]));
        case kRow:
            return static_cast<std::int64_t>(table.row[index]);
        case kCategory:
            return table.category[index] == kNoCategory
                       ? AttributeValue()
                       : AttributeValue(project.categories[table.category[index]].id);
        case kTime:
            return format_time(table.time[index], table.precision[index]);
        case kTimeBegin:
            return format_time(table.time[index], TimePrecision::minute);
        case kTimeEnd:
            return format_time(end_of_unit(table.time[index], table.precision[index]),
                               TimePrecision::minute);
        case kPrecision:
            return std::string(to_string(table.precision[index]));
        case kLevel:
            return std::string(to_string(table.located[index].level));
        case kUncertainty:
            return static_cast<double>(table.uncertainty_m[index]);
        case kInStudyArea:
            return std::int64_t{table.located[index].in_study_area};
        default:
            break;
    }
    throw std::out_of_range("an incident has no such property");
}

std::optional<PossibleTime> IncidentCollection::time(std::size_t index) const
{
    const WallMinutes time = m_run->incidents.time[index];
    return PossibleTime{time, end_of_unit(time, m_run->incidents.precision[index])};
}

Shape IncidentCollection::shape(std::size_t index) const
{
    return ProjectedPoint{m_run->incidents.x[index], m_run->incidents.y[index]};
}

Extent IncidentCollection::nearly_at(std::size_t index) const
{
    const LonLat place = lonlat_of(m_mercator->placed(index));
    return {place.lon, place.lat, place.lon, place.lat};
}

}  // namespace heatward::server
