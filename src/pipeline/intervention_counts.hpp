#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "heatward/core/incident_table.hpp"
#include "heatward/core/polygon.hpp"
#include "heatward/project/project.hpp"

namespace heatward::pipeline {

/// Where incidents of an intervention's account lie.
enum class InterventionPlace : std::uint8_t { treated, control, ring };

/// Polygons of the places in the order of InterventionPlace; empty ones hold nothing. Where two
/// share a sliver, the first has it.
using InterventionPolygons = std::array<ProjectedMultiPolygon, 3>;

/// Incidents of an intervention's places by source, category and month, counted once for all
/// layers.
class InterventionCounts {
public:
    /// Counts incidents anywhere in the polygons, in the months from `first` to `last`.
    InterventionCounts(const project::Project& project, const IncidentTable& incidents,
                       const InterventionPolygons& polygons, Month first, Month last);

    /// Those of the layer's categories and sources, in one of the months.
    [[nodiscard]] std::uint64_t count(const project::Layer& layer, InterventionPlace place,
                                      Month month) const;

private:
    [[nodiscard]] std::size_t index(std::size_t place, std::size_t source, std::size_t category,
                                    std::size_t month) const;

    const project::Project* m_project;
    int m_first;
    std::size_t m_months;
    std::vector<std::uint64_t> m_counts;
};

}  // namespace heatward::pipeline
