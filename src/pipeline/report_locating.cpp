#include "report_locating.hpp"

#include <array>
#include <set>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "heatward/core/match_level.hpp"
#include "heatward/pipeline/report_json.hpp"
#include "html_table.hpp"

namespace heatward::pipeline {
namespace {

using nlohmann::json;

std::string percent(double share) { return fmt::format("{:.1f} %", 100 * share); }

/// What each level means, in the order of kMatchLevelNames.
constexpr std::array<std::string_view, kMatchLevelNames.size()> kLevelWords{
    "the row's own coordinates, of columns or in the text",
    "a National Grid reference, of the column or in the text",
    "a property by its unique reference number",
    "a building or other place by its name or alias",
    "where two streets that the text names meet",
    "a full postcode, of the column or in the text",
    "a street by its name; the point on it nearest to its middle",
    "a point near the place that stands for several, or the street of \"on or near\"",
    "the middle of a postcode sector",
    "a town, village or suburb by its name",
    "several places fit equally well: no position",
    "no clue gave a place: no position"};

std::string levels_table(const json& report)
{
    HtmlTable table({"Source", "Level", "Rows", "Of those with a place to be found",
                     "Uncertainty, median (m)", "Uncertainty, 95 % of rows at most (m)"});
    for (const json& source : report.at("sources")) {
        const std::string id = source.at("id").get<std::string>();
        for (const json& level : source.at("locating").at("levels")) {
            table.row()
                .text(id)
                .text(level.at("level").get<std::string>())
                .figure(level.at("rows"))
                .text(percent(level.at("share").get<double>()), "number");
            const json& uncertainty = level.at("uncertainty_m");
            if (uncertainty.is_null()) {
                table.text("").text("");
            } else {
                table.figure(uncertainty.at("median")).figure(uncertainty.at("p95"));
            }
        }
        const double rate = source.at("hit_rate").get<double>();
        table.row()
            .text(id)
            .text("hit rate")
            .figure(source.at("rows_used"))
            .text(percent(rate), rate < kLeastHitRate ? "number failed" : "number")
            .text("")
            .text("");
    }
    return "<p>Uncertainty: the radius in metres that holds a row's true place with 95 %.</p>\n" +
           table.finish();
}

/// The levels that occur, each with its line.
std::string level_words(const json& report)
{
    std::set<std::string> levels;
    for (const json& source : report.at("sources")) {
        for (const json& level : source.at("locating").at("levels")) {
            levels.insert(level.at("level").get<std::string>());
        }
    }
    HtmlTable table({"Level", "How the place was found"});
    for (std::size_t i = 0; i < kMatchLevelNames.size(); ++i) {
        if (levels.contains(std::string(kMatchLevelNames[i]))) {
            table.row().text(kMatchLevelNames[i]).text(kLevelWords[i]);
        }
    }
    return levels.empty() ? "" : table.finish();
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
    std::string unlisted;
    for (const json& source : report.at("sources")) {
        const json& least = source.at("locating").at("unmatched_from_rows");
        if (!least.is_null()) {
            unlisted += fmt::format(" Of {}, texts in fewer than {} rows are not listed.",
                                    escaped(source.at("id").get<std::string>()), number(least));
        }
        for (const json& text : source.at("locating").at("unmatched_texts")) {
            has_any = true;
            table.row()
                .text(source.at("id").get<std::string>())
                .text(text.at("text").get<std::string>(), "path")
                .figure(text.at("rows"));
        }
    }
    return has_any
               ? "<p>The commonest texts that gave no position, as the source has them; for "
                 "analysts alone." +
                     unlisted + " Texts of health sources are never listed.</p>\n" + table.finish()
               : "";
}

}  // namespace

std::string locating_section(const json& report)
{
    return heading("How places were found") + levels_table(report) + level_words(report) +
           comparisons_table(report) + texts_table(report);
}

}  // namespace heatward::pipeline
