#include "heatward/pipeline/area_sums.hpp"

#include "heatward/maps/density_layer.hpp"

namespace heatward::pipeline {

AreaSums sum_areas(const AnalysisInput& input, const LayerAnalysis& analysis,
                   const AreaCells& cells)
{
    const IncidentFilter filter = maps::layer_filter(*input.project, *analysis.layer);
    std::vector<stats::SuppliedCount> none;
    for (const double years : analysis.years_by_source) {
        none.push_back({0, years});
    }
    AreaSums sums;
    sums.counts.assign(cells.areas(), none);
    sums.by_category.assign(cells.areas(),
                            std::vector<std::uint64_t>(input.project->categories.size(), 0));
    for (std::size_t area = 0; area < cells.areas(); ++area) {
        for (std::size_t source = 0; source < filter.sources.size(); ++source) {
            for (std::size_t k = 0; k < filter.categories.size(); ++k) {
                const std::uint64_t count = cells.count(area, source, k);
                sums.counts[area][source].count += count;
                sums.by_category[area][filter.categories[k]] += count;
                sums.total += count;
            }
        }
    }
    return sums;
}

std::uint64_t AreaSums::count_of(std::size_t area) const
{
    std::uint64_t count = 0;
    for (const stats::SuppliedCount& source : counts[area]) {
        count += source.count;
    }
    return count;
}

}  // namespace heatward::pipeline
