#include "heatward/pipeline/layer_over_time.hpp"

#include <algorithm>

#include "layer_members.hpp"

namespace heatward::pipeline {
namespace {

/// One figure a shown month and source, absent where the source did not supply it.
std::vector<MonthCounts> supplied_months(const LayerMonths& months)
{
    std::vector<MonthCounts> counts;
    for (const Month& month : months.shown) {
        MonthCounts& entry = counts.emplace_back(MonthCounts{month, {}});
        for (const std::vector<Month>& supplied : months.supplied) {
            const bool is_supplied = std::binary_search(supplied.begin(), supplied.end(), month);
            entry.by_source.push_back(is_supplied ? std::optional<std::uint64_t>(0) : std::nullopt);
        }
    }
    return counts;
}

void count_months(const AnalysisInput& input, const project::Layer& layer,
                  std::vector<MonthCounts>& counts)
{
    if (counts.empty()) {
        return;
    }
    const IncidentTable& incidents = *input.incidents;
    const LayerMembers members(*input.project, layer);
    const TimeInterval shown{start_of(counts.front().month), start_of(counts.back().month.next()),
                             TimePrecision::month};
    for (std::size_t i = 0; i < incidents.size(); ++i) {
        const std::size_t source = members.source_whenever(incidents, i);
        if (source == LayerMembers::kNone || !incidents.located[i].in_study_area ||
            !shown.contains(incidents.time[i])) {
            continue;
        }
        const int place = month_of(incidents.time[i]).index() - counts.front().month.index();
        auto& count = counts[static_cast<std::size_t>(place)].by_source[source];
        if (count) {
            ++*count;
        }
    }
}

/// The source's figure of a month; 0 of one that is not shown or was not supplied.
std::uint64_t count_in(const std::vector<MonthCounts>& counts, Month month, std::size_t source)
{
    const int place = counts.empty() ? -1 : month.index() - counts.front().month.index();
    return place >= 0 && static_cast<std::size_t>(place) < counts.size()
               ? counts[static_cast<std::size_t>(place)].by_source[source].value_or(0)
               : 0;
}

std::optional<LayerChange> change_of(const LayerOverTime& layer)
{
    if (!layer.months.not_compared.empty()) {
        return std::nullopt;
    }
    LayerChange change;
    for (std::size_t k = 0; k < layer.months.compared.size(); ++k) {
        for (const Month& month : layer.months.compared[k]) {
            change.after += count_in(layer.counts, month, k);
            change.before += count_in(layer.counts, Month::from_index(month.index() - 12), k);
        }
    }
    if (change.before + change.after > 0) {
        // The same months of both years: exposures are alike.
        change.ratio = stats::compare_rates({change.before, 1}, {change.after, 1});
    }
    return change;
}

/// Mean of the source's whole months of the period by name; absent where it supplied none.
std::array<std::optional<double>, 12> source_means(const LayerOverTime& layer, std::size_t source)
{
    std::array<double, 12> sums{};
    std::array<double, 12> months{};
    for (const Month& month : layer.months.whole) {
        const auto& supplied = layer.months.supplied[source];
        if (std::binary_search(supplied.begin(), supplied.end(), month)) {
            const auto name = static_cast<std::size_t>(month.month - 1);
            sums.at(name) += static_cast<double>(count_in(layer.counts, month, source));
            months.at(name) += 1;
        }
    }
    std::array<std::optional<double>, 12> means;
    for (std::size_t name = 0; name < means.size(); ++name) {
        if (months.at(name) > 0) {
            means.at(name) = sums.at(name) / months.at(name);
        }
    }
    return means;
}

std::array<std::optional<double>, 12> means_by_month(const LayerOverTime& layer)
{
    std::array<std::optional<double>, 12> sums;
    bool is_first = true;
    for (std::size_t k = 0; k < layer.months.supplied.size(); ++k) {
        const auto means = source_means(layer, k);
        if (std::none_of(means.begin(), means.end(), [](const auto& mean) { return mean; })) {
            continue;
        }
        for (std::size_t name = 0; name < sums.size(); ++name) {
            auto& sum = sums.at(name);
            const auto& mean = means.at(name);
            sum = is_first ? mean : sum && mean ? std::optional(*sum + *mean) : std::nullopt;
        }
        is_first = false;
    }
    return sums;
}

}  // namespace

LayerOverTime layer_over_time(const AnalysisInput& input, const LayerAnalysis& analysis)
{
    LayerOverTime layer;
    layer.months = layer_months(input, *analysis.layer);
    layer.counts = supplied_months(layer.months);
    count_months(input, *analysis.layer, layer.counts);
    layer.series = stats::count_over_week(*input.incidents, analysis.rows);
    layer.by_month_of_year = means_by_month(layer);
    layer.change = change_of(layer);
    layer.near_repeats = find_near_repeats(input, analysis);
    return layer;
}

}  // namespace heatward::pipeline
