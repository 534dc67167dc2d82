#include "heatward/gis/area_source.hpp"

#include <map>
#include <utility>

#include <fmt/format.h>

#include "heatward/core/error.hpp"
#include "heatward/gis/overlay.hpp"
#include "layer_choice.hpp"
#include "layer_projection.hpp"
#include "ogr_geometry.hpp"
#include "ring_direction.hpp"
#include "vector_source.hpp"

namespace heatward::gis {
namespace {

LayerNeeds needs_of(const AreaReadOptions& options)
{
    LayerNeeds needs{{options.code_field}, true};
    for (const std::string& field : {options.name_field, options.parent_field}) {
        if (!field.empty()) {
            needs.fields.push_back(field);
        }
    }
    return needs;
}

class AreaReader {
public:
    AreaReader(const std::string& path, const AreaReadOptions& options,
               const Projection& projection)
        : m_source(path),
          m_layer(choose_layer(m_source, options.layer, needs_of(options))),
          m_code(require_field(m_source, m_layer, options.code_field)),
          m_name(optional_field(options.name_field)),
          m_parent(optional_field(options.parent_field)),
          m_projection(m_layer, projection.crs(), m_source.shown()),
          m_crs(projection.crs())
    {
    }

    AreaReadResult read()
    {
        m_result.operation = m_projection.operation();
        if (m_projection.is_of_unknown_accuracy()) {
            m_result.warnings.push_back(
                fmt::format("{}: PROJ knows no transformation of stated accuracy to {}; positions "
                            "may be off by 100 m or more",
                            m_source.shown(), m_crs));
        }
        while (const FeatureHandle feature = m_source.next(m_layer)) {
            read_one(feature.get());
        }
        if (m_result.areas.empty()) {
            throw DataError(fmt::format("{}: holds no features", m_source.shown()));
        }
        return std::move(m_result);
    }

private:
    int optional_field(const std::string& name) const
    {
        return name.empty() ? -1 : require_field(m_source, m_layer, name);
    }

    std::string text(OGRFeatureH feature, int field) const
    {
        return field < 0 ? std::string() : field_text(m_source, feature, field);
    }

    [[noreturn]] void fail(const std::string& code, const std::string& what) const
    {
        throw DataError(fmt::format("{}: feature {}{} {}", m_source.shown(),
                                    m_source.feature_number(),
                                    code.empty() ? "" : fmt::format(" ({})", code), what));
    }

    void read_one(OGRFeatureH feature)
    {
        AreaRecord area{text(feature, m_code), text(feature, m_name), text(feature, m_parent), {}};
        if (area.code.empty()) {
            fail("", "has no code");
        }
        const auto [first, is_new] =
            m_features_by_code.emplace(area.code, m_source.feature_number());
        if (!is_new) {
            fail(area.code, fmt::format("has the same code as feature {}; codes must be unique",
                                        first->second));
        }
        area.polygons = polygons_of(feature, area.code);
        m_result.areas.push_back(std::move(area));
    }

    ProjectedMultiPolygon polygons_of(OGRFeatureH feature, const std::string& code)
    {
        OGRGeometryH geometry = OGR_F_GetGeometryRef(feature);
        GeometryParts parts = take_apart(geometry, &m_projection);
        if (!parts.points.empty() || !parts.lines.empty()) {
            fail(code, fmt::format("is no polygon but {}", OGR_G_GetGeometryName(geometry)));
        }
        if (parts.polygons.empty()) {
            fail(code, "has no geometry");
        }
        if (!parts.is_projectable) {
            fail(code, fmt::format("has vertices that cannot be projected to {}", m_crs));
        }
        std::string reason;
        if (is_valid(parts.polygons, &reason)) {
            normalise_directions(parts.polygons);
            return std::move(parts.polygons);
        }
        ProjectedMultiPolygon repaired = make_valid(parts.polygons);
        if (repaired.empty()) {
            fail(code, fmt::format("has no area ({})", reason));
        }
        m_result.warnings.push_back(
            fmt::format("{}: feature {} ({}) was not valid and has been repaired: {}",
                        m_source.shown(), m_source.feature_number(), code, reason));
        return repaired;
    }

    VectorSource m_source;
    OGRLayerH m_layer;
    int m_code;
    int m_name;
    int m_parent;
    LayerProjection m_projection;
    std::string m_crs;
    std::map<std::string, std::size_t> m_features_by_code;
    AreaReadResult m_result;
};

}  // namespace

AreaReadResult read_areas(const std::string& path, const AreaReadOptions& options,
                          const Projection& projection)
{
    return AreaReader(path, options, projection).read();
}

}  // namespace heatward::gis
