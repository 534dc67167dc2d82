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

/// A section's heading.
std::string heading(std::string_view text);

/// A table under construction; every cell is escaped here.
class HtmlTable {
public:
    explicit HtmlTable(const std::vector<std::string>& headings, std::string_view css_class = "");

    HtmlTable& row();
    HtmlTable& text(std::string_view value, std::string_view css_class = "");
    HtmlTable& figure(const nlohmann::json& value);

    [[nodiscard]] std::string finish() const;

private:
    std::string m_html;
    bool m_has_row = false;
};

}  // namespace heatward::pipeline
