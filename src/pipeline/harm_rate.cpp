#include "harm_rate.hpp"

#include <algorithm>
#include <limits>
#include <optional>

namespace heatward::pipeline {
namespace {

/// Harm of one incident of each of the layer's categories; nothing where one has none.
std::optional<std::vector<double>> harm_of_categories(const project::Project& project,
                                                      const project::Layer& layer)
{
    std::vector<double> harm;
    for (const std::string& id : layer.categories) {
        const auto& category = project.categories[*project.category_index(id)];
        if (!category.harm) {
            return std::nullopt;
        }
        harm.push_back(*category.harm);
    }
    return harm;
}

double harm_per_year(const AreaCells& cells, std::size_t area, const std::vector<double>& years,
                     const std::vector<double>& harm)
{
    double sum = 0;
    for (std::size_t source = 0; source < years.size(); ++source) {
        double of_source = 0;
        for (std::size_t category = 0; category < harm.size(); ++category) {
            of_source += harm[category] * static_cast<double>(cells.count(area, source, category));
        }
        sum += years[source] > 0 ? of_source / years[source] : 0;
    }
    return sum;
}

}  // namespace

std::vector<double> harm_rates(const AnalysisInput& input, const LayerAnalysis& analysis,
                               const AreaSetData& set, const AreaCells& cells)
{
    std::vector<double> rates(set.areas.size(), std::numeric_limits<double>::quiet_NaN());
    const auto harm = harm_of_categories(*input.project, *analysis.layer);
    const std::vector<double>& years = analysis.years_by_source;
    const bool is_supplied =
        std::any_of(years.begin(), years.end(), [](double supplied) { return supplied > 0; });
    for (std::size_t area = 0; harm && is_supplied && area < rates.size(); ++area) {
        if (const double residents = set.population[area].value_or(0); residents > 0) {
            rates[area] = harm_per_year(cells, area, years, *harm) / residents * 1000;
        }
    }
    return rates;
}

}  // namespace heatward::pipeline
