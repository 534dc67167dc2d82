#include "heatward/pipeline/report_html.hpp"

#include <algorithm>
#include <cmath>
#include <set>
#include <string_view>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "concentration_section.hpp"
#include "heatward/pipeline/report_json.hpp"
#include "html_table.hpp"
#include "interventions_section.hpp"
#include "over_time_section.hpp"
#include "over_time_words.hpp"
#include "ranking_section.hpp"
#include "relative_risk_section.hpp"
#include "report_locating.hpp"

namespace heatward::pipeline {
namespace {

using nlohmann::json;

constexpr std::string_view kStyle = R"(
body { font: 16px/1.5 system-ui, sans-serif; color: #1a1a1a; background: #fff;
       max-width: 72rem; margin: 0 auto; padding: 1.5rem; }
h1 { font-size: 1.6rem; margin-bottom: 0; } h2 { font-size: 1.2rem; margin-top: 2rem; }
table { border-collapse: collapse; margin: .5rem 0 1rem; }
th, td { border: 1px solid #c8c8c8; padding: .3rem .6rem; text-align: left; vertical-align: top; }
th { background: #f0f0f0; } td.number { text-align: right; font-variant-numeric: tabular-nums; }
.wide { overflow-x: auto; } .marking { font-weight: bold; letter-spacing: .05em; }
.failed, .missing { color: #a40000; font-weight: bold; } .quiet { color: #595959; }
.fine { font-size: .8rem; } .fine td, .fine th { padding: .2rem .4rem; }
.path { overflow-wrap: anywhere; min-width: 8rem; }
@media print { body { max-width: none; padding: 0; } .wide { overflow: visible; }
  table { font-size: .75rem; } th, td { padding: .15rem .3rem; } }
)";

std::string masthead(const json& report)
{
    const std::string marking = report.at("marking").get<std::string>();
    const json& crs = report.at("crs");
    const double accuracy = crs.at("accuracy_m").get<double>();
    return (marking.empty() ? "" : "<p class=\"marking\">" + escaped(marking) + "</p>\n") + "<h1>" +
           escaped(report.at("title").get<std::string>()) + "</h1>\n" +
           fmt::format("<p class=\"quiet\">Run {} · Heatward {} · times in {}<br>\n",
                       escaped(report.at("run_id").get<std::string>()),
                       escaped(report.at("program_version").get<std::string>()),
                       escaped(report.at("timezone").get<std::string>())) +
           fmt::format(
               "Study area: {} ({} km²) · {} by “{}”, {}</p>\n",
               escaped(report.at("study_area").at("set").get<std::string>()),
               number(report.at("study_area").at("area_km2")),
               escaped(crs.at("project").get<std::string>()),
               escaped(crs.at("operation").get<std::string>()),
               accuracy < 0 ? "accuracy not stated" : fmt::format("accurate to {:g} m", accuracy));
}

std::string warnings_section(const json& report)
{
    if (report.at("warnings").empty()) {
        return heading("Warnings") + "<p>None.</p>\n";
    }
    std::string html = heading("Warnings") + "<ul>\n";
    for (const json& warning : report.at("warnings")) {
        html += "<li>" + escaped(warning.get<std::string>()) + "</li>\n";
    }
    return html + "</ul>\n";
}

std::string checks_section(const json& report)
{
    HtmlTable table({"Check", "Result"});
    for (const json& check : report.at("checks")) {
        const bool holds = check.at("holds").get<bool>();
        table.row()
            .text(check.at("what").get<std::string>())
            .text(holds ? "holds" : "FAILED", holds ? "" : "failed");
    }
    return heading("Checks") + table.finish();
}

std::string levels_text(const json& levels)
{
    std::string text;
    for (const auto& [level, count] : levels.items()) {
        text += (text.empty() ? "" : ", ") + level + " " + number(count);
    }
    return text;
}

std::string sources_section(const json& report)
{
    HtmlTable table({"Source", "Kind", "Path", "Rows", "Used", "Rejected", "Located", "By level",
                     "Outside the study area", "Without category"},
                    "fine");
    HtmlTable reasons({"Source", "Rejected because", "Rows"});
    for (const json& source : report.at("sources")) {
        const double rate = source.at("hit_rate").get<double>();
        const std::string id = source.at("id").get<std::string>();
        table.row()
            .text(id)
            .text(source.at("kind").get<std::string>())
            .text(source.at("path").get<std::string>(), "path")
            .figure(source.at("rows_in"))
            .figure(source.at("rows_used"))
            .figure(source.at("rows_rejected"))
            .text(fmt::format("{:.1f} %", 100 * rate),
                  rate < kLeastHitRate ? "number failed" : "number")
            .text(levels_text(source.at("by_level")))
            .figure(source.at("outside_study_area"))
            .figure(source.at("uncategorised"));
        for (const auto& [reason, count] : source.at("rejected_by_reason").items()) {
            reasons.row().text(id).text(reason).figure(count);
        }
    }
    return heading("Sources") + table.finish() + heading("Rejected rows") + reasons.finish();
}

bool supplied(const json& source, const std::string& month)
{
    const json& periods = source.at("periods");
    return std::find(periods.begin(), periods.end(), month) != periods.end();
}

/// Months in order; a run of months that no source supplied is one group, any other month is
/// a group of its own.
std::vector<std::vector<std::string>> month_groups(const json& sources)
{
    std::set<std::string> months;
    for (const json& source : sources) {
        for (const char* const key : {"periods", "missing_periods"}) {
            for (const json& month : source.at(key)) {
                months.insert(month.get<std::string>());
            }
        }
    }
    std::vector<std::vector<std::string>> groups;
    bool in_gap = false;
    for (const std::string& month : months) {
        const bool is_gap = std::none_of(sources.begin(), sources.end(), [&](const json& source) {
            return supplied(source, month);
        });
        if (!(is_gap && in_gap)) {
            groups.emplace_back();
        }
        groups.back().push_back(month);
        in_gap = is_gap;
    }
    return groups;
}

/// Months down, sources across: rows, or "missing".
std::string months_section(const json& report)
{
    const json& sources = report.at("sources");
    std::vector<std::string> headings{"Month"};
    for (const json& source : sources) {
        headings.push_back(source.at("id").get<std::string>() + ": rows");
        headings.push_back("used");
    }
    HtmlTable table(headings);
    for (const std::vector<std::string>& group : month_groups(sources)) {
        const std::string& month = group.front();
        table.row().text(group.size() == 1 ? month
                                           : fmt::format("{} to {} ({} months)", month,
                                                         group.back(), group.size()));
        for (const json& source : sources) {
            if (!supplied(source, month)) {
                table.text("missing", "missing").text("");
                continue;
            }
            const json figures =
                source.at("by_month").value(month, json{{"rows_in", 0}, {"rows_used", 0}});
            table.figure(figures.at("rows_in")).figure(figures.at("rows_used"));
        }
    }
    return heading("Completeness by month") +
           "<p>A missing month is one that was not supplied, not one without incidents.</p>\n" +
           table.finish();
}

/// The selector that chose a layer's bandwidth, with its note; "the project" for metres.
std::string bandwidth_origin(const json& layer)
{
    if (!layer.contains("bandwidth_selector")) {
        return "the project";
    }
    const std::string note = layer.at("bandwidth_note").get<std::string>();
    return layer.at("bandwidth_selector").get<std::string>() + (note.empty() ? "" : ": " + note);
}

/// Bandwidth and σ: figures where one kernel serves all incidents, words where each has its own.
void add_bandwidth(const json& layer, HtmlTable& table)
{
    if (layer.contains("bandwidth_text")) {
        const bool is_average = layer.contains("bandwidths_trimmed");
        table.text(layer.at("bandwidth_text").get<std::string>())
            .text(fmt::format("{:.4g} {}", layer.at("sigma_m").get<double>(),
                              is_average ? "on average" : "before widening"));
    } else {
        table.figure(layer.at("bandwidth_m")).figure(layer.at("sigma_m"));
    }
}

std::string layers_section(const json& report)
{
    HtmlTable counts({"Layer", "Period", "Years", "Counted", "Out of period", "Too coarse in time",
                      "Outside the study area", "Not located", "Weight"});
    HtmlTable surfaces({"Layer", "Unit", "Kernel", "Bandwidth (m)", "σ (m)", "Chosen by",
                        "Cell (m)", "Edge", "Hotspots", "Level", "Crumbs dropped"});
    for (const json& layer : report.at("layers")) {
        std::string title = layer.at("title").get<std::string>();
        if (layer.contains("label")) {
            title += " (" + layer.at("label").get<std::string>() + ")";
        }
        for (const std::string& words : missing_words(layer)) {
            title += " – " + words;
        }
        counts.row()
            .text(title)
            .text(layer.at("period").get<std::string>())
            .figure(layer.at("years"))
            .figure(layer.at("count"))
            .figure(layer.at("out_of_period"))
            .figure(layer.at("too_coarse"))
            .figure(layer.at("outside_study_area"))
            .figure(layer.at("not_located"))
            .figure(layer.at("total_weight"));
        const json hotspots = layer.value("hotspots", json::object());
        surfaces.row()
            .text(title)
            .text(layer.at("unit").get<std::string>())
            .text(layer.at("kernel").get<std::string>());
        add_bandwidth(layer, surfaces);
        surfaces.text(bandwidth_origin(layer))
            .figure(layer.at("cell_m"))
            .text(layer.at("edge").get<std::string>())
            .figure(hotspots.value("count", json()))
            .figure(hotspots.value("level", json()))
            .figure(hotspots.value("dropped_groups", json()));
    }
    return heading("Layers") + counts.finish() + surfaces.finish();
}

/// Why sets differ from the study area's: grids for another reason than sets with borders.
std::string totals_note(const json& report)
{
    std::string grids;
    for (const json& set : report.value("area_sets", json::array())) {
        if (set.at("grid").get<bool>()) {
            grids += (grids.empty() ? "" : ", ") + escaped(set.at("id").get<std::string>());
        }
    }
    return fmt::format(
        "<p>Each set's areas count by their own boundaries alone; sets that were generalised apart "
        "may differ from the study area's set by a few incidents.{}</p>\n",
        grids.empty() ? ""
                      : fmt::format(" Cells of a grid ({}) reach beyond the study area's border "
                                    "where it cuts them, and count what lies there too.",
                                    grids));
}

std::string totals_section(const json& report)
{
    HtmlTable table({"Layer", "Area set", "Counted in its areas", "Difference"});
    for (const json& layer : report.at("layers")) {
        const std::string mark = missing_words(layer).empty() ? "" : " (months missing)";
        for (const auto& [set, total] : layer.at("area_totals").items()) {
            table.row()
                .text(layer.at("id").get<std::string>() + mark)
                .text(set)
                .figure(total.at("count"))
                .text(fmt::format("{:+d}", total.at("difference").get<std::int64_t>()), "number");
        }
    }
    return heading("Totals by area set") + totals_note(report) + table.finish();
}

std::string uncategorised_section(const json& report)
{
    if (report.at("uncategorised").empty()) {
        return "";
    }
    HtmlTable table({"Source", "Its words", "Rows"});
    for (const json& entry : report.at("uncategorised")) {
        table.row()
            .text(entry.at("source").get<std::string>())
            .text(entry.at("words").get<std::string>())
            .figure(entry.at("rows"));
    }
    return heading("Rows without a category") +
           "<p>These are located and kept, and count in no layer.</p>\n" + table.finish();
}

}  // namespace

std::string report_html(const json& report)
{
    return "<!doctype html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n"
           "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>" +
           escaped(report.at("title").get<std::string>()) + " – report</title>\n<style>" +
           std::string(kStyle) + "</style>\n</head>\n<body>\n" + masthead(report) +
           warnings_section(report) + checks_section(report) + sources_section(report) +
           locating_section(report) + months_section(report) + layers_section(report) +
           ranking_section(report) + concentration_section(report) + relative_risk_section(report) +
           over_time_section(report) + interventions_section(report) + totals_section(report) +
           uncategorised_section(report) + "</body>\n</html>\n";
}

}  // namespace heatward::pipeline
