#include "heatward/gis/cog.hpp"

#include <array>
#include <cmath>
#include <cstdlib>
#include <limits>

#include <cpl_string.h>
#include <cpl_vsi.h>
#include <fmt/format.h>

#include "gdal_errors.hpp"
#include "gdal_handles.hpp"
#include "heatward/core/error.hpp"
#include "heatward/gis/environment.hpp"
#include "network_path.hpp"

namespace heatward::gis {
namespace {

/// Metadata item that keeps a lattice which the raster's corner alone does not tell.
constexpr const char* kLatticeItem = "lattice";

/// The frame that a reader would make of the corner and cell.
GridFrame frame_from_corner(double west, double north, double cell_width, double cell_height,
                            int columns, int rows)
{
    GridFrame frame;
    frame.cell_width = cell_width;
    frame.cell_height = cell_height;
    frame.columns = columns;
    frame.rows = rows;
    const double first_column = std::round(west / cell_width);
    const double first_row = std::round(north / cell_height);
    constexpr double kExactIntegers = 9e15;
    if (std::abs(first_column) < kExactIntegers && first_column * cell_width == west) {
        frame.first_column = static_cast<std::int64_t>(first_column);
    } else {
        frame.origin_x = west;
    }
    if (std::abs(first_row) < kExactIntegers && first_row * cell_height == north) {
        frame.first_row_north = static_cast<std::int64_t>(first_row);
    } else {
        frame.origin_y = north;
    }
    return frame;
}

std::string lattice_text(const GridFrame& frame)
{
    return fmt::format("{:.17g} {:.17g} {} {}", frame.origin_x, frame.origin_y, frame.first_column,
                       frame.first_row_north);
}

void apply_lattice_text(const char* text, GridFrame& frame)
{
    GridFrame stated = frame;
    char* end = nullptr;
    stated.origin_x = std::strtod(text, &end);
    stated.origin_y = std::strtod(end, &end);
    stated.first_column = std::strtoll(end, &end, 10);
    stated.first_row_north = std::strtoll(end, &end, 10);
    if (stated.west() == frame.west() && stated.north() == frame.north()) {
        frame = stated;
    }
}

struct RasterText {
    std::string crs;
    std::string unit;
    std::string description;
};

SpatialReference spatial_reference(const std::string& crs)
{
    const GdalErrors errors;
    SpatialReference reference(OSRNewSpatialReference(nullptr));
    if (OSRSetFromUserInput(reference.get(), crs.c_str()) != OGRERR_NONE) {
        throw DataError(
            fmt::format("\"{}\" is no reference system that GDAL knows; write a code "
                        "such as EPSG:27700",
                        crs.substr(0, 80)));
    }
    return reference;
}

/// A dataset over the raster's own memory, which it borrows.
DatasetHandle memory_dataset(const Raster<float>& raster, const RasterText& text)
{
    const GridFrame& frame = raster.frame;
    if (frame.columns <= 0 || frame.rows <= 0 || raster.values.size() != frame.cell_count()) {
        throw DataError("an empty raster cannot be written");
    }
    DatasetHandle dataset(GDALCreate(GDALGetDriverByName("MEM"), "", frame.columns, frame.rows, 0,
                                     GDT_Float32, nullptr));
    // GDAL's interface is not const, but a source of CreateCopy is only read.
    auto* values = const_cast<float*>(raster.values.data());
    std::array<char, 32> address{};
    address[static_cast<std::size_t>(CPLPrintPointer(address.data(), values, 31))] = '\0';
    CPLStringList options;
    options.SetNameValue("DATAPOINTER", address.data());
    GDALAddBand(dataset.get(), GDT_Float32, options.List());
    std::array<double, 6> transform{frame.west(),      frame.cell_width, 0, frame.north(), 0,
                                    -frame.cell_height};
    GDALSetGeoTransform(dataset.get(), transform.data());
    if (!text.crs.empty()) {
        GDALSetSpatialRef(dataset.get(), spatial_reference(text.crs).get());
    }
    GDALRasterBandH band = GDALGetRasterBand(dataset.get(), 1);
    GDALSetRasterNoDataValue(band, std::numeric_limits<double>::quiet_NaN());
    GDALSetRasterUnitType(band, text.unit.c_str());
    GDALSetDescription(band, text.description.c_str());
    GDALSetMetadataItem(dataset.get(), "unit", text.unit.c_str(), nullptr);
    if (frame != frame_from_corner(frame.west(), frame.north(), frame.cell_width, frame.cell_height,
                                   frame.columns, frame.rows)) {
        GDALSetMetadataItem(dataset.get(), kLatticeItem, lattice_text(frame).c_str(), nullptr);
    }
    return dataset;
}

void write_copy(const char* driver_name, const std::string& path, const Raster<float>& raster,
                const RasterText& text, const CPLStringList& options)
{
    initialise();
    const DatasetHandle source = memory_dataset(raster, text);
    const GdalErrors errors;
    DatasetHandle target(GDALCreateCopy(GDALGetDriverByName(driver_name), path.c_str(),
                                        source.get(), 1, options.List(), nullptr, nullptr));
    if (!target) {
        errors.throw_cannot_write(path);
    }
    GDALFlushCache(target.get());
    target.reset();  // says nothing itself; what it reports is recorded
    errors.throw_if_any(path);
}

GridFrame frame_of(GDALDatasetH dataset, const std::string& path)
{
    std::array<double, 6> transform{};
    if (GDALGetGeoTransform(dataset, transform.data()) != CE_None || transform[2] != 0 ||
        transform[4] != 0 || transform[1] <= 0 || transform[5] >= 0) {
        throw DataError(
            fmt::format("{}: is not a raster with north up and a position on the map", path));
    }
    const int columns = GDALGetRasterXSize(dataset);
    const int rows = GDALGetRasterYSize(dataset);
    if (std::int64_t{columns} * rows > kMaxGridCells) {
        throw DataError(fmt::format("{}: {} x {} cells are above the limit of {}", path, columns,
                                    rows, kMaxGridCells));
    }
    GridFrame frame =
        frame_from_corner(transform[0], transform[3], transform[1], -transform[5], columns, rows);
    if (const char* lattice = GDALGetMetadataItem(dataset, kLatticeItem, nullptr)) {
        apply_lattice_text(lattice, frame);
    }
    return frame;
}

void replace_no_data(GDALRasterBandH band, std::vector<float>& values)
{
    int has_no_data = 0;
    const double no_data = GDALGetRasterNoDataValue(band, &has_no_data);
    if (has_no_data == 0 || std::isnan(no_data)) {
        return;
    }
    for (float& value : values) {
        if (value == static_cast<float>(no_data)) {
            value = std::numeric_limits<float>::quiet_NaN();
        }
    }
}

}  // namespace

void write_cog(const std::string& path, const Raster<float>& raster, int epsg,
               const std::string& unit, const std::string& description)
{
    CPLStringList options;
    options.SetNameValue("COMPRESS", "DEFLATE");
    options.SetNameValue("PREDICTOR", "FLOATING_POINT");
    options.SetNameValue("BLOCKSIZE", "512");
    options.SetNameValue("OVERVIEW_RESAMPLING", "AVERAGE");
    options.SetNameValue("BIGTIFF", "IF_SAFER");
    write_copy("COG", path, raster, {fmt::format("EPSG:{}", epsg), unit, description}, options);
}

void write_geotiff(const std::string& path, const Raster<float>& raster, const std::string& crs,
                   const std::string& unit, int threads)
{
    CPLStringList options;
    options.SetNameValue("COMPRESS", "DEFLATE");
    options.SetNameValue("PREDICTOR", "3");
    options.SetNameValue("ZLEVEL", "1");
    options.SetNameValue("TILED", "YES");
    options.SetNameValue("BIGTIFF", "IF_SAFER");
    options.SetNameValue("NUM_THREADS",
                         threads == 0 ? "ALL_CPUS" : std::to_string(threads).c_str());
    write_copy("GTiff", path, raster, {crs, unit, ""}, options);
}

Raster<float> read_raster(const std::string& path)
{
    initialise();
    refuse_network_path(path);
    const GdalErrors errors;
    const char* const drivers[] = {"GTiff", nullptr};
    const DatasetHandle dataset(
        GDALOpenEx(path.c_str(), GDAL_OF_RASTER | GDAL_OF_READONLY, drivers, nullptr, nullptr));
    if (!dataset || GDALGetRasterCount(dataset.get()) < 1) {
        throw DataError(fmt::format("{}: cannot be read as a raster ({})", path, errors.first()));
    }
    Raster<float> raster(frame_of(dataset.get(), path));
    GDALRasterBandH band = GDALGetRasterBand(dataset.get(), 1);
    const int columns = raster.frame.columns;
    const int rows = raster.frame.rows;
    if (GDALRasterIO(band, GF_Read, 0, 0, columns, rows, raster.values.data(), columns, rows,
                     GDT_Float32, 0, 0) != CE_None) {
        throw DataError(fmt::format("{}: is damaged ({})", path, errors.first()));
    }
    replace_no_data(band, raster.values);
    return raster;
}

}  // namespace heatward::gis
