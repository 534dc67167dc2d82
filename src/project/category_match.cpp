#include "heatward/project/category_match.hpp"

#include "heatward/core/incident_table.hpp"

namespace heatward::project {

const std::vector<std::string>* matched_words(const Category& category, const Source& source)
{
    auto it = category.match.find(source.id);
    if (it == category.match.end()) {
        it = category.match.find(source.kind);
    }
    return it == category.match.end() ? nullptr : &it->second;
}

CategoryMatch::CategoryMatch(const Project& project, const Source& source)
{
    for (std::size_t i = 0; i < project.categories.size(); ++i) {
        if (const auto* words = matched_words(project.categories[i], source)) {
            for (const std::string& word : *words) {
                m_categories.emplace(normalised(word), static_cast<std::uint16_t>(i));
            }
        }
    }
}

std::uint16_t CategoryMatch::find(std::string_view words) const
{
    const auto it = m_categories.find(normalised(words));
    return it == m_categories.end() ? kNoCategory : it->second;
}

std::string CategoryMatch::normalised(std::string_view words)
{
    constexpr std::string_view blanks = " \t\r\n";
    const std::size_t first = words.find_first_not_of(blanks);
    if (first == std::string_view::npos) {
        return {};
    }
    std::string text(words.substr(first, words.find_last_not_of(blanks) - first + 1));
    for (char& c : text) {
        if (c >= 'A' && c <= 'Z') {
            c = static_cast<char>(c - 'A' + 'a');
        }
    }
    return text;
}

}  // namespace heatward::project
