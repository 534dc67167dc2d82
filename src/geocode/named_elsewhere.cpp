#include "heatward/geocode/named_elsewhere.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace heatward::geocode {
namespace {

constexpr std::size_t kWordsBefore = 3;

template <std::size_t N>
bool is_among(const std::array<std::string_view, N>& words, std::string_view word)
{
    return std::find(words.begin(), words.end(), word) != words.end();
}

bool leads_elsewhere(std::string_view word)
{
    static constexpr std::array<std::string_view, 19> words{
        "lives",    "lived",    "resides",     "residing",    "resident", "nok",      "brought",
        "taken",    "conveyed", "transported", "transferred", "called",   "reported", "presented",
        "referred", "self",     "not",         "towards",     "toward"};
    return is_among(words, word);
}

/// Of the words that may stand before "home" and make it a place of work.
bool makes_home_a_place(std::string_view word)
{
    static constexpr std::array<std::string_view, 8> words{
        "care", "nursing", "rest", "childrens", "residential", "funeral", "retirement", "at"};
    return is_among(words, word);
}

}  // namespace

bool is_named_elsewhere(const LocationText& text, std::size_t first)
{
    const auto words = text.words();
    for (std::size_t back = 1; back <= kWordsBefore && back <= first; ++back) {
        const LocationWord& word = words[first - back];
        if (word.segment != words[first].segment) {
            return false;
        }
        const bool is_home = word.text == "home" &&
                             (first == back || !makes_home_a_place(words[first - back - 1].text));
        if (leads_elsewhere(word.text) || (is_home && back == 1)) {
            return true;
        }
    }
    return false;
}

}  // namespace heatward::geocode
