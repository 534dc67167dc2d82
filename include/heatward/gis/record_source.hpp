#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "heatward/core/point.hpp"
#include "heatward/gis/projection.hpp"

namespace heatward::gis {

struct RecordReadOptions {
    std::string layer;                 ///< empty: the only one
    std::vector<std::string> columns;  ///< those that are read; the others never leave the source
    /// Set: features' points are read too, into this projection's system; outlives the reader.
    const Projection* projection = nullptr;
};

/// One feature or row.
struct AttributeRecord {
    std::uint64_t number = 0;        ///< 1 = the layer's first
    std::vector<std::string> cells;  ///< one a column that is read; empty where absent. Dates and
                                     ///< times are in ISO 8601; what is
                                     ///< not UTF-8 is taken to be Windows-1252
    std::optional<ProjectedPoint> point;  ///< where it is one point, project metres
};

/// The rows of a layer of any GDAL vector source (GeoPackage, XLSX, GeoJSON, "PG:…"), in the
/// source's order, and of their columns only those that are asked for.
class RecordSource {
public:
    /// Throws DataError naming the source where it cannot be opened, has no such layer or column,
    /// or, where points are asked for, states no reference system.
    RecordSource(const std::string& path, const RecordReadOptions& options);
    ~RecordSource();
    RecordSource(RecordSource&&) noexcept;
    RecordSource& operator=(RecordSource&&) noexcept;
    RecordSource(const RecordSource&) = delete;
    RecordSource& operator=(const RecordSource&) = delete;

    /// Rows in the layer where the source knows it without reading them.
    [[nodiscard]] std::optional<std::uint64_t> known_size() const;

    /// Whether the cells of the column (a place among those that are read) are dates in the source.
    [[nodiscard]] bool is_date(std::size_t column) const;

    /// Puts the next row into `record`. False at the end. Throws DataError naming the source where
    /// it breaks off, as a database does that goes away.
    bool next(AttributeRecord& record);

private:
    struct State;
    std::unique_ptr<State> m_state;
};

/// The columns of a layer and whether it has geometry.
struct RecordColumns {
    std::vector<std::string> names;
    bool has_geometry = false;
};

/// Of the layer, the only one where none is named. Throws DataError naming the source where it
/// cannot be opened or has no such layer.
RecordColumns record_columns(const std::string& path, const std::string& layer);

}  // namespace heatward::gis
