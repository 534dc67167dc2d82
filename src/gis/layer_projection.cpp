#include "layer_projection.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>

#include <cpl_conv.h>
#include <cpl_string.h>
#include <fmt/format.h>

#include "gdal_errors.hpp"
#include "heatward/core/error.hpp"

namespace heatward::gis {
namespace {

std::string code_of(OGRSpatialReferenceH reference)
{
    const char* authority = OSRGetAuthorityName(reference, nullptr);
    const char* code = OSRGetAuthorityCode(reference, nullptr);
    return authority != nullptr && code != nullptr ? fmt::format("{}:{}", authority, code)
                                                   : std::string();
}

std::string wkt_of(OGRSpatialReferenceH reference)
{
    const char* const options[] = {"FORMAT=WKT2_2019", nullptr};
    char* wkt = nullptr;
    const OGRErr error = OSRExportToWktEx(reference, &wkt, options);
    std::string text = wkt != nullptr ? wkt : "";
    CPLFree(wkt);
    return error == OGRERR_NONE ? text : std::string();
}

bool is_same(OGRSpatialReferenceH reference, const std::string& target)
{
    const GdalErrors errors;
    const SpatialReference other(OSRNewSpatialReference(nullptr));
    if (OSRSetFromUserInput(other.get(), target.c_str()) != OGRERR_NONE) {
        return false;
    }
    const char* const options[] = {"IGNORE_DATA_AXIS_TO_SRS_AXIS_MAPPING=YES", nullptr};
    return OSRIsSameEx(reference, other.get(), options) != 0 ||
           (!code_of(other.get()).empty() && crs_text(reference) == code_of(other.get()));
}

/// Whether the first value of a coordinate pair is the northing or latitude.
bool holds_north_first(OGRSpatialReferenceH reference)
{
    int count = 0;
    const int* mapping = OSRGetDataAxisToSRSAxisMapping(reference, &count);
    const int first_axis = mapping != nullptr && count > 0 ? std::abs(mapping[0]) : 1;
    OGRAxisOrientation orientation = OAO_Other;
    const char* part = OSRIsGeographic(reference) != 0 ? "GEOGCS" : "PROJCS";
    OSRGetAxis(reference, part, first_axis - 1, &orientation);
    return orientation == OAO_North || orientation == OAO_South;
}

}  // namespace

std::string crs_text(OGRSpatialReferenceH reference)
{
    if (std::string code = code_of(reference); !code.empty()) {
        return code;
    }
    const GdalErrors errors;
    const SpatialReference copy(OSRClone(reference));
    OSRAutoIdentifyEPSG(copy.get());
    if (std::string code = code_of(copy.get()); !code.empty()) {
        return code;
    }
    int count = 0;
    int* confidence = nullptr;
    OGRSpatialReferenceH* matches = OSRFindMatches(reference, nullptr, &count, &confidence);
    constexpr int kSameButForNames = 90;
    std::string text = count > 0 && confidence[0] >= kSameButForNames ? code_of(matches[0]) : "";
    OSRFreeSRSArray(matches);
    CPLFree(confidence);
    return text.empty() ? wkt_of(reference) : text;
}

LayerProjection::LayerProjection(OGRLayerH layer, const std::string& target,
                                 const std::string& shown)
{
    OGRSpatialReferenceH reference = OGR_L_GetSpatialRef(layer);
    if (reference == nullptr) {
        throw DataError(fmt::format(
            "{}: states no reference system; add it (e.g. a .prj file, or ogr2ogr -a_srs)", shown));
    }
    m_swap = holds_north_first(reference);
    if (is_same(reference, target)) {
        return;
    }
    try {
        m_operation.emplace(wkt_of(reference), target);
    } catch (const DataError& error) {
        throw DataError(fmt::format("{}: {}", shown, error.what()));
    }
}

void LayerProjection::apply(std::span<double> x, std::span<double> y) const
{
    if (m_swap) {
        std::swap_ranges(x.begin(), x.end(), y.begin());
    }
    if (m_operation) {
        m_operation->forward(x, y);
    }
}

std::optional<Projection::Operation> LayerProjection::operation() const
{
    return m_operation ? std::optional(m_operation->description()) : std::nullopt;
}

bool LayerProjection::is_of_unknown_accuracy() const
{
    return m_operation && m_operation->description().accuracy_m < 0;
}

}  // namespace heatward::gis
