#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "heatward/core/incident_table.hpp"
#include "heatward/pipeline/area_sets.hpp"

namespace heatward::pipeline {

/// Finds each incident's area in one set, once for all layers.
class AreaMembership {
public:
    AreaMembership(const AreaSetData& set, const IncidentTable& incidents);

    static constexpr std::uint32_t kNowhere = 0xFFFFFFFF;
    /// Index of the first area that holds the incident, or kNowhere.
    [[nodiscard]] std::uint32_t area_of(std::size_t incident) const { return m_area[incident]; }

private:
    std::vector<std::uint32_t> m_area;
};

}  // namespace heatward::pipeline
