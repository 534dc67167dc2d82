#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gdal_handles.hpp"

namespace heatward::gis {

/// A GDAL vector source open for reading. For one thread.
class VectorSource {
public:
    /// Throws DataError naming the path (without a connection string's contents) where it is not
    /// there, on a network, no vector source, one that leads to other sources, or without layers.
    explicit VectorSource(const std::string& path);

    [[nodiscard]] const std::string& shown() const { return m_shown; }  ///< for messages
    [[nodiscard]] std::vector<OGRLayerH> layers() const;

    /// The files that GDAL's driver says it reads; some drivers leave some out (see
    /// source_files.hpp).
    [[nodiscard]] std::vector<std::string> listed_files() const;
    [[nodiscard]] std::string driver() const;  ///< GDAL's name of the format

    /// The next feature of the layer. Throws DataError where the source breaks off.
    [[nodiscard]] FeatureHandle next(OGRLayerH layer);

    /// Features that `next` has given; the last one's number in a source read by one layer.
    [[nodiscard]] std::size_t feature_number() const { return m_feature_number; }

private:
    std::string m_shown;
    DatasetHandle m_dataset;
    std::size_t m_feature_number = 0;
};

/// The layer's attribute fields in order.
std::vector<std::string> field_names(OGRLayerH layer);

/// The field of that name: exact, else the only one that is equal but for case.
std::optional<int> find_field(OGRLayerH layer, std::string_view name);

/// As find_field, but throws DataError naming the source, the field and the nearest that is there.
int require_field(const VectorSource& source, OGRLayerH layer, const std::string& name);

/// The cell's bytes without spaces around them, empty where it is absent; UTF-8 where the source
/// keeps to it.
std::string field_bytes(OGRFeatureH feature, int field);

/// As field_bytes, of the feature that `next` gave last. Throws DataError naming source, feature
/// and field where the cell is not UTF-8.
std::string field_text(const VectorSource& source, OGRFeatureH feature, int field);

}  // namespace heatward::gis
