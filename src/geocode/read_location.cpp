#include "heatward/geocode/read_location.hpp"

#include <algorithm>

#include "county_names.hpp"
#include "heatward/geocode/name_key.hpp"
#include "heatward/geocode/named_elsewhere.hpp"

namespace heatward::geocode {
namespace {

constexpr std::size_t kMostTownWords = 3;

bool is_letters(std::string_view word)
{
    return std::all_of(word.begin(), word.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

}  // namespace

const std::vector<Mention>& ReadLocation::mentions() const
{
    if (!m_mentions) {
        m_mentions.emplace();
        if (m_gazetteer != nullptr) {
            *m_mentions = find_mentions(*m_gazetteer, m_text, 0, m_text.words().size());
            std::erase_if(*m_mentions, [&](const Mention& mention) {
                return mention.kind != NameKind::locality &&
                       is_named_elsewhere(m_text, mention.first);
            });
        }
    }
    return *m_mentions;
}

std::vector<Mention> ReadLocation::towns_of(const Mention& mention) const
{
    const auto words = m_text.words();
    std::vector<Mention> towns;
    for (const Mention& other : mentions()) {
        const bool is_beside = other.first >= mention.end() ||
                               words[other.first].segment != words[mention.first].segment;
        if (other.kind == NameKind::locality && is_beside) {
            towns.push_back(other);
        }
    }
    return towns;
}

bool ReadLocation::names_unknown_town() const
{
    const auto words = m_text.words();
    if (words.empty() || m_gazetteer == nullptr) {
        return false;
    }
    std::size_t first = m_text.location_words();
    if (first == words.size()) {  // no town of its own: the last part behind a comma
        first = words.size() - 1;
        while (first > 0 && words[first].segment == words[first - 1].segment) {
            --first;
        }
        if (!words[first].after_comma) {
            return false;
        }
    }
    const bool is_column = first == m_text.location_words();
    const auto town = words.subspan(first);
    if (town.size() > kMostTownWords && !is_column) {
        return false;
    }
    const bool is_named = std::any_of(mentions().begin(), mentions().end(),
                                      [&](const Mention& m) { return m.end() > first; });
    const bool says_nothing = std::all_of(town.begin(), town.end(), [](const LocationWord& word) {
        return is_common_word(word.text) || !is_letters(word.text);
    });
    // Beside "male assaulted" and the like a single common word is remark enough.
    const bool is_remark =
        !is_column && std::any_of(town.begin(), town.end(), [](const auto& word) {
            return is_common_word(word.text) || is_remark_word(word.text) || !is_letters(word.text);
        });
    return !is_named && !says_nothing && !is_remark && !are_county(town);
}

}  // namespace heatward::geocode
