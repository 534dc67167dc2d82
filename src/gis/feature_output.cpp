#include "heatward/gis/feature_output.hpp"

#include <filesystem>
#include <optional>
#include <string_view>
#include <utility>

#include <cpl_string.h>
#include <cpl_vsi.h>
#include <fmt/format.h>

#include "feature_encoder.hpp"
#include "gdal_errors.hpp"
#include "gdal_handles.hpp"
#include "heatward/core/error.hpp"
#include "heatward/core/utf8.hpp"
#include "heatward/gis/environment.hpp"
#include "ogr_geometry.hpp"
#include "spatial_index.hpp"
#include "write_only_file.hpp"

namespace heatward::gis {
namespace {

/// Rows a transaction: what SQLite must be able to take back stays small.
constexpr std::int64_t kRowsATransaction = 20'000;

DatasetHandle create_dataset(const char* format, const std::string& path, const GdalErrors& errors)
{
    GDALDriverH driver = GDALGetDriverByName(format);
    if (driver == nullptr) {
        throw EnvironmentError(
            fmt::format("this GDAL has no {} driver; install libgdal of Debian 12", format));
    }
    DatasetHandle dataset(GDALCreate(driver, path.c_str(), 0, 0, 0, GDT_Unknown, nullptr));
    if (!dataset) {
        errors.throw_cannot_write(path);
    }
    return dataset;
}

/// What stands in where the FlatGeobuf driver needs a geometry and there is none.
GeometryHandle stand_in(OutputGeometry kind)
{
    if (kind == OutputGeometry::multi_polygon) {
        return to_ogr({{{{0, 0}, {1, 0}, {0, 1}}, {}}});
    }
    GeometryHandle point(OGR_G_CreateGeometry(wkbPoint));
    OGR_G_SetPoint_2D(point.get(), 0, 0, 0);
    return point;
}

std::uint32_t little_endian(std::string_view bytes, std::size_t at, std::size_t count)
{
    std::uint32_t value = 0;
    for (std::size_t i = count; i-- > 0;) {
        value = value << 8 | static_cast<unsigned char>(bytes.at(at + i));
    }
    return value;
}

/// Magic bytes, the header's length and the header.
std::size_t head_bytes(std::string_view file)
{
    constexpr std::size_t kMagic = 8;
    return kMagic + 4 + little_endian(file, kMagic, 4);
}

/// Takes the geometry off one encoded feature, a size-prefixed FlatBuffer whose root table has it
/// as its first field: a field without an offset in the table's vtable is absent.
void remove_geometry(std::string& file, std::size_t feature)
{
    const std::size_t root = feature + 4 + little_endian(file, feature + 4, 4);
    const std::size_t vtable =
        root - static_cast<std::size_t>(static_cast<std::int32_t>(little_endian(file, root, 4)));
    file.at(vtable + 4) = 0;
    file.at(vtable + 5) = 0;
}

Extent box_of(OGRFeatureH feature)
{
    OGRGeometryH geometry = OGR_F_GetGeometryRef(feature);
    if (geometry == nullptr) {
        return {};
    }
    OGREnvelope envelope;
    OGR_G_GetEnvelope(geometry, &envelope);
    return {envelope.MinX, envelope.MinY, envelope.MaxX, envelope.MaxY};
}

}  // namespace

struct FlatGeobufStream::State {
    explicit State(const FeatureSchema& schema) : encoder(schema), file("fgb") {}

    void write(OGRFeatureH feature);
    template <class... Geometry>
    void add(std::span<const AttributeValue> values, const Geometry&... geometry);
    [[noreturn]] void fail(const GdalErrors& errors) const
    {
        throw EnvironmentError(fmt::format("table \"{}\" cannot be written as FlatGeobuf ({})",
                                           encoder.schema().name, errors.first()));
    }

