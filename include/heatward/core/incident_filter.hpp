#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "heatward/core/incident_table.hpp"
#include "heatward/core/time.hpp"

namespace heatward {

/// Which incidents a layer or a request takes: batch and server choose by this
/// one rule.
struct IncidentFilter {
    std::vector<std::uint16_t> categories;  ///< indices that count; none listed: none counts
    std::vector<std::uint16_t> sources;     ///< likewise
    TimeInterval interval;
};

/// What a filter made of the rows of its categories and sources.
struct IncidentSelection {
    std::vector<std::uint32_t> rows;  ///< table indices that count, ascending
    std::size_t out_of_period = 0;
    std::size_t outside_study_area = 0;  ///< in the period, but outside the study area
    std::size_t too_coarse = 0;  ///< may lie in the period, but known less finely than it needs
};

/// Applies the filter in table order. A row counts when its category and source are listed, its
/// time is known finely enough and lies in the interval, and it lies inside the study area. A row
/// of the study area that may lie in the interval, but whose time is known too coarsely to tell, is
/// `too_coarse`.
IncidentSelection select(const IncidentTable& table, const IncidentFilter& filter);

}  // namespace heatward
