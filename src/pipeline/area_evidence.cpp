#include "heatward/pipeline/area_evidence.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "column_figures.hpp"
#include "heatward/core/polygon.hpp"
#include "heatward/stats/empirical_bayes.hpp"
#include "heatward/stats/funnel.hpp"
#include "heatward/stats/local_statistics.hpp"
#include "layer_columns.hpp"

namespace heatward::pipeline {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr double kSquareMetresPerKm2 = 1e6;
/// Smallest p-value 0.002; doubling the work would tell 0.001 from it, which no one acts on.
constexpr std::uint32_t kPermutations = 999;
/// So that a run can be repeated to the byte.
constexpr std::uint64_t kSeed = 20'240'101;

bool has_residents(const AreaSetData& set, std::size_t area)
{
    return set.population[area].value_or(0) > 0;
}

/// Σ countₛ/yearsₛ over the sources that supplied anything.
double per_year(const std::vector<stats::SuppliedCount>& sources)
{
    double sum = 0;
    for (const stats::SuppliedCount& source : sources) {
        sum += source.years > 0 ? static_cast<double>(source.count) / source.years : 0;
    }
    return sum;
}

/// Annual rate per 1,000 residents of each area, or incidents per km² and year in a set of which no
/// area has residents; NaN where an area has none.
std::vector<double> compared_values(const AreaSetData& set, const AreaSums& sums)
{
    const bool by_residents = std::any_of(set.population.begin(), set.population.end(),
                                          [](const auto& count) { return count.value_or(0) > 0; });
    std::vector<double> values;
    for (std::size_t area = 0; area < set.areas.size(); ++area) {
        const double annual = per_year(sums.counts[area]);
        const double size = by_residents
                                ? (has_residents(set, area) ? *set.population[area] / 1000 : 0)
                                : area_m2(set.areas[area].polygons) / kSquareMetresPerKm2;
        values.push_back(size > 0 ? annual / size : kNaN);
    }
    return values;
}

/// Thousand residents × years of each area. Where sources supplied different years, those that make
/// count / exposure the area's annual rate; of an area without incidents, those of the whole set.
std::vector<stats::AreaExposure> exposures(const AreaSetData& set, const AreaSums& sums)
{
    double annual_total = 0;
    for (const auto& counts : sums.counts) {
        annual_total += per_year(counts);
    }
    double whole_years = 0;
    for (const stats::SuppliedCount& source :
         sums.counts.empty() ? std::vector<stats::SuppliedCount>{} : sums.counts.front()) {
        whole_years = std::max(whole_years, source.years);
    }
    if (annual_total > 0) {
        whole_years = static_cast<double>(sums.total) / annual_total;
    }
    std::vector<stats::AreaExposure> areas;
    for (std::size_t area = 0; area < set.areas.size(); ++area) {
        const auto count = static_cast<double>(sums.count_of(area));
        const double annual = per_year(sums.counts[area]);
        const double years = annual > 0 ? count / annual : whole_years;
        areas.push_back(
            {count, has_residents(set, area) ? *set.population[area] / 1000 * years : 0});
    }
    return areas;
}

std::vector<std::size_t> parent_groups(const AreaSetData& set)
{
    std::map<std::string, std::size_t> numbers;
    std::vector<std::size_t> groups;
    for (const gis::AreaRecord& area : set.areas) {
        groups.push_back(numbers.emplace(area.parent, numbers.size()).first->second);
    }
    return groups;
}

/// Each area's position among what the rate of all areas with residents would make by chance.
std::vector<AttributeValue> funnel_column(const AreaSetData& set, const AreaSums& sums)
{
    double count = 0;
    double residents = 0;
    for (std::size_t area = 0; area < set.areas.size(); ++area) {
        if (has_residents(set, area)) {
            count += static_cast<double>(sums.count_of(area));
            residents += *set.population[area];
        }
    }
    std::vector<AttributeValue> column;
    for (std::size_t area = 0; area < set.areas.size(); ++area) {
        AttributeValue& cell = column.emplace_back();
        if (has_residents(set, area)) {
            const double expected = count * *set.population[area] / residents;
            cell = std::string(
                stats::funnel_text(stats::funnel_position(sums.count_of(area), expected)));
        }
    }
    return column;
}

std::vector<AttributeValue> quadrant_cells(const std::vector<stats::MoranQuadrant>& quadrants)
{
    std::vector<AttributeValue> cells;
    for (const stats::MoranQuadrant quadrant : quadrants) {
        AttributeValue& cell = cells.emplace_back();
        if (quadrant != stats::MoranQuadrant::none) {
            cell = std::string(stats::quadrant_text(quadrant));
        }
    }
    return cells;
}

/// Adds columns whose names begin with one layer's.
class EvidenceColumns {
public:
    EvidenceColumns(const std::string& layer_id, FeatureTable& table)
        : m_prefix(column_prefix(layer_id)), m_table(table)
    {
    }

    void real(const char* name, const std::vector<double>& values)
    {
        m_table.add_column({m_prefix + name, ColumnType::real}, real_cells(values));
    }

    void text(const char* name, std::vector<AttributeValue> values)
    {
        m_table.add_column({m_prefix + name, ColumnType::text}, std::move(values));
    }

private:
    std::string m_prefix;
    FeatureTable& m_table;
};

void add_local_statistics(const stats::LocalStatistics& local, EvidenceColumns& columns)
{
    columns.real("gi_star_z", local.gi_star.z);
    columns.real("gi_star_p", local.gi_star.p);
    columns.real("gi_star_p_permutation", local.gi_star.p_permutation);
    columns.real("gi_star_p_bh", local.gi_star.p_adjusted);
    columns.real("local_moran_i", local.moran.i);
    columns.real("local_moran_z", local.moran.z);
    columns.real("local_moran_p", local.moran.p);
    columns.real("local_moran_p_permutation", local.moran.p_permutation);
    columns.real("local_moran_p_bh", local.moran.p_adjusted);
    columns.text("local_moran_quadrant", quadrant_cells(local.moran.quadrant));
}

}  // namespace

std::optional<stats::GlobalMoran> add_layer_evidence(const AnalysisInput& input,
                                                     const LayerAnalysis& analysis,
                                                     const AreaSetData& set, const AreaSums& sums,
                                                     const stats::Neighbours& neighbours,
                                                     FeatureTable& table)
{
    EvidenceColumns columns(analysis.layer->id, table);
    const auto exposure = exposures(set, sums);
    columns.real("eb_rate_per_1000", stats::empirical_bayes_rates(exposure));
    columns.real("eb_parent_rate_per_1000",
                 stats::empirical_bayes_rates(exposure, parent_groups(set)));
    columns.text("funnel", funnel_column(set, sums));
    const std::vector<double> values = compared_values(set, sums);
    const stats::PermutationOptions options{kPermutations, kSeed, input.threads};
    add_local_statistics(stats::local_statistics(values, neighbours, options), columns);
    return stats::global_moran(values, neighbours, options);
}

}  // namespace heatward::pipeline