    FeatureEncoder encoder;
    WriteOnlyFile file;
    DatasetHandle dataset;
    OGRLayerH layer = nullptr;
};

void FlatGeobufStream::State::write(OGRFeatureH feature)
{
    const GdalErrors errors;
    if (OGR_L_CreateFeature(layer, feature) != OGRERR_NONE || errors.any()) {
        fail(errors);
    }
}

template <class... Geometry>
void FlatGeobufStream::State::add(std::span<const AttributeValue> values,
                                  const Geometry&... geometry)
{
    if (layer == nullptr) {
        throw DataError(fmt::format("table \"{}\" is finished and takes no more features",
                                    encoder.schema().name));
    }
    const FeatureHandle feature = encoder.encode(layer, values, geometry...);
    if (OGR_F_GetGeometryRef(feature.get()) != nullptr) {
        write(feature.get());
        return;
    }
    // The driver would leave it out.
    const std::size_t begin = file.pending().size();
    OGR_F_SetGeometryDirectly(feature.get(), stand_in(encoder.schema().geometry).release());
    write(feature.get());
    remove_geometry(file.pending(), begin);
}

FlatGeobufStream::FlatGeobufStream(const FeatureSchema& schema)
    : m_state(std::make_unique<State>(schema))
{
    const GdalErrors errors;
    State& state = *m_state;
    const SpatialReference reference = state.encoder.reference();
    state.dataset = create_dataset("FlatGeobuf", state.file.path(), errors);
    CPLStringList options;
    options.SetNameValue("SPATIAL_INDEX", "NO");
    const bool is_table = schema.geometry == OutputGeometry::none;
    state.layer =
        GDALDatasetCreateLayer(state.dataset.get(), schema.name.c_str(), reference.get(),
                               is_table ? wkbPoint : state.encoder.geometry_type(), options.List());
    if (state.layer == nullptr || !state.encoder.create_fields(state.layer)) {
        state.fail(errors);
    }
    // The driver writes the head before the first feature, and none where there is no feature.
    const FeatureHandle first(OGR_F_Create(OGR_L_GetLayerDefn(state.layer)));
    OGR_F_SetGeometryDirectly(first.get(), stand_in(schema.geometry).release());
    state.write(first.get());
    state.file.pending().resize(head_bytes(state.file.pending()));
}

FlatGeobufStream::~FlatGeobufStream() = default;
FlatGeobufStream::FlatGeobufStream(FlatGeobufStream&&) noexcept = default;
FlatGeobufStream& FlatGeobufStream::operator=(FlatGeobufStream&&) noexcept = default;

void FlatGeobufStream::add(std::span<const AttributeValue> values) { m_state->add(values); }

void FlatGeobufStream::add(std::span<const AttributeValue> values, const ProjectedPoint& point)
{
    m_state->add(values, point);
}

void FlatGeobufStream::add(std::span<const AttributeValue> values,
                           const ProjectedMultiPolygon& polygons)
{
    m_state->add(values, polygons);
}

void FlatGeobufStream::finish()
{
    const GdalErrors errors;
    m_state->layer = nullptr;
    m_state->dataset.reset();
    if (errors.any()) {
        m_state->fail(errors);
    }
}

std::string FlatGeobufStream::take() { return std::exchange(m_state->file.pending(), {}); }

struct GeoPackageOutput::State {
    State(std::string file, const FeatureSchema& schema) : path(std::move(file)), encoder(schema) {}

    void open(const GdalErrors& errors);
    void begin(const GdalErrors& errors);
    void commit(const GdalErrors& errors);
    template <class... Geometry>
    void add(std::span<const AttributeValue> values, const Geometry&... geometry);

