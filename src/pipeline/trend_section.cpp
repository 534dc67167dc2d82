#include "trend_section.hpp"

#include <array>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "area_text.hpp"
#include "heatward/stats/area_trend.hpp"
#include "html_table.hpp"
#include "over_time_words.hpp"

namespace heatward::pipeline {
namespace {

using nlohmann::json;

constexpr std::array<const char*, 3> kKinds{"emerging", "persistent", "fading"};

/// docs/METHODS.md, "Trend of an area".
constexpr std::string_view kTrendCaution =
    "Read trends with caution: where a busy month tends to follow a busy one, areas that do not "
    "change in the long run pass for rising or falling ones more often than the 5 % allowed for.";

std::string trend_words(const json& trend, std::string_view noun)
{
    return fmt::format(
        "Over {} months from {} to {}: emerging areas rise and fading ones fall by more than "
        "chance, however few or many {} they have; persistent ones are hot over the period "
        "together with their neighbours (Gi*), have some of their own every year, and neither "
        "trend nor change is beyond chance.",
        number(trend.at("months")), trend.at("first").get<std::string>(),
        trend.at("last").get<std::string>(), noun);
}

std::string p_text(const json& p)
{
    constexpr double kLeastTold = 0.0001;
    if (p.is_null()) {
        return "–";
    }
    return p < kLeastTold ? "under 0.0001" : fmt::format("{:.2g}", p.get<double>());
}

/// "2.5 times as many", "from none", "61 % more, may be chance"; "–" where there were none either
/// time.
std::string change_text(const json& area)
{
    if (area.at("change_after").is_null() ||
        (area.at("change_after") == 0 && area.at("change_before") == 0)) {
        return "–";
    }
    const json& ratio = area.at("change_ratio");
    const json& p = area.at("change_p_bh");
    const bool may_be_chance = p.is_null() || p > stats::kTrendLevel;
    return (ratio.is_null() ? "from none" : ratio_words(ratio.get<double>())) +
           (may_be_chance ? ", may be chance" : "");
}

/// A row an area: the months compared stand in the headings, where there are any.
std::string areas_table(const json& areas, const json& change)
{
    const auto compared = compared_months(change);
    std::vector<std::string> headings{"Area", "Called", "Adjusted p"};
    if (compared) {
        headings.insert(headings.end(), {compared->before, compared->after, "Change"});
    }
    HtmlTable table(headings, "fine");
    for (const char* const kind : kKinds) {
        const bool is_persistent = std::string_view(kind) == "persistent";
        for (const json& area : areas.at(kind)) {
            table.row()
                .row_heading(area_text(area))
                .text(kind)
                .text(p_text(area.at(is_persistent ? "gi_star_p_bh" : "trend_p_bh")), "number");
            if (compared) {
                table.figure(area.at("change_before"))
                    .figure(area.at("change_after"))
                    .text(change_text(area));
            }
        }
    }
    return table.finish();
}

/// "and 12 more emerging, 3 more fading"; empty where all are named.
std::string more_words(const json& counts)
{
    std::string words;
    for (const char* const kind : kKinds) {
        const auto all = counts.at(kind).get<std::size_t>();
        if (const std::size_t named = counts.at("areas").at(kind).size(); named < all) {
            words += fmt::format("{}{} more {}", words.empty() ? "and " : ", ", number(all - named),
                                 kind);
        }
    }
    return words;
}

std::string named_areas(const std::string& set, const json& counts, const json& change)
{
    const json& areas = counts.at("areas");
    bool has_any = false;
    for (const char* const kind : kKinds) {
        has_any = has_any || !areas.at(kind).empty();
    }
    if (!has_any) {
        return "";
    }
    const std::string more = more_words(counts);
    return paragraph("Of the " + set + ":") + areas_table(areas, change) +
           (more.empty() ? "" : paragraph(more + ", which the area tables name."));
}

std::string p_note(const json& change)
{
    std::string note =
        "Adjusted p: of the trend, of persistent areas that of Gi*. Layers that count the same "
        "rows name the same areas: that confirms nothing.";
    if (compared_months(change)) {
        note +=
            " The trend is of all its months, the counts beside it are of those compared: they "
            "need not point the same way, and a change of one area may be chance (adjusted p "
            "above 0.05) where its trend is not.";
    }
    if (compared_months(change) && has_sources_apart(change)) {
        note += " Of each source only the months that both years have count.";
    }
    return paragraph(note);
}

}  // namespace

std::string trend_section(const json& layer, std::string_view noun)
{
    const json& time = layer.at("time");
    const json& trend = time.at("trend");
    if (trend.contains("reason")) {
        return paragraph("No trend of areas: " + trend.at("reason").get<std::string>() + ".");
    }
    HtmlTable table({"Area set", "Areas tested", "Emerging", "Persistent", "Fading"});
    std::string named;
    for (const auto& [set, counts] : trend.at("sets").items()) {
        table.row().row_heading(set).figure(counts.at("tested"));
        for (const char* const kind : kKinds) {
            table.figure(counts.at(kind));
        }
        named += named_areas(set, counts, time.at("change"));
    }
    return sub_heading("Trends of areas") + paragraph(trend_words(trend, noun)) + table.finish() +
           paragraph(kTrendCaution, "quiet") +
           (named.empty() ? "" : p_note(time.at("change")) + named);
}

}  // namespace heatward::pipeline
