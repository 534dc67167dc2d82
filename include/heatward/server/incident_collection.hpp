#pragma once

#include <memory>

#include "heatward/core/point.hpp"
#include "heatward/gis/projection.hpp"
#include "heatward/maps/plane_geometry.hpp"
#include "heatward/run_store/run.hpp"
#include "heatward/server/collection.hpp"

namespace heatward::server {

/// The incidents of an analyst's view; their ids are 1, 2, … in table order. Holds nothing for an
/// incident: positions are projected when they are asked for.
class IncidentCollection final : public Collection {
public:
    /// `run` outlives the collection; `mercator` is its geometry in Plane::web_mercator.
    IncidentCollection(const run_store::RunData& run,
                       std::shared_ptr<const maps::PlaneGeometry> mercator,
                       const gis::Projection& projection);

    [[nodiscard]] std::size_t size() const override { return m_run->incidents.size(); }
    [[nodiscard]] std::string feature_id(std::size_t index) const override;
    [[nodiscard]] std::optional<std::size_t> find(std::string_view feature_id) const override;
    [[nodiscard]] Extent extent() const override { return m_extent; }
    [[nodiscard]] bool has_points() const override { return true; }
    [[nodiscard]] std::span<const Property> properties() const override;
    [[nodiscard]] AttributeValue value(std::size_t index, std::size_t property) const override;
    [[nodiscard]] std::optional<PossibleTime> time(std::size_t index) const override;
    [[nodiscard]] Shape shape(std::size_t index) const override;
    [[nodiscard]] Extent nearly_at(std::size_t index) const override;
    [[nodiscard]] bool has_times() const override { return true; }

private:
    const run_store::RunData* m_run;
    std::shared_ptr<const maps::PlaneGeometry> m_mercator;
    Extent m_extent;
};

}  // namespace heatward::server
