#include "over_time_json.hpp"

#include <algorithm>
#include <set>

#include <nlohmann/json.hpp>

#include "json_values.hpp"

namespace heatward::pipeline {
namespace {

using nlohmann::json;

json month_json(const project::Layer& layer, const MonthCounts& month, Month first_of_period)
{
    json counts = json::object();
    std::optional<std::uint64_t> sum;
    bool is_partial = false;
    for (std::size_t k = 0; k < layer.sources.size(); ++k) {
        const auto& count = month.by_source[k];
        counts[layer.sources[k]] = or_null(count);
        is_partial = is_partial || !count;
        sum = count ? sum.value_or(0) + *count : sum;
    }
    json entry{{"month", to_string(month.month)},
               {"counts", counts},
               {"count", or_null(sum)},
               {"in_period", month.month >= first_of_period}};
    if (sum && is_partial) {
        entry["partial"] = true;
    }
    return entry;
}

/// Profiles of the week and the day; null where no row is known finely enough.
void add_profiles(const LayerOverTime& layer, std::size_t rows, json& time)
{
    const stats::IncidentSeries& series = layer.series;
    std::array<std::size_t, 24> by_hour{};
    for (const auto& day : series.weekday_hours) {
        for (std::size_t hour = 0; hour < by_hour.size(); ++hour) {
            by_hour.at(hour) += day.at(hour);
        }
    }
    const bool has_days = rows > series.without_day;
    const bool has_hours = rows > series.without_hour;
    time["by_weekday"] = has_days ? json(series.by_weekday) : json();
    time["without_day"] = series.without_day;
    time["by_hour"] = has_hours ? json(by_hour) : json();
    time["without_hour"] = series.without_hour;
    time["hour_weekday"] = has_hours ? json(series.weekday_hours) : json();
    json by_month = json::array();
    for (const auto& mean : layer.by_month_of_year) {
        by_month.push_back(or_null(mean));
    }
    time["by_month_of_year"] = std::move(by_month);
}

json change_json(const project::Layer& layer, const LayerOverTime& over_time)
{
    if (!over_time.change) {
        return {{"reason", over_time.months.not_compared}};
    }
    const LayerChange& change = *over_time.change;
    std::set<Month> distinct;
    json by_source = json::object();
    for (std::size_t k = 0; k < layer.sources.size(); ++k) {
        const auto& compared = over_time.months.compared[k];
        distinct.insert(compared.begin(), compared.end());
        by_source[layer.sources[k]] = months_json(compared);
    }
    json entry{{"months_compared", distinct.size()},
               {"months", months_json({distinct.begin(), distinct.end()})},
               {"months_by_source", by_source},
               {"before", change.before},
               {"after", change.after}};
    for (const char* const key : {"ratio", "low", "high", "p"}) {
        entry[key] = nullptr;
    }
    if (change.ratio) {
        entry["ratio"] = finite_json(change.ratio->ratio);
        entry["low"] = finite_json(change.ratio->low);
        entry["high"] = finite_json(change.ratio->high);
        entry["p"] = finite_json(change.ratio->p);
    }
    return entry;
}

json trend_areas_json(const std::string& set, const std::vector<TrendArea>& areas,
                      const CellPlaces& cells)
{
    json list = json::array();
    for (const TrendArea& area : areas) {
        json entry = cells.named(set, area.area.code, area.area.name);
        entry["trend_p_bh"] = or_null(area.trend_p_bh);
        entry["gi_star_p_bh"] = or_null(area.gi_star_p_bh);
        entry["change_before"] = or_null(area.before);
        entry["change_after"] = or_null(area.after);
        entry["change_ratio"] = or_null(area.ratio);
        entry["change_p_bh"] = or_null(area.change_p_bh);
        list.push_back(std::move(entry));
    }
    return list;
}

json trend_json(const LayerMonths& months, const LayerInAreas& in_areas, const CellPlaces& cells)
{
    if (!months.no_trend.empty()) {
        return {{"reason", months.no_trend}};
    }
    json sets = json::object();
    for (const auto& [set, counts] : in_areas.trends) {
        sets[set] = {{"tested", counts.tested},
                     {"emerging", counts.emerging},
                     {"persistent", counts.persistent},
                     {"fading", counts.fading}};
        const TrendAreas& areas = in_areas.trend_areas.at(set);
        sets[set]["areas"] = {{"emerging", trend_areas_json(set, areas.emerging, cells)},
                              {"persistent", trend_areas_json(set, areas.persistent, cells)},
                              {"fading", trend_areas_json(set, areas.fading, cells)}};
    }
    return {{"months", months.trend.size()},
            {"first", to_string(months.trend.front())},
            {"last", to_string(months.trend.back())},
            {"sets", sets}};
}

json near_repeats_json(const NearRepeats& repeats)
{
    json entry{{"distance_m", kNearRepeatM},
               {"days", kNearRepeatDays},
               {"incidents", repeats.incidents},
               {"left_out", repeats.left_out_of_time + repeats.left_out_of_place},
               {"left_out_of_time", repeats.left_out_of_time},
               {"left_out_of_place", repeats.left_out_of_place}};
    if (!repeats.refusal.empty()) {
        entry["reason"] = repeats.refusal;
        return entry;
    }
    entry["near_in_both"] = repeats.test.near_in_both;
    entry["expected"] = finite_json(repeats.test.expected);
    entry["ratio"] = finite_json(repeats.test.ratio);
    entry["p"] = repeats.test.p;
    entry["permutations"] = kNearRepeatDeals;
    return entry;
}

void add_missing(const project::Layer& layer, const LayerMonths& months, json& report)
{
    const std::vector<std::string> sources = project::sources_of(layer);
    json missing = json::object();
    for (std::size_t k = 0; k < sources.size(); ++k) {
        missing[sources[k]] = months_json(months.missing[k]);
    }
    report["missing"] = std::move(missing);
    report["period_months"] = months.touched.size();
}

}  // namespace

void add_over_time(const project::Layer& layer, const LayerInAreas& in_areas,
                   const CellPlaces& cells, json& report)
{
    if (in_areas.risk_months) {
        add_missing(layer, *in_areas.risk_months, report);
    }
    if (!in_areas.over_time) {
        return;
    }
    const LayerOverTime& over_time = *in_areas.over_time;
    add_missing(layer, over_time.months, report);
    json time;
    time["months"] = json::array();
    for (const MonthCounts& month : over_time.counts) {
        time["months"].push_back(month_json(layer, month, over_time.months.touched.front()));
    }
    add_profiles(over_time, report.at("count").get<std::size_t>(), time);
    time["change"] = change_json(layer, over_time);
    time["trend"] = trend_json(over_time.months, in_areas, cells);
    time["near_repeats"] = near_repeats_json(over_time.near_repeats);
    report["time"] = std::move(time);
}

}  // namespace heatward::pipeline
