#include "relative_risk_section.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "area_text.hpp"
#include "html_table.hpp"

namespace heatward::pipeline {
namespace {

using nlohmann::json;

std::string joined(const json& names)
{
    std::string text;
    for (const json& name : names) {
        text += (text.empty() ? "" : ", ") + name.get<std::string>();
    }
    return escaped(text);
}

std::string groups_line(const json& layer)
{
    const json& controls = layer.at("controls");
    return fmt::format(
        "<p>{} cases ({}; source: {}) against {} controls ({}; source: {}). A risk of 2 means: "
        "twice "
        "as large a share of the cases is there as of the controls.</p>\n",
        number(layer.at("count")), joined(layer.at("categories")), joined(layer.at("sources")),
        number(controls.at("count")), joined(controls.at("categories")),
        joined(controls.at("sources")));
}

std::string limits_text(const json& area)
{
    return area.at("high").is_null()
               ? fmt::format("{} or more", number(area.at("low")))
               : fmt::format("{} to {}", number(area.at("low")), number(area.at("high")));
}

std::string p_text(double p)
{
    constexpr double kLeastTold = 0.0001;
    return p < kLeastTold ? "under 0.0001" : fmt::format("{:.2g}", p);
}

std::string set_part(const std::string& name, const json& set)
{
    const auto clear = set.at("clear").get<std::size_t>();
    if (clear == 0) {
        return fmt::format(
            "<p>{}: of {} areas none differs more than chance makes (adjusted p above 0.05).</p>\n",
            escaped(name), number(set.at("tested")));
    }
    HtmlTable table({"Area", "Cases", "Controls", "Risk", "95 % limits", "Adjusted p"}, "fine");
    for (const json& area : set.at("areas")) {
        table.row()
            .row_heading(area_text(area))
            .figure(area.at("cases"))
            .figure(area.at("controls"))
            .figure(area.at("risk"))
            .text(limits_text(area), "number")
            .text(p_text(area.at("p_bh").get<double>()), "number");
    }
    const bool is_part = set.at("areas").size() < clear;
    return fmt::format(
               "<p>{}: {} of {} areas {} more than chance makes (adjusted p at most "
               "0.05){}:</p>\n",
               escaped(name), clear, number(set.at("tested")), clear == 1 ? "differs" : "differ",
               is_part ? fmt::format("; the {} highest", set.at("areas").size()) : "") +
           table.finish();
}

}  // namespace

std::string relative_risk_section(const json& report)
{
    std::string section;
    for (const json& layer : report.at("layers")) {
        if (!layer.contains("risk_areas")) {
            continue;
        }
        section += fmt::format("<h3>{}</h3>\n", escaped(layer.at("title").get<std::string>())) +
                   groups_line(layer);
        for (const auto& [name, set] : layer.at("risk_areas").items()) {
            section += set_part(name, set);
        }
    }
    return section.empty() ? ""
                           : heading("Relative risk") +
                                 "<p>Where kinds or sources part, some places record more of one: "
                                 "read a raised "
                                 "risk as a question first. Places that one source moves to common "
                                 "points, or knows roughly, and the other does not look like risk "
                                 "in small areas; "
                                 "rows without a place take no part.</p>\n" +
                                 section;
}

}  // namespace heatward::pipeline
