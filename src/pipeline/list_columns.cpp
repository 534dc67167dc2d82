#include "list_columns.hpp"

#include <algorithm>

#include "heatward/tabular/text_encoding.hpp"

namespace heatward::pipeline {

ListColumns::ListColumns(std::span<const std::string> names)
{
    for (const std::string& name : names) {
        std::string lower = tabular::ascii_lower(tabular::trimmed(name));
        std::replace_if(
            lower.begin(), lower.end(), [](char c) { return c == ' ' || c == '-'; }, '_');
        m_names.push_back(std::move(lower));
    }
}

std::optional<std::size_t> ListColumns::first_of(std::span<const std::string_view> names) const
{
    const auto places = all_of(names);
    return places.empty() ? std::nullopt : std::optional(places.front());
}

std::vector<std::size_t> ListColumns::all_of(std::span<const std::string_view> names) const
{
    std::vector<std::size_t> places;
    for (const std::string_view name : names) {
        const auto found = std::find(m_names.begin(), m_names.end(), name);
        if (found != m_names.end()) {
            places.push_back(static_cast<std::size_t>(found - m_names.begin()));
        }
    }
    return places;
}

}  // namespace heatward::pipeline
