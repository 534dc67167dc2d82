#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "heatward/core/feature_table.hpp"
#include "heatward/server/collection.hpp"

namespace heatward::gis {
class Projection;
}

namespace heatward::server {

/// An area set or the interventions, whose ids are their codes, or the hotspots, whose ids are
/// "<layer>-<rank>".
class AreaCollection final : public Collection {
public:
    /// `table` outlives the collection.
    AreaCollection(const FeatureTable& table, const gis::Projection& projection);

    [[nodiscard]] std::size_t size() const override { return m_outlines.size(); }
    [[nodiscard]] std::string feature_id(std::size_t index) const override;
    [[nodiscard]] std::optional<std::size_t> find(std::string_view feature_id) const override;
    [[nodiscard]] Extent extent() const override { return m_extent; }
    [[nodiscard]] bool has_points() const override { return false; }
    [[nodiscard]] std::span<const Property> properties() const override { return m_properties; }
    [[nodiscard]] AttributeValue value(std::size_t index, std::size_t property) const override;
    [[nodiscard]] Shape shape(std::size_t index) const override;
    [[nodiscard]] Extent nearly_at(std::size_t index) const override { return m_extents[index]; }
    [[nodiscard]] const LonLatMultiPolygon* degrees(std::size_t index) const override
    {
        return &m_outlines[index];
    }

private:
    const FeatureTable* m_table;
    std::vector<Property> m_properties;
    std::vector<LonLatMultiPolygon> m_outlines;
    std::vector<Extent> m_extents;
    std::unordered_map<std::string, std::size_t> m_rows;  ///< by id; the first of equal ones
    Extent m_extent;
};

}  // namespace heatward::server
