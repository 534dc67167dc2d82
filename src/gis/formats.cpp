#include "formats.hpp"

#include <algorithm>
#include <array>
#include <memory>
#include <string_view>

#include <cpl_conv.h>
#include <cpl_string.h>
#include <cpl_vsi.h>
#include <gdal.h>

namespace heatward::gis {
namespace {

/// Some are built into some versions of GDAL only; absent ones do no harm.
constexpr std::array kVectorDrivers{
    "CSV",      "DGN",    "DXF",  "ESRI Shapefile", "ESRIJSON",    "FlatGeobuf",
    "GML",      "GPKG",   "GPX",  "GeoJSON",        "GeoJSONSeq",  "JSONFG",
    "KML",      "LIBKML", "ODS",  "OpenFileGDB",    "PostgreSQL",  "SQLite",
    "TopoJSON", "XLS",    "XLSX", "Memory",         "MapInfo File"};

/// What surfaces are written and read with.
constexpr std::array kRasterDrivers{"COG", "GTiff", "MEM"};

bool is_known(std::string_view name)
{
    return std::find(kVectorDrivers.begin(), kVectorDrivers.end(), name) != kVectorDrivers.end() ||
           std::find(kRasterDrivers.begin(), kRasterDrivers.end(), name) != kRasterDrivers.end();
}

struct CloseVsiFile {
    void operator()(VSILFILE* file) const { VSIFCloseL(file); }
};

bool is_virtual_source(const std::string& path)
{
    if (EQUAL(CPLGetExtension(path.c_str()), "vrt")) {
        return true;
    }
    const std::unique_ptr<VSILFILE, CloseVsiFile> file(VSIFOpenL(path.c_str(), "rb"));
    std::array<char, 1024> begin{};
    const std::size_t count = file ? VSIFReadL(begin.data(), 1, begin.size(), file.get()) : 0;
    const std::string_view text(begin.data(), count);
    return text.find("<OGRVRTDataSource") != std::string_view::npos ||
           text.find("<VRTDataset") != std::string_view::npos;
}

}  // namespace

const char* const* vector_drivers()
{
    static const auto list = [] {
        std::array<const char*, kVectorDrivers.size() + 1> names{};
        std::copy(kVectorDrivers.begin(), kVectorDrivers.end(), names.begin());
        return names;
    }();
    return list.data();
}

void keep_known_drivers()
{
    for (int i = GDALGetDriverCount() - 1; i >= 0; --i) {
        GDALDriverH driver = GDALGetDriver(i);
        if (!is_known(GDALGetDriverShortName(driver))) {
            GDALDeregisterDriver(driver);
            GDALDestroyDriver(driver);
        }
    }
}

std::string format_refusal(const std::string& path)
{
    if (is_virtual_source(path)) {
        return "is a virtual source (VRT), which may lead to other files and to the network; name "
               "the file that it stands for";
    }
    return "cannot be read as a vector source, such as GeoPackage, GeoJSON, Shapefile, MapInfo, "
           "FlatGeobuf, GML, KML or CSV";
}

}  // namespace heatward::gis
