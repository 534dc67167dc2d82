#include "over_time_section.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "html_table.hpp"
#include "over_time_words.hpp"
#include "trend_section.hpp"

namespace heatward::pipeline {
namespace {

using nlohmann::json;

constexpr std::array<const char*, 7> kDays{"Monday", "Tuesday",  "Wednesday", "Thursday",
                                           "Friday", "Saturday", "Sunday"};

/// What the layer counts.
std::string noun_of(const json& layer) { return layer.contains("label") ? "records" : "incidents"; }

std::string capital(std::string text)
{
    text[0] = static_cast<char>(text[0] - 'a' + 'A');
    return text;
}

std::string month_words(const json& month)
{
    return month.at("month").get<std::string>() +
           (month.at("in_period").get<bool>() ? "" : " (before the period)");
}

/// The last month of a run that no source supplied and that does not cross the period's begin;
/// `first` where it is supplied.
std::size_t last_of_gap(const json& months, std::size_t first)
{
    const auto is_in_gap = [&](std::size_t i) {
        return i < months.size() && months[i].at("count").is_null() &&
               months[i].at("in_period") == months[first].at("in_period");
    };
    std::size_t last = first;
    while (is_in_gap(first) && is_in_gap(last + 1)) {
        ++last;
    }
    return last;
}

/// A run of months that no source supplied in one row.
void add_gap(const json& months, std::size_t first, std::size_t last, std::size_t cells,
             HtmlTable& table)
{
    table.row().row_heading(fmt::format("{} to {}, {} months",
                                        months[first].at("month").get<std::string>(),
                                        month_words(months[last]), last - first + 1));
    for (std::size_t cell = 1; cell < cells; ++cell) {
        table.text("not supplied", "missing");
    }
    table.text("");
}

void add_month(const json& month, double largest, bool has_sources, HtmlTable& table)
{
    table.row().row_heading(month_words(month));
    if (has_sources) {
        for (const json& count : month.at("counts")) {
            count.is_null() ? table.text("not supplied", "missing") : table.figure(count);
        }
    }
    if (month.at("count").is_null()) {
        table.text("not supplied", "missing").text("");
        return;
    }
    const bool is_partial = month.contains("partial");
    if (is_partial) {
        table.text(number(month.at("count")) + " in part", "missing");
    } else {
        table.figure(month.at("count"));
    }
    table.bar(largest > 0 ? month.at("count").get<double>() / largest : 0, is_partial);
}

/// Which of the months are compared, where others stand beside them.
std::string compared_line(const json& layer)
{
    const json& time = layer.at("time");
    const auto compared = compared_months(time.at("change"));
    if (!compared) {
        return "";
    }
    if (has_sources_apart(time.at("change"))) {
        return paragraph(
            fmt::format("Compared above are {} and {}: of each source the months that it supplied "
                        "in both years.",
                        compared->before, compared->after));
    }
    if (time.at("months").size() == 2 * time.at("change").at("months").size()) {
        return "";
    }
    return paragraph(fmt::format("Compared above are {} and {}; the other months below are not.",
                                 compared->before, compared->after));
}

std::string months_table(const json& layer)
{
    const json& months = layer.at("time").at("months");
    if (months.empty()) {
        return "";
    }
    std::vector<std::string> headings{"Month"};
    const json& sources = months.front().at("counts");
    if (sources.size() > 1) {
        for (const auto& [source, count] : sources.items()) {
            headings.push_back(source);
        }
    }
    headings.push_back(capital(noun_of(layer)));
    headings.emplace_back("As a bar");
    double largest = 0;
    for (const json& month : months) {
        largest =
            std::max(largest, month.at("count").is_null() ? 0 : month.at("count").get<double>());
    }
    HtmlTable table(headings, "fine");
    for (std::size_t i = 0; i < months.size(); ++i) {
        const std::size_t last = last_of_gap(months, i);
        if (last > i) {
            add_gap(months, i, last, headings.size() - 1, table);
            i = last;
        } else {
            add_month(months[i], largest, sources.size() > 1, table);
        }
    }
    return sub_heading("By month") + compared_line(layer) + table.finish();
}

std::string left_out_words(const json& layer, const char* key, const char* unit)
{
    const json& without = layer.at("time").at(key);
    return without == 0
               ? ""
               : paragraph(fmt::format("Not in the table, being known less finely than the "
                                       "{}: {} {}.",
                                       unit, number(without), noun_of(layer)));
}

/// Days of the week down, hours across.
std::string hours_table(const json& layer)
{
    const json& days = layer.at("time").at("hour_weekday");
    std::vector<std::string> headings{"Day"};
    double largest = 0;
    for (std::size_t hour = 0; hour < 24; ++hour) {
        headings.push_back(fmt::format("{:02}", hour));
        for (const json& day : days) {
            largest = std::max(largest, day.at(hour).get<double>());
        }
    }
    headings.emplace_back("All");
    HtmlTable table(headings, "fine");
    for (std::size_t day = 0; day < kDays.size(); ++day) {
        table.row().row_heading(kDays.at(day));
        std::uint64_t sum = 0;
        for (const json& count : days.at(day)) {
            sum += count.get<std::uint64_t>();
            table.shaded_figure(count, largest > 0 ? count.get<double>() / largest : 0);
        }
        table.figure(sum);
    }
    table.row().row_heading("All");
    std::uint64_t all = 0;
    for (const json& count : layer.at("time").at("by_hour")) {
        all += count.get<std::uint64_t>();
        table.figure(count);
    }
    table.figure(all);
    return sub_heading("By day of the week and hour") +
           paragraph("Each column is the hour that begins then; the darker a cell, the more.") +
           table.finish() + left_out_words(layer, "without_hour", "hour");
}

std::string weekdays_table(const json& layer)
{
    HtmlTable table({kDays.begin(), kDays.end()}, "fine");
    table.row();
    for (const json& count : layer.at("time").at("by_weekday")) {
        table.figure(count);
    }
    return sub_heading("By day of the week") + table.finish() +
           left_out_words(layer, "without_day", "day");
}

/// As finely as times are known.
std::string week(const json& layer)
{
    const json& time = layer.at("time");
    if (!time.at("hour_weekday").is_null()) {
        return hours_table(layer);
    }
    if (layer.at("count") == 0) {
        return "";
    }
    if (time.at("by_weekday").is_null()) {
        return paragraph(
            fmt::format("Of none of the {} the day or the hour is known.", noun_of(layer)));
    }
    return paragraph(fmt::format("Of none of the {} the hour is known.", noun_of(layer))) +
           weekdays_table(layer);
}

/// The months compared in the heading: none that stand in the table by month may be taken for them.
std::string change(const json& layer)
{
    const json& change = layer.at("time").at("change");
    const auto compared = compared_months(change);
    return (compared ? sub_heading(
                           fmt::format("Change: {} against {}", compared->after, compared->before))
                     : "") +
           paragraph(change_words(change, noun_of(layer)));
}

std::string near_repeats(const json& layer)
{
    const json& repeats = layer.at("time").at("near_repeats");
    std::string words = near_repeat_words(repeats, noun_of(layer));
    if (layer.contains("label") && !repeats.contains("reason")) {
        words +=
            " Only pairs of one source count, since two sources' records of one event would be "
            "such a pair too.";
    }
    return paragraph(words);
}

std::string layer_section(const json& layer)
{
    std::string html = "<h3>" + escaped(layer.at("title").get<std::string>()) + "</h3>\n";
    for (const std::string& words : missing_words(layer)) {
        html += paragraph(words + ".", "missing");
    }
    html += change(layer) + near_repeats(layer);
    return html + trend_section(layer, noun_of(layer)) + months_table(layer) + week(layer);
}

}  // namespace

std::string over_time_section(const json& report)
{
    std::string html;
    for (const json& layer : report.at("layers")) {
        if (layer.contains("time")) {
            html += layer_section(layer);
        }
    }
    return html.empty() ? html
                        : heading("Over time") +
                              paragraph(
                                  "“Likely” is said of limits that hold the truth 95 times "
                                  "out of a hundred. A month that is not supplied is not one "
                                  "without incidents.",
                                  "quiet") +
                              html;
}

}  // namespace heatward::pipeline
