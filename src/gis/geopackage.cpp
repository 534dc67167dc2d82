#include "heatward/gis/geopackage.hpp"

#include <algorithm>
#include <functional>
#include <limits>
#include <optional>
#include <utility>

#include <cpl_string.h>
#include <cpl_vsi.h>
#include <fmt/format.h>

#include "attribute_cell.hpp"
#include "basemap_record.hpp"
#include "gdal_errors.hpp"
#include "gdal_handles.hpp"
#include "heatward/core/error.hpp"
#include "heatward/gis/environment.hpp"
#include "incident_record.hpp"
#include "ogr_geometry.hpp"
#include "spatial_index.hpp"
#include "spatial_reference.hpp"

namespace heatward::gis {
namespace {

constexpr const char* kIncidents = "incidents";

DatasetHandle open_geopackage(const std::string& path)
{
    initialise();
    const GdalErrors errors;
    const char* const drivers[] = {"GPKG", nullptr};
    DatasetHandle dataset(
        GDALOpenEx(path.c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY, drivers, nullptr, nullptr));
    if (!dataset) {
        throw DataError(
            fmt::format("{}: cannot be read as a GeoPackage ({})", path, errors.first()));
    }
    return dataset;
}

/// Visits the layer's features, whose fids must ascend as they were written.
void for_each_feature(const std::string& path, OGRLayerH layer,
                      const std::function<void(OGRFeatureH)>& visit)
{
    const GdalErrors errors;
    OGR_L_ResetReading(layer);
    GIntBig last_fid = -1;
    while (const FeatureHandle feature{OGR_L_GetNextFeature(layer)}) {
        const GIntBig fid = OGR_F_GetFID(feature.get());
        if (fid <= last_fid) {
            throw DataError(fmt::format("{}: table {} is not in the order of its fids", path,
                                        OGR_L_GetName(layer)));
        }
        last_fid = fid;
        visit(feature.get());
    }
    if (errors.any()) {
        throw DataError(fmt::format("{}: is damaged ({})", path, errors.first()));
    }
}

Extent envelope_of(OGRFeatureH feature)
{
    OGRGeometryH geometry = OGR_F_GetGeometryRef(feature);
    if (geometry == nullptr || OGR_G_IsEmpty(geometry) != 0) {
        return {};
    }
    OGREnvelope envelope;
    OGR_G_GetEnvelope(geometry, &envelope);
    return {envelope.MinX, envelope.MinY, envelope.MaxX, envelope.MaxY};
}

/// The fields of these names and numbers; nothing where one is not there.
std::optional<std::vector<int>> places_of(OGRLayerH layer, std::span<const IncidentColumn> columns)
{
    OGRFeatureDefnH definition = OGR_L_GetLayerDefn(layer);
    std::vector<int> places;
    for (const IncidentColumn& column : columns) {
        const int place = OGR_FD_GetFieldIndex(definition, column.name.c_str());
        if (place < 0 || OGR_Fld_GetType(OGR_FD_GetFieldDefn(definition, place)) != OFTReal) {
            return std::nullopt;
        }
        places.push_back(place);
    }
    return places;
}

float number_of(OGRFeatureH feature, int place)
{
    return OGR_F_IsFieldSetAndNotNull(feature, place) != 0
               ? static_cast<float>(OGR_F_GetFieldAsDouble(feature, place))
               : std::numeric_limits<float>::quiet_NaN();
}

FeatureTable read_table(const std::string& path, OGRLayerH layer)
{
    FeatureTable table;
    table.name = OGR_L_GetName(layer);
    table.columns = columns_of(layer);
    for_each_feature(path, layer, [&](OGRFeatureH feature) {
        std::vector<AttributeValue> cells;
        cells.reserve(table.columns.size());
        for (std::size_t i = 0; i < table.columns.size(); ++i) {
            cells.push_back(get_cell(feature, static_cast<int>(i), table.columns[i].type));
        }
        table.rows.push_back(std::move(cells));
        table.geometry.push_back(take_apart(OGR_F_GetGeometryRef(feature), nullptr).polygons);
    });
    return table;
}

}  // namespace

struct GeoPackageWriter::State {
    State(std::string file, int epsg);

    /// Creates the table, then `rows` features filled by `fill`, in one transaction.
    void write_layer(const std::string& name, OGRwkbGeometryType type, std::size_t rows,
                     const std::function<bool(OGRLayerH)>& create_fields,
                     const std::function<void(OGRFeatureH, std::size_t)>& fill);
    void close();

