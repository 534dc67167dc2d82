#include "area_change.hpp"

#include <algorithm>
#include <limits>
#include <utility>

#include "heatward/core/parallel.hpp"
#include "heatward/stats/false_discovery.hpp"
#include "heatward/stats/rate_ratio.hpp"
#include "layer_columns.hpp"

namespace heatward::pipeline {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
/// Pairs of counts that a thread compares at a time.
constexpr std::size_t kRun = 64;

std::vector<AttributeValue> count_cells(const std::vector<std::uint32_t>& counts, bool is_known)
{
    std::vector<AttributeValue> cells(counts.size());
    for (std::size_t area = 0; is_known && area < counts.size(); ++area) {
        cells[area] = static_cast<std::int64_t>(counts[area]);
    }
    return cells;
}

using Counts = std::pair<std::uint32_t, std::uint32_t>;

/// The pairs of counts that areas have, each once: thousands of small areas share a few dozen, and
/// exact limits are dear.
std::vector<Counts> distinct_counts(const AreaMonths& counts)
{
    std::vector<Counts> pairs;
    for (std::size_t area = 0; area < counts.before.size(); ++area) {
        pairs.emplace_back(counts.before[area], counts.after[area]);
    }
    std::sort(pairs.begin(), pairs.end());
    pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());
    return pairs;
}

/// Not-a-number where there is nothing to compare.
std::vector<stats::RateRatio> compare_areas(const AreaMonths& counts, bool is_known,
                                            unsigned threads)
{
    const stats::RateRatio nothing{kNaN, kNaN, kNaN, kNaN};
    std::vector<stats::RateRatio> ratios(counts.before.size(), nothing);
    if (!is_known) {
        return ratios;
    }
    const std::vector<Counts> pairs = distinct_counts(counts);
    std::vector<stats::RateRatio> of_pairs(pairs.size(), nothing);
    for_each_run(pairs.size(), kRun, threads, [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i) {
            const auto& [before, after] = pairs[i];
            if (before > 0 || after > 0) {
                // The same months of both years: exposures are alike.
                of_pairs[i] = stats::compare_rates({before, 1}, {after, 1});
            }
        }
    });
    for (std::size_t area = 0; area < ratios.size(); ++area) {
        const auto pair = std::lower_bound(pairs.begin(), pairs.end(),
                                           Counts(counts.before[area], counts.after[area]));
        ratios[area] = of_pairs[static_cast<std::size_t>(pair - pairs.begin())];
    }
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
