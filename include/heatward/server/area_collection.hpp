#pragma once

#include <vector>

#include "heatward/core/feature_table.hpp"
#include "heatward/gis/projection.hpp"
#include "heatward/server/collection.hpp"

namespace heatward::server {

/// An area set, whose ids are the areas' codes, or the hotspots, whose ids are
/// "<layer>-<rank>".
class AreaCollection final : public Collection {
public:
    /// `table` outlives the collection.
    AreaCollection(const FeatureTable& table, const gis::Projection& projection);

    [[nodiscard]] std::size_t size() const override { return m_outlines.size(); }
    [[nodiscard]] std::string feature_id(std::size_t index) const override;
    [[nodiscard]] std::optional<std::size_t> find(std::string_view feature_id) const override;
    [[nodiscard]] Extent extent() const override { return m_extent; }
    [[nodiscard]] bool meets(std::size_t index, const Extent& rectangle) const override;
    using Collection::meets;
    void append_properties(std::size_t index, std::string& json) const override;
    void append_geometry(std::size_t index, std::string& json) const override;

private:
    const FeatureTable* m_table;
    std::vector<LonLatMultiPolygon> m_outlines;
    std::vector<Extent> m_extents;
    Extent m_extent;
};

}  // namespace heatward::server