    std::string path;
    SpatialReference reference;
    DatasetHandle dataset;
};

GeoPackageWriter::State::State(std::string file, int epsg)
    : path(std::move(file)), reference(spatial_reference(epsg))
{
    const GdalErrors errors;
    VSIUnlink(path.c_str());
    GDALDriverH driver = GDALGetDriverByName("GPKG");
    if (driver == nullptr) {
        throw EnvironmentError("this GDAL has no GeoPackage driver; install libgdal with SQLite");
    }
    dataset.reset(GDALCreate(driver, path.c_str(), 0, 0, 0, GDT_Unknown, nullptr));
    if (!dataset) {
        errors.throw_cannot_write(path);
    }
}

void GeoPackageWriter::State::write_layer(const std::string& name, OGRwkbGeometryType type,
                                          std::size_t rows,
                                          const std::function<bool(OGRLayerH)>& create_fields,
                                          const std::function<void(OGRFeatureH, std::size_t)>& fill)
{
    const GdalErrors errors;
    CPLStringList options;
    options.SetNameValue("FID", "fid");
    options.SetNameValue("GEOMETRY_NAME", "geom");
    options.SetNameValue("SPATIAL_INDEX", "YES");
    options.SetNameValue("IDENTIFIER", name.c_str());
    if (GDALDatasetStartTransaction(dataset.get(), 0) != OGRERR_NONE) {
        errors.throw_cannot_write(path);
    }
    OGRLayerH layer =
        GDALDatasetCreateLayer(dataset.get(), name.c_str(), reference.get(), type, options.List());
    if (layer == nullptr || !create_fields(layer) || OGR_L_SyncToDisk(layer) != OGRERR_NONE) {
        errors.throw_cannot_write(path);
    }
    SpatialIndex index(dataset.get(), layer);
    OGRFeatureDefnH definition = OGR_L_GetLayerDefn(layer);
    for (std::size_t row = 0; row < rows; ++row) {
        const FeatureHandle feature(OGR_F_Create(definition));
        const auto fid = static_cast<GIntBig>(row) + 1;
        OGR_F_SetFID(feature.get(), fid);
        fill(feature.get(), row);
        if (OGR_L_CreateFeature(layer, feature.get()) != OGRERR_NONE) {
            errors.throw_cannot_write(path);
        }
        index.add(fid, envelope_of(feature.get()));
    }
    index.write();
    if (GDALDatasetCommitTransaction(dataset.get()) != OGRERR_NONE) {
        errors.throw_cannot_write(path);
    }
    errors.throw_if_any(path);
}

void GeoPackageWriter::State::close()
{
    if (!dataset) {
        return;
    }
    const GdalErrors errors;
    GDALFlushCache(dataset.get());
    dataset.reset();  // says nothing itself; what it reports is recorded
    errors.throw_if_any(path);
}

GeoPackageWriter::GeoPackageWriter(std::string path, int epsg)
{
    initialise();
    m_state = std::make_unique<State>(std::move(path), epsg);
}

GeoPackageWriter::~GeoPackageWriter() = default;
GeoPackageWriter::GeoPackageWriter(GeoPackageWriter&&) noexcept = default;
GeoPackageWriter& GeoPackageWriter::operator=(GeoPackageWriter&&) noexcept = default;

void GeoPackageWriter::write(const FeatureTable& table)
{
    check_table(table);
    m_state->write_layer(
        table.name, wkbMultiPolygon, table.size(),
        [&](OGRLayerH layer) {
            return std::all_of(table.columns.begin(), table.columns.end(),
                               [&](const Column& column) { return create_field(layer, column); });
        },
        [&](OGRFeatureH feature, std::size_t row) {
            for (std::size_t i = 0; i < table.columns.size(); ++i) {
                set_cell(feature, static_cast<int>(i), table.rows[row][i]);
            }
            OGR_F_SetGeometryDirectly(feature, to_ogr(table.geometry[row]).release());
        });
}

void GeoPackageWriter::write_incidents(const IncidentTable& table,
                                       std::span<const std::string> source_ids,
                                       std::span<const std::string> category_ids,
                                       std::span<const IncidentColumn> columns)
{
    for (const IncidentColumn& column : columns) {
        if (column.values.size() != table.size()) {
            throw DataError(fmt::format("incidents: {} values of \"{}\" for {} rows",
                                        column.values.size(), column.name, table.size()));
        }
    }
    m_state->write_layer(
        kIncidents, wkbPoint, table.size(),
        [&](OGRLayerH layer) {
            return create_incident_fields(layer) &&
                   std::all_of(columns.begin(), columns.end(), [&](const IncidentColumn& column) {
                       return create_field(layer, {column.name, ColumnType::real});
                   });
        },
        [&](OGRFeatureH feature, std::size_t row) {
            set_incident(feature, table.at(row), table.files, source_ids, category_ids);
            for (std::size_t i = 0; i < columns.size(); ++i) {
                // Not-a-number becomes NULL.
                set_cell(feature, static_cast<int>(kIncidentFields + i),
                         static_cast<double>(columns[i].values[row]));
            }
        });
}

void GeoPackageWriter::write_basemap(const BasemapLayer& basemap)
{
    const BasemapClass feature_class = basemap.feature_class;
    m_state->write_layer(
        std::string(to_string(feature_class)), basemap_geometry_type(feature_class),
        basemap.features.size(),
        [&](OGRLayerH layer) { return create_basemap_fields(layer, feature_class); },
        [&](OGRFeatureH record, std::size_t row) {
            set_basemap_feature(record, feature_class, basemap.features[row]);
        });
}

void GeoPackageWriter::close() { m_state->close(); }

std::vector<FeatureTable> read_feature_tables(const std::string& path)
{
    const DatasetHandle dataset = open_geopackage(path);
    std::vector<FeatureTable> tables;
    for (int i = 0; i < GDALDatasetGetLayerCount(dataset.get()); ++i) {
        OGRLayerH layer = GDALDatasetGetLayer(dataset.get(), i);
        const OGRwkbGeometryType type = OGR_GT_Flatten(OGR_L_GetGeomType(layer));
        if (type == wkbMultiPolygon || type == wkbPolygon) {
            tables.push_back(read_table(path, layer));
        }
    }
    return tables;
}

Basemap read_basemap(const std::string& path)
{
    const DatasetHandle dataset = open_geopackage(path);
    Basemap basemap;
    for (int i = 0; i < GDALDatasetGetLayerCount(dataset.get()); ++i) {
        OGRLayerH layer = GDALDatasetGetLayer(dataset.get(), i);
        const auto feature_class = parse_basemap_class(OGR_L_GetName(layer));
        const std::size_t fields =
            feature_class && geometry_of(*feature_class) == BasemapGeometry::lines ? 2 : 1;
        if (!feature_class || columns_of(layer).size() != fields) {
            throw DataError(fmt::format("{}: table \"{}\" is no basemap that Heatward writes", path,
                                        OGR_L_GetName(layer)));
        }
        BasemapLayer& read = basemap.emplace_back();
        read.feature_class = *feature_class;
        for_each_feature(path, layer, [&](OGRFeatureH record) {
            read.features.push_back(get_basemap_feature(record, *feature_class));
        });
    }
    std::sort(basemap.begin(), basemap.end(),
              [](const auto& a, const auto& b) { return a.feature_class < b.feature_class; });
    return basemap;
}

IncidentTable read_incidents(const std::string& path, std::span<const std::string> source_ids,
                             std::span<const std::string> category_ids,
                             std::span<IncidentColumn> columns)
{
    const DatasetHandle dataset = open_geopackage(path);
    OGRLayerH layer = GDALDatasetGetLayerByName(dataset.get(), kIncidents);
    if (layer == nullptr) {
        throw DataError(fmt::format("{}: holds no table \"{}\"", path, kIncidents));
    }
    const auto places = places_of(layer, columns);
    if (columns_of(layer).size() != kIncidentFields + columns.size() || !places) {
        throw DataError(fmt::format("{}: table \"{}\" has other columns than Heatward writes", path,
                                    kIncidents));
    }
    const IncidentDecoder decoder(path, source_ids, category_ids);
    IncidentTable table;
    table.reserve(static_cast<std::size_t>(OGR_L_GetFeatureCount(layer, 1)));
    for (IncidentColumn& column : columns) {
        column.values.clear();
        column.values.reserve(static_cast<std::size_t>(OGR_L_GetFeatureCount(layer, 1)));
    }
    for_each_feature(path, layer, [&](OGRFeatureH feature) {
        table.append(decoder.decode(feature, table.files));
        for (std::size_t i = 0; i < columns.size(); ++i) {
            columns[i].values.push_back(number_of(feature, (*places)[i]));
        }
    });
    return table;
}

}  // namespace heatward::gis
