#pragma once

#include <span>
#include <string>
#include <string_view>
#include <unordered_map>

#include "gdal_handles.hpp"
#include "heatward/core/incident_table.hpp"

namespace heatward::gis {

/// The fields of an `incidents` table, in column order.
enum class IncidentField : int {
    source,
    file,
    row,
    category,
    time,
    precision,
    level,
    uncertainty_m,
    in_study_area,
};

inline constexpr std::size_t kIncidentFields = 9;

/// Adds the fields to a new layer; false where GDAL refuses.
bool create_incident_fields(OGRLayerH layer);

/// Fills a feature of such a layer with one incident and its point. Throws DataError where an index
/// has no id or name.
void set_incident(OGRFeatureH feature, const Incident& incident, const FileNames& files,
                  std::span<const std::string> source_ids,
                  std::span<const std::string> category_ids);

/// Reads such features back.
class IncidentDecoder {
public:
    IncidentDecoder(std::string file, std::span<const std::string> source_ids,
                    std::span<const std::string> category_ids);

    /// Gives the incident's file a number among `files`. Throws DataError naming file, fid and
    /// column for a text that is not known.
    [[nodiscard]] Incident decode(OGRFeatureH feature, FileNames& files) const;

private:
    using Indices = std::unordered_map<std::string, std::uint16_t>;

    [[noreturn]] void fail(OGRFeatureH feature, IncidentField field) const;
    [[nodiscard]] std::uint16_t index(OGRFeatureH feature, IncidentField field,
                                      const Indices& indices) const;

    std::string m_file;
    Indices m_sources;
    Indices m_categories;
};

}  // namespace heatward::gis
