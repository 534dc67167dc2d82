#include "vector_source.hpp"

#include <algorithm>
#include <array>

#include <cpl_string.h>
#include <cpl_vsi.h>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "formats.hpp"
#include "gdal_errors.hpp"
#include "heatward/core/connection_string.hpp"
#include "heatward/core/error.hpp"
#include "heatward/core/nearest_name.hpp"
#include "heatward/core/utf8.hpp"
#include "heatward/gis/environment.hpp"
#include "network_path.hpp"
#include "sqlite_schema.hpp"

namespace heatward::gis {
namespace {

void require_readable(const std::string& path, const std::string& shown)
{
    if (is_connection_string(path)) {
        return;
    }
    VSIStatBufL status;
    if (VSIStatExL(path.c_str(), &status, VSI_STAT_EXISTS_FLAG) != 0) {
        throw DataError(fmt::format("{}: there is no such file", shown));
    }
}

/// Why a database cannot be had, in words of our own: the library's quote pieces of passwords.
std::string connection_refusal(const std::string& reason)
{
    const auto says = [&](std::string_view words) {
        return reason.find(words) != std::string::npos;
    };
    if (says("authentication failed") || says("no password supplied")) {
        return "the database does not accept the user or the password";
    }
    if (says("Connection refused") || says("timeout expired") || says("could not translate host")) {
        return "nothing answers at that host and port";
    }
    if (says("does not exist")) {
        return "there is no such database, user or table";
    }
    return "the connection failed; check host, port and database, quote values that hold blanks, "
           "and percent-encode @ and / in a URL's password";
}

}  // namespace

VectorSource::VectorSource(const std::string& path) : m_shown(redact_connection(path))
{
    initialise();
    refuse_network_path(path);
    require_readable(path, m_shown);
    const bool is_sqlite = !is_connection_string(path) && is_sqlite_file(path);
    if (is_sqlite) {
        refuse_virtual_tables(path, m_shown);
    }
    const GdalErrors errors;
    // Nothing is written beside a file that is read.
    const char* const options[] = {"WRITE_GFS=NO", "DOWNLOAD_SCHEMA=NO", nullptr};
    m_dataset.reset(GDALOpenEx(path.c_str(),
                               GDAL_OF_VECTOR | GDAL_OF_READONLY | GDAL_OF_VERBOSE_ERROR,
                               vector_drivers(), options, nullptr));
    if (!m_dataset) {
        std::string reason = errors.first();
        if (is_connection_string(path)) {
            throw DataError(fmt::format("{}: cannot be read as a vector source ({})", m_shown,
                                        connection_refusal(reason)));
        }
        throw DataError(fmt::format("{}: {} ({})", m_shown, format_refusal(path), reason));
    }
    if (!is_sqlite && (driver() == "SQLite" || driver() == "GPKG")) {
        throw DataError(
            fmt::format("{}: is a SQLite database in a wrapping that is not read; name the "
                        "database file itself",
                        m_shown));
    }
    if (GDALDatasetGetLayerCount(m_dataset.get()) == 0) {
        throw DataError(fmt::format("{}: holds no layer", m_shown));
    }
}

std::vector<OGRLayerH> VectorSource::layers() const
{
    std::vector<OGRLayerH> layers;
    for (int i = 0; i < GDALDatasetGetLayerCount(m_dataset.get()); ++i) {
        layers.push_back(GDALDatasetGetLayer(m_dataset.get(), i));
    }
    return layers;
}

std::vector<std::string> VectorSource::listed_files() const
{
    const CPLStringList list(GDALGetFileList(m_dataset.get()));
    return {list.List(), list.List() + list.Count()};
}

std::string VectorSource::driver() const
{
    return GDALGetDriverShortName(GDALGetDatasetDriver(m_dataset.get()));
}

FeatureHandle VectorSource::next(OGRLayerH layer)
{
    const GdalErrors errors;
    FeatureHandle feature(OGR_L_GetNextFeature(layer));
    if (!feature && errors.any()) {
        // A database's own words may quote its rows or its connection.
        throw DataError(fmt::format("{}: breaks off ({})", m_shown,
                                    driver() == "PostgreSQL"
                                        ? "the connection was lost, or the query failed"
                                        : errors.first()));
    }
    m_feature_number += feature ? 1U : 0U;
    return feature;
}

std::vector<std::string> field_names(OGRLayerH layer)
{
    OGRFeatureDefnH definition = OGR_L_GetLayerDefn(layer);
    std::vector<std::string> names;
    for (int i = 0; i < OGR_FD_GetFieldCount(definition); ++i) {
        names.emplace_back(OGR_Fld_GetNameRef(OGR_FD_GetFieldDefn(definition, i)));
    }
    return names;
}

std::optional<int> find_field(OGRLayerH layer, std::string_view name)
{
    const std::vector<std::string> names = field_names(layer);
    const auto exact = std::find(names.begin(), names.end(), name);
    if (exact != names.end()) {
        return static_cast<int>(exact - names.begin());
    }
    std::optional<int> found;
    const std::string wanted(name);
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (EQUAL(names[i].c_str(), wanted.c_str())) {
            if (found) {
                return std::nullopt;
            }
            found = static_cast<int>(i);
        }
    }
    return found;
}

int require_field(const VectorSource& source, OGRLayerH layer, const std::string& name)
{
    if (const auto field = find_field(layer, name)) {
        return *field;
    }
    const std::vector<std::string> names = field_names(layer);
    const std::string nearest = nearest_name(name, names);
    throw DataError(nearest.empty()
                        ? fmt::format("{}: there is no field \"{}\"; there are: {}", source.shown(),
                                      name, fmt::join(names, ", "))
                        : fmt::format("{}: there is no field \"{}\"; did you mean \"{}\"?",
                                      source.shown(), name, nearest));
}

std::string field_bytes(OGRFeatureH feature, int field)
{
    if (OGR_F_IsFieldSetAndNotNull(feature, field) == 0) {
        return {};
    }
    const std::string text = OGR_F_GetFieldAsString(feature, field);
    const std::size_t first = text.find_first_not_of(" \t");
    return first == std::string::npos
               ? std::string()
               : text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

std::string field_text(const VectorSource& source, OGRFeatureH feature, int field)
{
    std::string text = field_bytes(feature, field);
    if (!is_utf8(text)) {
        throw DataError(fmt::format(
            "{}: feature {}: field \"{}\" is not UTF-8; {}", source.shown(),
            source.feature_number(), OGR_Fld_GetNameRef(OGR_F_GetFieldDefnRef(feature, field)),
            source.driver() == "ESRI Shapefile"
                ? "add a .cpg file that names the encoding (such as ISO-8859-1) beside the .shp"
                : "save the file as UTF-8"));
    }
    return text;
}

}  // namespace heatward::gis
