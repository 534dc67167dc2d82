#include "heatward/gis/record_source.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include <cpl_string.h>
#include <fmt/format.h>

#include "gdal_errors.hpp"
#include "heatward/core/error.hpp"
#include "heatward/core/utf8.hpp"
#include "layer_choice.hpp"
#include "layer_projection.hpp"
#include "ogr_geometry.hpp"
#include "vector_source.hpp"

namespace heatward::gis {
namespace {

// GDAL's time zone flag: 100 is UTC, each step a quarter of an hour; below 2 it is not known.
constexpr int kUtcFlag = 100;
constexpr int kMinutesPerStep = 15;
constexpr int kMinutesPerHour = 60;

constexpr std::size_t kListedLayers = 20;

std::string listed_names(const std::vector<OGRLayerH>& layers)
{
    std::string names;
    for (std::size_t i = 0; i < std::min(layers.size(), kListedLayers); ++i) {
        names += (names.empty() ? "" : ", ") + std::string(OGR_L_GetName(layers[i]));
    }
    return layers.size() > kListedLayers ? names + " …" : names;
}

OGRLayerH layer_of(const VectorSource& source, const std::string& name)
{
    const auto layers = source.layers();
    if (name.empty() && layers.size() > 1) {
        throw DataError(fmt::format("{}: holds {} layers: {}; say which with layer = \"…\"",
                                    source.shown(), layers.size(), listed_names(layers)));
    }
    return name.empty() ? layers.front() : layer_named(source, name);
}

std::string offset_text(int flag)
{
    if (flag < 2) {
        return {};
    }
    const int minutes = (flag - kUtcFlag) * kMinutesPerStep;
    return fmt::format("{}{:02}:{:02}", minutes < 0 ? '-' : '+',
                       std::abs(minutes) / kMinutesPerHour, std::abs(minutes) % kMinutesPerHour);
}

/// A number without an exponent, as coordinates are written: ten decimals at most.
std::string decimal_text(double value)
{
    std::string text = fmt::format("{:.10f}", value);
    if (text.find('.') != std::string::npos) {
        text.erase(text.find_last_not_of('0') + 1);
        if (text.back() == '.') {
            text.pop_back();
        }
    }
    return text;
}

/// The cell as UTF-8, from Windows-1252 where it is not, as in a CSV: one such cell must not cost
/// the other rows. Dates and times in ISO 8601, whatever the source's own way.
std::string cell_text(OGRFeatureH feature, int field, OGRFieldType type)
{
    if (type == OFTReal && OGR_F_IsFieldSetAndNotNull(feature, field) != 0) {
        return decimal_text(OGR_F_GetFieldAsDouble(feature, field));
    }
    if (type != OFTDate && type != OFTDateTime) {
        std::string text = field_bytes(feature, field);
        return is_utf8(text) ? text : utf8_from_windows_1252(text);
    }
    int year = 0;
    int month = 0;
    int day = 0;
    int hour = 0;
    int minute = 0;
    float second = 0;
    int flag = 0;
    if (OGR_F_IsFieldSetAndNotNull(feature, field) == 0 ||
        OGR_F_GetFieldAsDateTimeEx(feature, field, &year, &month, &day, &hour, &minute, &second,
                                   &flag) == 0) {
        return {};
    }
    const std::string date = fmt::format("{:04}-{:02}-{:02}", year, month, day);
    return type == OFTDate ? date
                           : date + fmt::format("T{:02}:{:02}{}", hour, minute, offset_text(flag));
}

void ignore_other_fields(OGRLayerH layer, const std::vector<int>& wanted, bool wants_geometry)
{
    CPLStringList ignored;
    const std::vector<std::string> names = field_names(layer);
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (std::find(wanted.begin(), wanted.end(), static_cast<int>(i)) == wanted.end()) {
            ignored.AddString(names[i].c_str());
        }
    }
    if (!wants_geometry) {
        ignored.AddString("OGR_GEOMETRY");
    }
    ignored.AddString("OGR_STYLE");
    // Not every driver can; then the cells are read and left where they are.
    const GdalErrors errors;
    static_cast<void>(OGR_L_SetIgnoredFields(layer, const_cast<const char**>(ignored.List())));
}

}  // namespace

struct RecordSource::State {
    VectorSource source;
    OGRLayerH layer;
    std::vector<int> fields;
    std::vector<OGRFieldType> types;
    std::optional<LayerProjection> projection;
    std::uint64_t rows = 0;
};

RecordSource::RecordSource(const std::string& path, const RecordReadOptions& options)
{
    VectorSource source(path);
    OGRLayerH layer = layer_of(source, options.layer);
    m_state = std::make_unique<State>(State{std::move(source), layer, {}, {}, {}, 0});
    OGRFeatureDefnH definition = OGR_L_GetLayerDefn(layer);
    for (const std::string& column : options.columns) {
        const int field = require_field(m_state->source, layer, column);
        m_state->fields.push_back(field);
        m_state->types.push_back(OGR_Fld_GetType(OGR_FD_GetFieldDefn(definition, field)));
    }
    if (options.projection != nullptr) {
        m_state->projection.emplace(layer, options.projection->crs(), m_state->source.shown());
    }
    ignore_other_fields(layer, m_state->fields, options.projection != nullptr);
}

RecordSource::~RecordSource() = default;
RecordSource::RecordSource(RecordSource&&) noexcept = default;
RecordSource& RecordSource::operator=(RecordSource&&) noexcept = default;

std::optional<std::uint64_t> RecordSource::known_size() const
{
    const GIntBig count = OGR_L_GetFeatureCount(m_state->layer, 0);
    return count >= 0 ? std::optional(static_cast<std::uint64_t>(count)) : std::nullopt;
}

bool RecordSource::is_date(std::size_t column) const
{
    const OGRFieldType type = m_state->types.at(column);
    return type == OFTDate || type == OFTDateTime;
}

bool RecordSource::next(AttributeRecord& record)
{
    const FeatureHandle feature = m_state->source.next(m_state->layer);
    if (!feature) {
        return false;
    }
    record.number = ++m_state->rows;
    record.cells.clear();
    for (std::size_t i = 0; i < m_state->fields.size(); ++i) {
        record.cells.push_back(cell_text(feature.get(), m_state->fields[i], m_state->types[i]));
    }
    record.point.reset();
    if (m_state->projection) {
        const GeometryParts parts =
            take_apart(OGR_F_GetGeometryRef(feature.get()), &*m_state->projection);
        if (parts.is_projectable && parts.points.size() == 1 && parts.lines.empty() &&
            parts.polygons.empty()) {
            record.point = parts.points.front();
        }
    }
    return true;
}

RecordColumns record_columns(const std::string& path, const std::string& layer)
{
    const VectorSource source(path);
    OGRLayerH chosen = layer_of(source, layer);
    return {field_names(chosen), OGR_L_GetGeomType(chosen) != wkbNone};
}

}  // namespace heatward::gis