    std::string path;
    FeatureEncoder encoder;
    DatasetHandle dataset;
    OGRLayerH layer = nullptr;
    std::optional<SpatialIndex> index;
};

void GeoPackageOutput::State::begin(const GdalErrors& errors)
{
    if (GDALDatasetStartTransaction(dataset.get(), 0) != OGRERR_NONE) {
        errors.throw_cannot_write(path);
    }
}

void GeoPackageOutput::State::commit(const GdalErrors& errors)
{
    if (GDALDatasetCommitTransaction(dataset.get()) != OGRERR_NONE) {
        errors.throw_cannot_write(path);
    }
    errors.throw_if_any(path);
}

void GeoPackageOutput::State::open(const GdalErrors& errors)
{
    const SpatialReference reference = encoder.reference();
    VSIUnlink(path.c_str());
    dataset = create_dataset("GPKG", path, errors);
    CPLStringList options;
    options.SetNameValue("FID", encoder.free_name("fid").c_str());
    options.SetNameValue("GEOMETRY_NAME", encoder.free_name("geom").c_str());
    const bool is_table = encoder.schema().geometry == OutputGeometry::none;
    options.SetNameValue("SPATIAL_INDEX", is_table ? "NO" : "YES");
    options.SetNameValue("IDENTIFIER", encoder.schema().name.c_str());
    begin(errors);
    layer = GDALDatasetCreateLayer(dataset.get(), encoder.schema().name.c_str(), reference.get(),
                                   encoder.geometry_type(), options.List());
    if (layer == nullptr || !encoder.create_fields(layer) ||
        OGR_L_SyncToDisk(layer) != OGRERR_NONE) {
        errors.throw_cannot_write(path);
    }
    if (!is_table) {
        index.emplace(dataset.get(), layer);
    }
    errors.throw_if_any(path);
}

template <class... Geometry>
void GeoPackageOutput::State::add(std::span<const AttributeValue> values,
                                  const Geometry&... geometry)
{
    if (layer == nullptr) {
        throw DataError(fmt::format("{}: is closed and takes no more features", path));
    }
    const GdalErrors errors;
    const FeatureHandle feature = encoder.encode(layer, values, geometry...);
    OGR_F_SetFID(feature.get(), encoder.rows());
    if (OGR_L_CreateFeature(layer, feature.get()) != OGRERR_NONE) {
        errors.throw_cannot_write(path);
    }
    if (index) {
        index->add(encoder.rows(), box_of(feature.get()));
    }
    if (encoder.rows() % kRowsATransaction == 0) {
        commit(errors);
        begin(errors);
    }
}

GeoPackageOutput::GeoPackageOutput(std::string path, const FeatureSchema& schema)
{
    initialise();
    m_state = std::make_unique<State>(std::move(path), schema);
    const GdalErrors errors;
    m_state->open(errors);
}

GeoPackageOutput::~GeoPackageOutput() = default;
GeoPackageOutput::GeoPackageOutput(GeoPackageOutput&&) noexcept = default;
GeoPackageOutput& GeoPackageOutput::operator=(GeoPackageOutput&&) noexcept = default;

void GeoPackageOutput::add(std::span<const AttributeValue> values) { m_state->add(values); }

void GeoPackageOutput::add(std::span<const AttributeValue> values, const ProjectedPoint& point)
{
    m_state->add(values, point);
}

void GeoPackageOutput::add(std::span<const AttributeValue> values,
                           const ProjectedMultiPolygon& polygons)
{
    m_state->add(values, polygons);
}

void GeoPackageOutput::describe(const std::string& text)
{
    if (!is_utf8(text) || text.find('\0') != std::string::npos) {
        throw DataError(fmt::format("{}: a description is UTF-8 text without NUL", m_state->path));
    }
    std::string quoted;
    for (const char c : text) {
        quoted += c == '\'' ? "''" : std::string(1, c);
    }
    const GdalErrors errors;
    const std::string statement =
        fmt::format("UPDATE gpkg_contents SET description = '{}'", quoted);
    GDALDatasetReleaseResultSet(
        m_state->dataset.get(),
        GDALDatasetExecuteSQL(m_state->dataset.get(), statement.c_str(), nullptr, nullptr));
    errors.throw_if_any(m_state->path);
}

std::uint64_t GeoPackageOutput::bytes() const
{
    std::error_code none;
    const std::uintmax_t size = std::filesystem::file_size(m_state->path, none);
    return none ? 0 : size;
}

void GeoPackageOutput::close()
{
    State& state = *m_state;
    if (!state.dataset) {
        return;
    }
    const GdalErrors errors;
    if (state.index) {
        state.index->write();
        state.index.reset();
    }
    state.layer = nullptr;
    state.commit(errors);
    GDALFlushCache(state.dataset.get());
    state.dataset.reset();  // says nothing itself; what it reports is recorded
    errors.throw_if_any(state.path);
}

}  // namespace heatward::gis
