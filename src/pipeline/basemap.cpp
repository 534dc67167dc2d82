#include "heatward/pipeline/basemap.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "heatward/core/connection_string.hpp"
#include "heatward/core/error.hpp"
#include "heatward/core/sha256.hpp"
#include "heatward/gis/feature_source.hpp"
#include "heatward/gis/overlay.hpp"
#include "heatward/pipeline/strokes.hpp"
#include "heatward/tabular/text_encoding.hpp"

namespace heatward::pipeline {
namespace {

constexpr std::array<std::string_view, 5> kNameColumns{"name", "name1", "name_1", "name_en",
                                                       "distname"};

/// Why features of a source are not in the basemap as they were, and how many.
struct Faults {
    std::size_t unprojectable = 0;
    std::size_t without_geometry = 0;
    std::size_t of_other_kind = 0;
    std::size_t too_small = 0;
    std::size_t unrepairable = 0;
    std::size_t repaired = 0;
};

double rounded(double metres)
{
    // Multiplying by the inverse gives the decimal's nearest double; by 0.1 it would not.
    constexpr double kSteps = 1 / kBasemapResolution_m;
    return std::round(metres * kSteps) / kSteps;
}

std::vector<ProjectedPoint> rounded(const std::vector<ProjectedPoint>& vertices)
{
    std::vector<ProjectedPoint> out;
    out.reserve(vertices.size());
    for (const ProjectedPoint& vertex : vertices) {
        const ProjectedPoint next{rounded(vertex.x), rounded(vertex.y)};
        if (out.empty() || out.back() != next) {
            out.push_back(next);
        }
    }
    return out;
}

Ring<ProjectedPoint> rounded_ring(const Ring<ProjectedPoint>& ring)
{
    Ring<ProjectedPoint> out = rounded(ring);
    while (out.size() > 1 && out.front() == out.back()) {
        out.pop_back();
    }
    return out;
}

ProjectedMultiPolygon rounded(const ProjectedMultiPolygon& polygons)
{
    constexpr std::size_t kLeastVertices = 3;
    ProjectedMultiPolygon out;
    for (const auto& polygon : polygons) {
        Polygon<ProjectedPoint> part{rounded_ring(polygon.exterior), {}};
        if (part.exterior.size() < kLeastVertices) {
            continue;
        }
        for (const auto& hole : polygon.holes) {
            Ring<ProjectedPoint> ring = rounded_ring(hole);
            if (ring.size() >= kLeastVertices) {
                part.holes.push_back(std::move(ring));
            }
        }
        out.push_back(std::move(part));
    }
    return out;
}

bool holds(const Extent& window, const Extent& extent)
{
    return window.contains(extent.min_x, extent.min_y) &&
           window.contains(extent.max_x, extent.max_y);
}

/// Rounded, valid and cut; empty where nothing is left. Throws DataError where GEOS cannot.
ProjectedMultiPolygon prepared(const ProjectedMultiPolygon& polygons, const Extent& window,
                               Faults& faults)
{
    faults.repaired += gis::is_valid(polygons, nullptr) ? 0U : 1U;
    ProjectedMultiPolygon out = gis::make_valid(rounded(polygons));
    if (!window.is_empty() && !holds(window, extent_of(out))) {
        out = gis::intersection_of(out, {{{{window.min_x, window.min_y},
                                           {window.max_x, window.min_y},
                                           {window.max_x, window.max_y},
                                           {window.min_x, window.max_y}},
                                          {}}});
    }
    return out;
}

/// The runs of segments whose rectangles reach the window, in whole segments.
std::vector<std::vector<ProjectedPoint>> parts_within(const std::vector<ProjectedPoint>& line,
                                                      const Extent& window)
{
    std::vector<std::vector<ProjectedPoint>> parts;
    bool is_open = false;
    for (std::size_t i = 1; i < line.size(); ++i) {
        Extent segment;
        segment.include(line[i - 1].x, line[i - 1].y);
        segment.include(line[i].x, line[i].y);
        const bool is_within = window.is_empty() || window.intersects(segment);
        if (is_within && !is_open) {
            parts.push_back({line[i - 1]});
        }
        if (is_within) {
            parts.back().push_back(line[i]);
        }
        is_open = is_within;
    }
    return parts;
}

std::vector<std::size_t> name_columns(const std::vector<std::string>& columns)
{
    std::vector<std::size_t> found;
    for (const std::string_view wanted : kNameColumns) {
        for (std::size_t i = 0; i < columns.size(); ++i) {
            if (tabular::ascii_lower(columns[i]) == wanted) {
                found.push_back(i);
            }
        }
    }
    return found;
}

/// Takes features of one source as they are read.
class FeatureTaker {
public:
    FeatureTaker(BasemapClass feature_class, const Extent& window,
                 std::vector<std::size_t> name_cells)
        : m_kind(geometry_of(feature_class)), m_window(window), m_name_cells(std::move(name_cells))
    {
    }

