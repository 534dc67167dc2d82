#include "html_table.hpp"

#include <cmath>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace heatward::pipeline {
namespace {

using nlohmann::json;

/// Of the ground of the largest figure: black on it has a contrast above 7.
constexpr double kDeepestShade = 0.6;
/// Pixels.
constexpr int kBarWidth = 240;

/// "1234567" as "1,234,567".
std::string grouped(std::string_view digits)
{
    std::string text;
    for (std::size_t i = 0; i < digits.size(); ++i) {
        if (i > 0 && (digits.size() - i) % 3 == 0) {
            text.push_back(',');
        }
        text.push_back(digits[i]);
    }
    return text;
}

/// In full with at most two decimals; more only where a small figure needs them to keep two digits.
std::string decimal(double value)
{
    const double size = std::abs(value);
    const int decimals =
        size > 0 && size < 0.1 ? 1 - static_cast<int>(std::floor(std::log10(size))) : 2;
    const std::string text = fmt::format("{:.{}f}", size, decimals);
    const std::string_view all = text;
    const std::string_view whole = all.substr(0, all.find('.'));
    std::string_view fraction = all.substr(whole.size());
    fraction = fraction.substr(0, fraction.find_last_not_of("0.") + 1);
    return fmt::format("{}{}{}", value < 0 ? "−" : "", grouped(whole), fraction);
}

}  // namespace

std::string escaped(std::string_view text)
{
    std::string out;
    out.reserve(text.size());
    for (const char c : text) {
        switch (c) {
            case '&':
                out += "&amp;";
                break;
            case '<':
                out += "&lt;";
                break;
            case '>':
                out += "&gt;";
                break;
            case '"':
                out += "&quot;";
                break;
            case '\'':
                out += "&#39;";
                break;
            default:
                out += c;
        }
    }
    return out;
}

std::string number(const json& value)
{
    if (value.is_number_unsigned() ||
        (value.is_number_integer() && value.get<std::int64_t>() >= 0)) {
        return grouped(fmt::format("{}", value.get<std::uint64_t>()));
    }
    return value.is_number() ? decimal(value.get<double>()) : "–";
}

std::string percent_text(const json& share)
{
    if (!share.is_number()) {
        return "–";
    }
    const double value = 100 * share.get<double>();
    return value > 0 && value < 0.1 ? "under 0.1 %" : fmt::format("{:.3g} %", value);
}

std::string sub_heading(std::string_view text) { return "<h4>" + escaped(text) + "</h4>\n"; }

std::string paragraph(std::string_view text, std::string_view css_class)
{
    return fmt::format("<p{}>{}</p>\n",
                       css_class.empty() ? "" : fmt::format(" class=\"{}\"", css_class),
                       escaped(text));
}

std::string heading(std::string_view text) { return "<h2>" + escaped(text) + "</h2>\n"; }

HtmlTable::HtmlTable(const std::vector<std::string>& headings, std::string_view css_class)
{
    m_html = fmt::format("<div class=\"wide\"><table{}>\n<thead><tr>",
                         css_class.empty() ? "" : fmt::format(" class=\"{}\"", css_class));
    for (const std::string& heading : headings) {
        m_html += "<th scope=\"col\">" + escaped(heading) + "</th>";
    }
    m_html += "</tr></thead>\n<tbody>\n";
}

HtmlTable& HtmlTable::row()
{
    m_html += m_has_row ? "</tr>\n<tr>" : "<tr>";
    m_has_row = true;
    return *this;
}

HtmlTable& HtmlTable::text(std::string_view value, std::string_view css_class)
{
    m_html += css_class.empty() ? "<td>" : fmt::format("<td class=\"{}\">", css_class);
    m_html += escaped(value) + "</td>";
    return *this;
}

HtmlTable& HtmlTable::figure(const json& value) { return text(number(value), "number"); }

HtmlTable& HtmlTable::row_heading(std::string_view value)
{
    m_html += "<th scope=\"row\">" + escaped(value) + "</th>";
    return *this;
}

HtmlTable& HtmlTable::shaded_figure(const json& value, double share)
{
    m_html += fmt::format("<td class=\"number\" style=\"background:rgba(200,80,0,{:.2f})\">{}</td>",
                          kDeepestShade * share, number(value));
    return *this;
}

HtmlTable& HtmlTable::bar(double share, bool is_partial)
{
    m_html += fmt::format(
        "<td><svg width=\"{0}\" height=\"12\" aria-hidden=\"true\"><rect x=\"0.5\" y=\"0.5\" "
        "width=\"{1:.1f}\" height=\"11\" fill=\"{2}\" stroke=\"#36648b\"/></svg></td>",
        kBarWidth + 1, kBarWidth * share, is_partial ? "none" : "#36648b");
    return *this;
}

std::string HtmlTable::finish() const
{
    return m_html + (m_has_row ? "</tr>\n" : "") + "</tbody></table></div>\n";
}

}  // namespace heatward::pipeline
