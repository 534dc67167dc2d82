#include "window_file.hpp"

#include <vector>

#include <fmt/format.h>

#include "heatward/core/error.hpp"
#include "heatward/gis/feature_source.hpp"
#include "heatward/gis/overlay.hpp"
#include "heatward/gis/projection.hpp"

namespace heatward::pipeline {

ProjectedMultiPolygon read_window(const std::string& path, const std::string& crs)
{
    if (crs.empty()) {
        throw DataError(
            "the points' reference system is not known, so --window cannot be laid over them: give "
            "--crs, for example --crs EPSG:27700");
    }
    std::vector<ProjectedMultiPolygon> parts;
    gis::read_features(path, {}, gis::Projection(crs), [&](const gis::SourceFeature& feature) {
        if (!feature.polygons.empty()) {
            parts.push_back(gis::make_valid(feature.polygons));
        }
    });
    if (parts.empty()) {
        throw DataError(fmt::format("{}: holds no polygon to be the window", path));
    }
    return gis::union_of(parts);
}

}  // namespace heatward::pipeline
