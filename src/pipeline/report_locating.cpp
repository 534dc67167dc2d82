#include "report_locating.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "heatward/pipeline/report_json.hpp"
#include "html_table.hpp"

namespace heatward::pipeline {
namespace {

using nlohmann::json;

std::string percent(double share) { return fmt::format("{:.1f} %", 100 * share); }

std::string levels_table(const json& report)
{
    HtmlTable table({"Source", "Level", "Rows", "Of those with a place to be found"});
    for (const json& source : report.at("sources")) {
        const std::string id = source.at("id").get<std::string>();
        for (const json& level : source.at("locating").at("levels")) {
            table.row()
                .text(id)
                .text(level.at("level").get<std::string>())
                .figure(level.at("rows"))
                .text(percent(level.at("share").get<double>()), "number");
        }
        const double rate = source.at("hit_rate").get<double>();
        table.row()
            .text(id)
            .text("hit rate")
            .figure(source.at("rows_used"))
            .text(percent(rate), rate < kLeastHitRate ? "number failed" : "number");
    }
    return table.finish();
}

void add_comparison(const std::string& id, const char* by, const json& test, HtmlTable& table)
{
    table.row().text(id).text(by);
    if (test.is_null()) {
        table.text("").text("").text("").text("too few rows to compare").text("");
        return;
    }
    const double p = test.at("p_value").get<double>();
    const bool differs = test.at("differs").get<bool>();
    std::string furthest;
    for (const json& group : test.at("furthest")) {
        furthest += fmt::format(
            "{}{}: {} not located, {:.1f} expected ({:+.1f})", furthest.empty() ? "" : "; ",
            group.at("name").get<std::string>(), group.at("not_located").get<std::uint64_t>(),
            group.at("not_located_expected").get<double>(), group.at("residual").get<double>());
    }
    table
        .text(fmt::format("{:.1f} ({})", test.at("chi_squared").get<double>(),
                          test.at("degrees").get<std::size_t>()),
              "number")
        .text(p < 0.0001 ? "< 0.0001" : fmt::format("{:.4f}", p), "number")
        .text(fmt::format("{:.2f}", test.at("cramers_v").get<double>()), "number")
        .text(differs ? "differs: a biased loss shifts the map" : "no difference that matters",
              differs ? "failed" : "")
        .text(differs ? furthest : "");
}

std::string comparisons_table(const json& report)
{
    HtmlTable table({"Source", "By", "χ² (degrees of freedom)", "p", "Cramér's V", "Finding",
                     "Furthest from expected (standardised residual)"},
                    "fine");
    for (const json& source : report.at("sources")) {
        const std::string id = source.at("id").get<std::string>();
        const json& locating = source.at("locating");
        add_comparison(id, "month", locating.at("by_month"), table);
        add_comparison(id, "category", locating.at("by_category"), table);
    }
    return "<p>Are rows without a position like those that have one? Pearson's χ²; said to differ "
           "where p &lt; 0.01 and Cramér's V is at least 0.1.</p>\n" +
           table.finish();
}

std::string texts_table(const json& report)
{
    HtmlTable table({"Source", "Its text", "Rows"}, "fine");
    bool has_any = false;
    for (const json& source : report.at("sources")) {
        for (const json& text : source.at("locating").at("unmatched_texts")) {
            has_any = true;
            table.row()
                .text(source.at("id").get<std::string>())
                .text(text.at("text").get<std::string>(), "path")
                .figure(text.at("rows"));
        }
    }
    return has_any ? "<p>The commonest texts that gave no position, as the source has them; for "
                     "analysts alone.</p>\n" +
                         table.finish()
                   : "";
}

}  // namespace

std::string locating_section(const json& report)
{
    return heading("How places were found") + levels_table(report) + comparisons_table(report) +
           texts_table(report);
}

}  // namespace heatward::pipeline
