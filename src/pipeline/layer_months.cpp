#include "heatward/pipeline/layer_months.hpp"

#include <algorithm>
#include <iterator>
#include <optional>

#include <fmt/format.h>

#include "heatward/core/interval_bounds.hpp"
#include "heatward/pipeline/source_supply.hpp"
#include "heatward/stats/area_trend.hpp"
#include "heatward/stats/year_on_year.hpp"

namespace heatward::pipeline {
namespace {

bool holds(const std::vector<Month>& months, Month month)
{
    return std::binary_search(months.begin(), months.end(), month);
}

/// First and last month that any source supplied.
struct Supply {
    Month first;
    Month last;
};

std::optional<Supply> supply_of(const std::vector<std::vector<Month>>& supplied)
{
    std::optional<Supply> supply;
    for (const std::vector<Month>& months : supplied) {
        if (months.empty()) {
            continue;
        }
        supply = supply ? Supply{std::min(supply->first, months.front()),
                                 std::max(supply->last, months.back())}
                        : Supply{months.front(), months.back()};
    }
    return supply;
}

/// The period with ends of the supply where its own are open.
TimeInterval closed(const TimeInterval& period, const Supply& supply)
{
    constexpr TimeInterval open;
    TimeInterval interval = period;
    interval.begin = period.begin == open.begin ? start_of(supply.first) : period.begin;
    interval.end = period.end == open.end ? start_of(supply.last.next()) : period.end;
    return interval;
}

/// Those of `months` that are not among `supplied`.
std::vector<Month> lacking(const std::vector<Month>& months, const std::vector<Month>& supplied)
{
    std::vector<Month> missing;
    std::set_difference(months.begin(), months.end(), supplied.begin(), supplied.end(),
                        std::back_inserter(missing));
    return missing;
}

/// From the first month of the kMonthsShownBefore before the period that any source supplied, or
/// else from its own first month, but not from before there was any supply at all.
std::vector<Month> shown_months(const LayerMonths& months, const Supply& supply)
{
    const Month begin = months.touched.front();
    const auto earlier =
        months_between(Month::from_index(begin.index() - kMonthsShownBefore), begin);
    const auto first = std::find_if(earlier.begin(), earlier.end() - 1, [&](const Month& month) {
        return std::any_of(months.supplied.begin(), months.supplied.end(),
                           [&](const auto& source) { return holds(source, month); });
    });
    return months_between(std::max(supply.first, *first), months.touched.back());
}

std::vector<Month> touched_months(const TimeInterval& period)
{
    return period.begin < period.end
               ? months_between(month_of(period.begin), month_of(period.end - 1))
               : std::vector<Month>();
}

void choose_compared(const Supply& supply, const TimeInterval& period, LayerMonths& months)
{
    months.compared.resize(months.supplied.size());
    if (precision_of_bounds(period) != TimePrecision::month) {
        months.not_compared = "the period does not begin and end with whole months";
        return;
    }
    bool is_any = false;
    for (std::size_t k = 0; k < months.supplied.size(); ++k) {
        months.compared[k] = stats::comparable_months(months.supplied[k], months.touched.front(),
                                                      std::min(months.touched.back(), supply.last));
        is_any = is_any || !months.compared[k].empty();
    }
    if (!is_any) {
        months.not_compared =
            "of no month of the period was the same month a year earlier supplied too";
    }
}

/// Those of the window that every source supplied; a source that supplied none of them is not
/// waited for.
std::vector<Month> months_of_all(const std::vector<Month>& window,
                                 const std::vector<std::vector<Month>>& supplied)
{
    std::vector<const std::vector<Month>*> waited_for;
    for (const std::vector<Month>& source : supplied) {
        if (std::any_of(window.begin(), window.end(),
                        [&](const Month& month) { return holds(source, month); })) {
            waited_for.push_back(&source);
        }
    }
    std::vector<Month> months;
    std::copy_if(window.begin(), window.end(), std::back_inserter(months), [&](const Month& month) {
        return !waited_for.empty() &&
               std::all_of(waited_for.begin(), waited_for.end(),
                           [&](const auto* source) { return holds(*source, month); });
    });
    return months;
}

std::string too_few_words(std::size_t supplied, Month last, bool has_sources)
{
    constexpr const auto& windows = stats::kTrendWindows;
    return fmt::format(
        "{} of the {} months up to {} {} supplied by {}; a trend needs at least {} of {} months or "
        "{} of {}, whole years, so that a season does not pass for a trend",
        supplied == 0 ? "none" : fmt::format("only {}", supplied), windows.back().months,
        to_string(last), supplied > 1 ? "were" : "was",
        has_sources ? "all sources at once" : "the source", windows.back().fewest,
        windows.back().months, windows.front().fewest, windows.front().months);
}

/// Years end with the last whole month of the period, or with the supply where that ends earlier:
/// months that are yet to come would take whole years apart.
void choose_trend(const Supply& supply, const TimeInterval& period, LayerMonths& months)
{
    const Month last = std::min(Month::from_index(month_of(period.end).index() - 1), supply.last);
    if (last < months.touched.front()) {
        months.no_trend = "no source supplied a whole month of the period";
        return;
    }
    for (const stats::TrendWindow& window : stats::kTrendWindows) {
        const auto years =
            months_between(Month::from_index(last.index() - window.months + 1), last);
        months.trend = months_of_all(years, months.supplied);
        if (months.trend.size() >= window.fewest) {
            return;
        }
    }
    months.no_trend = too_few_words(months.trend.size(), last, months.supplied.size() > 1);
    months.trend.clear();
}

}  // namespace

std::size_t LayerMonths::missing_count() const
{
    std::size_t count = 0;
    for (const std::vector<Month>& months : missing) {
        count += months.size();
    }
    return count;
}

LayerMonths layer_months(const AnalysisInput& input, const project::Layer& layer)
{
    LayerMonths months;
    for (const std::string& id : project::sources_of(layer)) {
        months.supplied.push_back(months_supplied(*input.supply, id));
    }
    const auto supply = supply_of(months.supplied);
    const TimeInterval period = supply ? closed(layer.period, *supply) : layer.period;
    months.touched = supply ? touched_months(period) : std::vector<Month>();
    for (const std::vector<Month>& supplied : months.supplied) {
        months.missing.push_back(lacking(months.touched, supplied));
    }
    if (months.touched.empty()) {
        months.compared.resize(months.supplied.size());
        months.not_compared = months.no_trend = "no source supplied a month of the period";
        return months;
    }
    std::copy_if(months.touched.begin(), months.touched.end(), std::back_inserter(months.whole),
                 [&](const Month& month) {
                     return start_of(month) >= period.begin && start_of(month.next()) <= period.end;
                 });
    months.shown = shown_months(months, *supply);
    choose_compared(*supply, period, months);
    choose_trend(*supply, period, months);
    return months;
}

}  // namespace heatward::pipeline