    void take(const gis::SourceFeature& source)
    {
        const std::size_t parts[] = {source.polygons.size(), source.lines.size(),
                                     source.points.size()};
        if (parts[0] + parts[1] + parts[2] == 0) {
            ++faults.without_geometry;
        } else if (parts[static_cast<std::size_t>(m_kind)] == 0) {
            ++faults.of_other_kind;
        } else {
            take_wanted(source);
        }
    }

    std::vector<BasemapFeature> features;
    Faults faults;

private:
    void take_wanted(const gis::SourceFeature& source)
    {
        BasemapFeature feature;
        feature.name = name_of(source);
        if (m_kind == BasemapGeometry::polygons) {
            try {
                feature.polygons = prepared(source.polygons, m_window, faults);
            } catch (const DataError&) {
                ++faults.unrepairable;
                return;
            }
        }
        for (std::size_t i = 0; m_kind == BasemapGeometry::lines && i < source.lines.size(); ++i) {
            for (auto& part : parts_within(rounded(source.lines[i]), m_window)) {
                feature.lines.push_back(std::move(part));
            }
        }
        for (std::size_t i = 0; m_kind == BasemapGeometry::points && i < source.points.size();
             ++i) {
            const ProjectedPoint point{rounded(source.points[i].x), rounded(source.points[i].y)};
            if (m_window.is_empty() || m_window.contains(point.x, point.y)) {
                feature.points.push_back(point);
            }
        }
        keep(source, std::move(feature));
    }

    void keep(const gis::SourceFeature& source, BasemapFeature feature)
    {
        if (!extent_of(feature).is_empty()) {
            features.push_back(std::move(feature));
            return;
        }
        // Nothing is left: it lies beyond the window, or it was smaller than the resolution.
        Extent whole = extent_of(source.polygons);
        for (const auto& line : source.lines) {
            for (const ProjectedPoint& point : line) {
                whole.include(point.x, point.y);
            }
        }
        const bool is_small = !whole.is_empty() && whole.width() < 2 * kBasemapResolution_m &&
                              whole.height() < 2 * kBasemapResolution_m;
        faults.too_small += is_small ? 1U : 0U;
    }

    [[nodiscard]] std::string name_of(const gis::SourceFeature& source) const
    {
        for (const std::size_t cell : m_name_cells) {
            const std::string& name = source.cells[cell];
            if (!name.empty()) {
                return tabular::is_utf8(name) ? name : tabular::utf8_from_windows_1252(name);
            }
        }
        return {};
    }

