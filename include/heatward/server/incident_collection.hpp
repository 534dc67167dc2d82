#pragma once

#include <vector>

#include "heatward/gis/projection.hpp"
#include "heatward/run_store/run.hpp"
#include "heatward/server/collection.hpp"

namespace heatward::server {

/// The incidents of an analyst's view; their ids are 1, 2, … in table order.
class IncidentCollection final : public Collection {
public:
    /// `run` outlives the collection.
    IncidentCollection(const run_store::RunData& run, const gis::Projection& projection);

    [[nodiscard]] std::size_t size() const override { return m_lon.size(); }
    [[nodiscard]] std::string feature_id(std::size_t index) const override;
    [[nodiscard]] std::optional<std::size_t> find(std::string_view feature_id) const override;
    [[nodiscard]] Extent extent() const override { return m_extent; }
    [[nodiscard]] bool meets(std::size_t index, const Extent& rectangle) const override;
    [[nodiscard]] bool has_times() const override { return true; }
    [[nodiscard]] bool meets(std::size_t index, const TimeInterval& interval) const override;
    void append_properties(std::size_t index, std::string& json) const override;
    void append_geometry(std::size_t index, std::string& json) const override;

private:
    const run_store::RunData* m_run;
    std::vector<double> m_lon;
    std::vector<double> m_lat;
    Extent m_extent;
};

}  // namespace heatward::server
