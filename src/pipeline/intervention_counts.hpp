#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "heatward/core/incident_table.hpp"
#include "heatward/core/polygon.hpp"
#include "heatward/pipeline/layer_analysis.hpp"
#include "heatward/project/project.hpp"

namespace heatward::pipeline {

/// Where incidents of an intervention's account lie.
enum class InterventionPlace : std::uint8_t { treated, control, ring };

/// Polygons of the places in the order of InterventionPlace; empty ones hold nothing. Where two
/// share a sliver, the first has it.
using InterventionPolygons = std::array<ProjectedMultiPolygon, 3>;

/// Incidents of an intervention's places by source, category and month, counted once for all its
/// layers.
class InterventionCounts {
public:
    /// Counts incidents of the intervention's layers anywhere in the polygons, in the months from
    /// `first` to `last`. `input` outlives it.
    InterventionCounts(const AnalysisInput& input, const project::Intervention& intervention,
                       const InterventionPolygons& polygons, Month first, Month last);

    /// Those of the layer's categories and sources, in one of the months; the layer is one of the
    /// intervention's.
    [[nodiscard]] std::uint64_t count(const project::Layer& layer, InterventionPlace place,
                                      Month month) const;

    /// Those of them whose place is not known to within the ring's width (known_place.hpp).
    [[nodiscard]] std::uint64_t rough(const project::Layer& layer, InterventionPlace place,
                                      Month month) const;

private:
    /// One count a place, source, category and month.
    using Counts = std::vector<std::uint64_t>;

    struct Found {
        std::size_t index;
        bool is_rough;
    };

    [[nodiscard]] std::size_t index(std::size_t place, std::size_t source, std::size_t category,
                                    std::size_t month) const;
    [[nodiscard]] std::uint64_t sum(const Counts& counts, const project::Layer& layer,
                                    InterventionPlace place, Month month) const;

    const project::Project* m_project;
    int m_first;
    std::size_t m_months;
    Counts m_counts;
    Counts m_rough;
};

}  // namespace heatward::pipeline
