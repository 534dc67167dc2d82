#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json_fwd.hpp>

namespace heatward::pipeline {

/// The text as it stands between tags or in an attribute.
std::string escaped(std::string_view text);

/// A figure for people: in full, thousands parted by commas, at most two decimals (more only where
/// a small figure needs them to keep two digits); "–" for what is no number.
std::string number(const nlohmann::json& value);

/// A share, 0 to 1, in per cent to three digits, "under 0.1 %" where there is less but some; "–"
/// for what is no number.
std::string percent_text(const nlohmann::json& share);

/// A section's heading, and one of a part within it.
std::string heading(std::string_view text);
std::string sub_heading(std::string_view text);

/// A paragraph of the text, which is escaped here.
std::string paragraph(std::string_view text, std::string_view css_class = "");

/// A table under construction; every cell is escaped here.
class HtmlTable {
public:
    explicit HtmlTable(const std::vector<std::string>& headings, std::string_view css_class = "");

    HtmlTable& row();
    HtmlTable& text(std::string_view value, std::string_view css_class = "");
    HtmlTable& figure(const nlohmann::json& value);
    /// A cell that heads its row.
    HtmlTable& row_heading(std::string_view value);
    /// A figure on a ground that is the deeper the larger `share`, 0 to 1, is; it reads in black.
    HtmlTable& shaded_figure(const nlohmann::json& value, double share);
    /// A bar of that share, 0 to 1, of the column's width, hollow where the figure beside it is a
    /// part of the whole. For the eye alone: the figure stands in another cell.
    HtmlTable& bar(double share, bool is_partial);

    [[nodiscard]] std::string finish() const;

private:
    std::string m_html;
    bool m_has_row = false;
};

}  // namespace heatward::pipeline