    BasemapGeometry m_kind;
    Extent m_window;
    std::vector<std::size_t> m_name_cells;
};

void add_warnings(const std::string& shown, std::size_t kept, const Faults& faults,
                  BasemapSourceData& data)
{
    constexpr std::array<std::string_view, 3> kKinds{"polygons", "lines", "points"};
    const auto kind = static_cast<std::size_t>(geometry_of(data.feature_class));
    std::vector<std::string> reasons;
    const auto add = [&](std::size_t count, std::string_view words) {
        if (count > 0) {
            reasons.push_back(fmt::format("{} {}", count, words));
        }
    };
    add(faults.of_other_kind, fmt::format("hold no {}, which class \"{}\" is drawn from",
                                          kKinds[kind], to_string(data.feature_class)));
    add(faults.without_geometry, "have no geometry");
    add(faults.unprojectable, "cannot be projected");
    add(faults.unrepairable, "cannot be repaired");
    add(faults.too_small, "are smaller than 0.1 m");
    if (!reasons.empty()) {
        data.warnings.push_back(
            fmt::format("{}: features are left out: {}", shown, fmt::join(reasons, "; ")));
    }
    if (faults.repaired > 0) {
        data.warnings.push_back(
            fmt::format("{}: {} invalid polygons were repaired", shown, faults.repaired));
    }
    if (kept == 0) {
        data.warnings.push_back(
            fmt::format("{}: holds nothing of class \"{}\" in or about the study area", shown,
                        to_string(data.feature_class)));
    }
}

}  // namespace

Extent basemap_window(const ProjectedMultiPolygon& study_area)
{
    const Extent extent = extent_of(study_area);
    return extent.is_empty()
               ? extent
               : extent.grown(kBasemapMarginShare * std::max(extent.width(), extent.height()));
}

BasemapSourceData read_basemap_source(const project::Project& project,
                                      const project::BasemapSource& source, const Extent& window,
                                      const gis::Projection& projection)
{
    const std::string path = project.resolve(source.path);
    const std::string shown = redact_connection(source.path);
    BasemapSourceData data;
    data.feature_class = parse_basemap_class(source.feature_class).value();
    const auto layers = gis::list_layers(path);
    if (layers.size() > 1) {
        data.warnings.push_back(fmt::format("{}: holds {} layers; the first, \"{}\", is drawn",
                                            shown, layers.size(), layers.front().name));
    }
    FeatureTaker taker(data.feature_class, window, name_columns(layers.front().columns));
    gis::FeatureReadOptions options;
    options.clip = window;
    taker.faults.unprojectable = gis::read_features(
        path, options, projection, [&](const gis::SourceFeature& feature) { taker.take(feature); });
    data.features = std::move(taker.features);
    add_warnings(shown, data.features.size(), taker.faults, data);
    return data;
}

Basemap joined_basemap(const std::vector<BasemapSourceData>& sources)
{
    Basemap basemap;
    for (std::size_t i = 0; i < kBasemapClassNames.size(); ++i) {
        BasemapLayer layer{static_cast<BasemapClass>(i), {}};
        for (const BasemapSourceData& source : sources) {
            if (source.feature_class == layer.feature_class) {
                layer.features.insert(layer.features.end(), source.features.begin(),
                                      source.features.end());
            }
        }
        if (layer.features.empty()) {
            continue;
        }
        if (geometry_of(layer.feature_class) == BasemapGeometry::lines) {
            set_strokes(layer.features);
        }
        basemap.push_back(std::move(layer));
    }
    return basemap;
}

std::string content_sha256(const BasemapSourceData& source)
{
    Sha256 digest;
    digest.update(to_string(source.feature_class));
    const auto add = [&](const std::vector<ProjectedPoint>& vertices) {
        for (const ProjectedPoint& point : vertices) {
            digest.update(fmt::format("{} {}\n", point.x, point.y));
        }
        digest.update("\n");
    };
    for (const BasemapFeature& feature : source.features) {
        digest.update(fmt::format("\x1f{}\n", feature.name));
        for_each_ring(feature.polygons, add);
        for (const auto& line : feature.lines) {
            add(line);
        }
        add(feature.points);
    }
    return digest.hex_digest();
}

}  // namespace heatward::pipeline
