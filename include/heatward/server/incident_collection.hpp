#pragma once

#include <memory>
#include <mutex>

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
                       gis::Projection projection);

    [[nodiscard]] std::size_t size() const override { return m_run->incidents.size(); }
    [[nodiscard]] std::string feature_id(std::size_t index) const override;
    [[nodiscard]] std::optional<std::size_t> find(std::string_view feature_id) const override;
    [[nodiscard]] Extent extent() const override { return m_extent; }
    [[nodiscard]] bool meets(std::size_t index, const Extent& rectangle) const override;
    [[nodiscard]] bool has_times() const override { return true; }
    [[nodiscard]] bool meets(std::size_t index, const TimeInterval& interval) const override;
    void append_properties(std::size_t index, std::string& json) const override;
    void append_geometry(std::size_t index, std::string& json) const override;

private:
    [[nodiscard]] LonLat position(std::size_t index) const;

    const run_store::RunData* m_run;
    std::shared_ptr<const maps::PlaneGeometry> m_mercator;
    mutable std::mutex m_mutex;
    gis::Projection m_projection;  ///< guarded by m_mutex
    Extent m_extent;
};

}  // namespace heatward::server
