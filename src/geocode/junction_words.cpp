#include "heatward/geocode/junction_words.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace heatward::geocode {
namespace {

template <std::size_t N>
bool is_among(const std::array<std::string_view, N>& words, std::string_view word)
{
    return std::find(words.begin(), words.end(), word) != words.end();
}

bool names_junction(std::string_view word)
{
    static constexpr std::array<std::string_view, 19> words{
        "junction", "junctn", "junct",      "junc",         "jct",    "jctn", "jcn",
        "jnc",      "jnct",   "jn",         "jw",           "corner", "cnr",  "crnr",
        "cor",      "xroads", "crossroads", "intersection", "meets"};
    return is_among(words, word);
}

bool joins(std::string_view word)
{
    static constexpr std::array<std::string_view, 7> words{"and", "at", "with", "x",
                                                           "n",   "to", "onto"};
    return is_among(words, word);
}

/// "junction with", "corner of the": what follows the word that names the junction.
bool leads_on(std::string_view word)
{
    static constexpr std::array<std::string_view, 6> words{"of", "with", "w", "at", "and", "the"};
    return is_among(words, word);
}

bool is_strong(const LocationWord& word)
{
    return names_junction(word.text) || word.joint == WordJoint::slash ||
           word.joint == WordJoint::at_sign;
}

}  // namespace

std::vector<WordGap> junction_gaps(const LocationText& text)
{
    const auto words = text.words().first(text.location_words());
    std::vector<WordGap> gaps;
    const bool is_said = says_junction(text);
    for (std::size_t i = 1; i < words.size(); ++i) {
        if (names_junction(words[i].text)) {
            std::size_t after = i + 1;
            while (after < words.size() && leads_on(words[after].text)) {
                ++after;
            }
            if (after < words.size()) {
                gaps.push_back({i, after});
            }
        } else if (joins(words[i].text) && i + 1 < words.size()) {
            gaps.push_back({i, i + 1});
        }
        const bool is_comma = is_said && words[i].segment != words[i - 1].segment;
        if (words[i].joint != WordJoint::none || is_comma) {
            gaps.push_back({i, i});
        }
    }
    return gaps;
}

bool says_junction(const LocationText& text)
{
    const auto words = text.words().first(text.location_words());
    return std::any_of(words.begin(), words.end(), is_strong);
}

}  // namespace heatward::geocode
