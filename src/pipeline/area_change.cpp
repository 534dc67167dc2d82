#include "area_change.hpp"

#include <limits>
#include <utility>

#include "heatward/core/parallel.hpp"
#include "heatward/stats/false_discovery.hpp"
#include "heatward/stats/rate_ratio.hpp"
#include "layer_columns.hpp"

namespace heatward::pipeline {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
/// Areas that a thread compares at a time.
constexpr std::size_t kRun = 512;

std::vector<AttributeValue> count_cells(const std::vector<std::uint32_t>& counts, bool is_known)
{
    std::vector<AttributeValue> cells(counts.size());
    for (std::size_t area = 0; is_known && area < counts.size(); ++area) {
        cells[area] = static_cast<std::int64_t>(counts[area]);
    }
    return cells;
}

/// Not-a-number where there is nothing to compare.
std::vector<stats::RateRatio> compare_areas(const AreaMonths& counts, bool is_known,
                                            unsigned threads)
{
    std::vector<stats::RateRatio> ratios(counts.before.size(), {kNaN, kNaN, kNaN, kNaN});
    if (!is_known) {
        return ratios;
    }
    for_each_run(ratios.size(), kRun, threads, [&](std::size_t begin, std::size_t end) {
        for (std::size_t area = begin; area < end; ++area) {
            if (counts.before[area] + counts.after[area] > 0) {
                // The same months of both years: exposures are alike.
                ratios[area] =
                    stats::compare_rates({counts.before[area], 1}, {counts.after[area], 1});
            }
        }
    });
    return ratios;
}

}  // namespace

void add_change_columns(const std::string& prefix, const LayerMonths& months,
                        const AreaMonths& counts, unsigned threads, FeatureTable& table)
{
    const bool is_known = months.not_compared.empty();
    const auto ratios = compare_areas(counts, is_known, threads);
    const auto add_real = [&](const char* name, auto member) {
        std::vector<double> values;
        for (const stats::RateRatio& ratio : ratios) {
            values.push_back(ratio.*member);
        }
        table.add_column({prefix + name, ColumnType::real}, real_cells(values));
        return values;
    };
    table.add_column({prefix + "change_before", ColumnType::integer},
                     count_cells(counts.before, is_known));
    table.add_column({prefix + "change_after", ColumnType::integer},
                     count_cells(counts.after, is_known));
    add_real("change_ratio", &stats::RateRatio::ratio);
    add_real("change_low", &stats::RateRatio::low);
    add_real("change_high", &stats::RateRatio::high);
    const auto p = add_real("change_p", &stats::RateRatio::p);
    table.add_column({prefix + "change_p_bh", ColumnType::real},
                     real_cells(stats::adjust_benjamini_hochberg(p)));
}

}  // namespace heatward::pipeline
