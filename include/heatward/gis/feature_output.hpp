#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "heatward/core/feature_table.hpp"
#include "heatward/core/point.hpp"
#include "heatward/core/polygon.hpp"

namespace heatward::gis {

/// What a field holds; a value may always be absent instead.
enum class FieldType : std::uint8_t { text, integer, real, boolean };

struct Field {
    std::string name;
    FieldType type = FieldType::text;
};

/// The geometry of every feature of a file. Without any, a GeoPackage has a table of attributes; a
/// FlatGeobuf, which has no such, points that are all absent.
enum class OutputGeometry : std::uint8_t { point, multi_polygon, none };

/// What a file of features has: one table.
///
/// Fields keep their names. The table's own two columns step aside for a field of their name
/// (letter case does not count): `fid` becomes `fid_1`, `geom` becomes `geom_1`, and so on.
struct FeatureSchema {
    std::string name;
    std::vector<Field> fields;
    OutputGeometry geometry = OutputGeometry::point;
    int epsg = 0;  ///< 0: OGC:CRS84, named EPSG:4326 in files, whose formats put longitude first
};

/// A FlatGeobuf file without an index (https://flatgeobuf.org), made while it is taken: however
/// many features there are, only what was not taken yet is held. Coordinates are kept to the bit.
/// The head gives neither number of features nor extent, which readers find by reading.
///
/// One stream may be used by one thread after another, not by two at once.
class FlatGeobufStream {
public:
    /// The head of the file can be taken at once. Throws DataError naming the table for a schema
    /// without a name, a field without a name or there twice (letter case does not count), or a
    /// reference system that PROJ does not know; EnvironmentError where GDAL cannot.
    explicit FlatGeobufStream(const FeatureSchema& schema);
    ~FlatGeobufStream();
    FlatGeobufStream(FlatGeobufStream&&) noexcept;
    FlatGeobufStream& operator=(FlatGeobufStream&&) noexcept;
    FlatGeobufStream(const FlatGeobufStream&) = delete;
    FlatGeobufStream& operator=(const FlatGeobufStream&) = delete;

    /// One feature. `values` has one a field; booleans are the integers 0 and 1, and not-a-number
    /// is absent. Coordinates are x before y, longitude before latitude. Throws DataError naming
    /// table, row and field for another count or type of values, text that holds a NUL or is no
    /// UTF-8, and coordinates that are no numbers; EnvironmentError with GDAL's words where it
    /// cannot be encoded.
    void add(std::span<const AttributeValue> values, const ProjectedPoint& point);
    /// As above; a feature without polygons has no geometry.
    void add(std::span<const AttributeValue> values, const ProjectedMultiPolygon& polygons);
    /// As above, of a schema without geometries.
    void add(std::span<const AttributeValue> values);

    /// No more features: the rest of the bytes can be taken. Throws as `add`.
    void finish();

    /// What was written since the last take.
    [[nodiscard]] std::string take();

private:
    struct State;
    std::unique_ptr<State> m_state;
};

/// One new GeoPackage file of one table, for download: rows go to the disk and are not held, but
/// for 24 bytes a row of the spatial index. Rows have fids from 1 on.
///
/// One output may be used by one thread after another, not by two at once.
class GeoPackageOutput {
public:
    /// Creates the file; one that stands there is replaced. Throws as FlatGeobufStream, and
    /// EnvironmentError naming the path where it cannot be written.
    GeoPackageOutput(std::string path, const FeatureSchema& schema);
    /// Closes the file; without `close` before it, errors are lost and the file has no index.
    ~GeoPackageOutput();
    GeoPackageOutput(GeoPackageOutput&&) noexcept;
    GeoPackageOutput& operator=(GeoPackageOutput&&) noexcept;
    GeoPackageOutput(const GeoPackageOutput&) = delete;
    GeoPackageOutput& operator=(const GeoPackageOutput&) = delete;

    /// As FlatGeobufStream::add; EnvironmentError naming the path where the disk refuses.
    void add(std::span<const AttributeValue> values, const ProjectedPoint& point);
    void add(std::span<const AttributeValue> values, const ProjectedMultiPolygon& polygons);
    void add(std::span<const AttributeValue> values);

    /// What the table is, in words: `description` of gpkg_contents. Text that is no UTF-8 or holds
    /// a NUL throws DataError; EnvironmentError naming the path where it cannot be written.
    void describe(const std::string& text);

    /// Bytes on the disk so far, about: what is not committed yet may be missing.
    [[nodiscard]] std::uint64_t bytes() const;

    /// Writes the spatial index and closes the file. Throws EnvironmentError naming the path where
    /// it cannot.
    void close();

private:
    struct State;
    std::unique_ptr<State> m_state;
};

}  // namespace heatward::gis
