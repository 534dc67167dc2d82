#include "incident_record.hpp"

#include <array>
#include <charconv>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "heatward/core/error.hpp"

namespace heatward::gis {
namespace {

struct FieldDefinition {
    const char* name;
    OGRFieldType type;
    OGRFieldSubType subtype;
};

constexpr std::array<FieldDefinition, kIncidentFields> kFields{
    {{"source", OFTString, OFSTNone},
     {"file", OFTString, OFSTNone},
     {"row", OFTInteger64, OFSTNone},
     {"category", OFTString, OFSTNone},
     {"time", OFTString, OFSTNone},
     {"precision", OFTString, OFSTNone},
     {"level", OFTString, OFSTNone},
     {"uncertainty_m", OFTReal, OFSTNone},
     {"in_study_area", OFTInteger, OFSTBoolean}}};

constexpr std::array kPrecisions{TimePrecision::minute, TimePrecision::hour, TimePrecision::day,
                                 TimePrecision::month};

int index_of(IncidentField field) { return static_cast<int>(field); }

std::optional<TimePrecision> parse_precision(std::string_view text)
{
    for (const TimePrecision precision : kPrecisions) {
        if (to_string(precision) == text) {
            return precision;
        }
    }
    return std::nullopt;
}

/// The counterpart of format_time.
std::optional<WallMinutes> parse_time(std::string_view text, TimePrecision precision)
{
    struct Part {
        std::size_t begin;
        std::size_t length;
        char before;
    };
    constexpr std::array<Part, 5> kParts{
        {{0, 4, 0}, {5, 2, '-'}, {8, 2, '-'}, {11, 2, 'T'}, {14, 2, ':'}}};
    const std::size_t parts = 5 - static_cast<std::size_t>(precision);
    std::array<int, 5> values{1970, 1, 1, 0, 0};
    if (text.size() != kParts[parts - 1].begin + kParts[parts - 1].length) {
        return std::nullopt;
    }
    for (std::size_t i = 0; i < parts; ++i) {
        const std::string_view digits = text.substr(kParts[i].begin, kParts[i].length);
        const char* end = digits.data() + digits.size();
        const auto [at, error] = std::from_chars(digits.data(), end, values[i]);
        if (error != std::errc() || at != end ||
            (i > 0 && text[kParts[i].begin - 1] != kParts[i].before)) {
            return std::nullopt;
        }
    }
    return wall_minutes(values[0], values[1], values[2], values[3], values[4]);
}

void set_text(OGRFeatureH feature, IncidentField field, std::string_view text)
{
    OGR_F_SetFieldString(feature, index_of(field), std::string(text).c_str());
}

std::string text_of(OGRFeatureH feature, IncidentField field)
{
    return OGR_F_GetFieldAsString(feature, index_of(field));
}

const std::string& id_of(std::uint16_t index, std::span<const std::string> ids,
                         const Incident& incident)
{
    if (index >= ids.size()) {
        throw DataError(fmt::format("incident of row {}: index {} has no id among {}", incident.row,
                                    index, ids.size()));
    }
    return ids[index];
}

const std::string& file_of(const Incident& incident, const FileNames& files)
{
    if (incident.file >= files.size()) {
        throw DataError(fmt::format("incident of row {}: file {} has no name among {}",
                                    incident.row, incident.file, files.size()));
    }
    return files.name_of(incident.file);
}

std::unordered_map<std::string, std::uint16_t> indices_of(std::span<const std::string> ids)
{
    std::unordered_map<std::string, std::uint16_t> indices;
    for (std::size_t i = 0; i < ids.size(); ++i) {
        indices.emplace(ids[i], static_cast<std::uint16_t>(i));
    }
    return indices;
}

}  // namespace

bool create_incident_fields(OGRLayerH layer)
{
    for (const FieldDefinition& definition : kFields) {
        OGRFieldDefnH field = OGR_Fld_Create(definition.name, definition.type);
        OGR_Fld_SetSubType(field, definition.subtype);
        const OGRErr error = OGR_L_CreateField(layer, field, 0);
        OGR_Fld_Destroy(field);
        if (error != OGRERR_NONE) {
            return false;
        }
    }
    return true;
}

void set_incident(OGRFeatureH feature, const Incident& incident, const FileNames& files,
                  std::span<const std::string> source_ids,
                  std::span<const std::string> category_ids)
{
    set_text(feature, IncidentField::source, id_of(incident.source, source_ids, incident));
    if (incident.file == kNoFile) {
        OGR_F_SetFieldNull(feature, index_of(IncidentField::file));
    } else {
        set_text(feature, IncidentField::file, file_of(incident, files));
    }
    OGR_F_SetFieldInteger64(feature, index_of(IncidentField::row), incident.row);
    if (incident.category == kNoCategory) {
        OGR_F_SetFieldNull(feature, index_of(IncidentField::category));
    } else {
        set_text(feature, IncidentField::category,
                 id_of(incident.category, category_ids, incident));
    }
    set_text(feature, IncidentField::time, format_time(incident.time, incident.precision));
    set_text(feature, IncidentField::precision, to_string(incident.precision));
    set_text(feature, IncidentField::level, to_string(incident.level));
    OGR_F_SetFieldDouble(feature, index_of(IncidentField::uncertainty_m),
                         static_cast<double>(incident.uncertainty_m));
    OGR_F_SetFieldInteger(feature, index_of(IncidentField::in_study_area),
                          incident.in_study_area ? 1 : 0);
    GeometryHandle point(OGR_G_CreateGeometry(wkbPoint));
    OGR_G_SetPoint_2D(point.get(), 0, incident.position.x, incident.position.y);
    OGR_F_SetGeometryDirectly(feature, point.release());
}

IncidentDecoder::IncidentDecoder(std::string file, std::span<const std::string> source_ids,
                                 std::span<const std::string> category_ids)
    : m_file(std::move(file)),
      m_sources(indices_of(source_ids)),
      m_categories(indices_of(category_ids))
{
}

void IncidentDecoder::fail(OGRFeatureH feature, IncidentField field) const
{
    throw DataError(fmt::format(
        "{}: incidents, fid {}: \"{}\" is not known as {}; the file belongs to another project "
        "or was changed",
        m_file, OGR_F_GetFID(feature), text_of(feature, field),
        kFields[static_cast<std::size_t>(field)].name));
}

std::uint16_t IncidentDecoder::index(OGRFeatureH feature, IncidentField field,
                                     const Indices& indices) const
{
    const auto place = indices.find(text_of(feature, field));
    if (place == indices.end()) {
        fail(feature, field);
    }
    return place->second;
}

Incident IncidentDecoder::decode(OGRFeatureH feature, FileNames& files) const
{
    Incident incident;
    incident.source = index(feature, IncidentField::source, m_sources);
    if (OGR_F_IsFieldSetAndNotNull(feature, index_of(IncidentField::category)) != 0) {
        incident.category = index(feature, IncidentField::category, m_categories);
    }
    if (OGR_F_IsFieldSetAndNotNull(feature, index_of(IncidentField::file)) != 0) {
        incident.file = files.number_of(text_of(feature, IncidentField::file));
    }
    incident.row = static_cast<std::uint32_t>(
        OGR_F_GetFieldAsInteger64(feature, index_of(IncidentField::row)));
    const auto precision = parse_precision(text_of(feature, IncidentField::precision));
    if (!precision) {
        fail(feature, IncidentField::precision);
    }
    incident.precision = *precision;
    const auto time = parse_time(text_of(feature, IncidentField::time), *precision);
    if (!time) {
        fail(feature, IncidentField::time);
    }
    incident.time = *time;
    const auto level = parse_match_level(text_of(feature, IncidentField::level));
    if (!level) {
        fail(feature, IncidentField::level);
    }
    incident.level = *level;
    incident.uncertainty_m =
        static_cast<float>(OGR_F_GetFieldAsDouble(feature, index_of(IncidentField::uncertainty_m)));
    incident.in_study_area =
        OGR_F_GetFieldAsInteger(feature, index_of(IncidentField::in_study_area)) != 0;
    OGRGeometryH point = OGR_F_GetGeometryRef(feature);
    if (point == nullptr || OGR_GT_Flatten(OGR_G_GetGeometryType(point)) != wkbPoint) {
        throw DataError(
            fmt::format("{}: incidents, fid {}: has no point", m_file, OGR_F_GetFID(feature)));
    }
    incident.position = {OGR_G_GetX(point, 0), OGR_G_GetY(point, 0)};
    return incident;
}

}  // namespace heatward::gis
