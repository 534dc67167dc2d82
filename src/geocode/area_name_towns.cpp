#include "area_name_towns.hpp"

#include <algorithm>
#include <array>

#include "heatward/geocode/folded_text.hpp"
#include "heatward/geocode/name_key.hpp"

namespace heatward::geocode {
namespace {

/// What parts a town into wards.
bool says_which_part(std::string_view word)
{
    static constexpr std::array<std::string_view, 9> words{
        "north", "south", "east", "west", "central", "rural", "urban", "ward", "town"};
    return std::find(words.begin(), words.end(), word) != words.end();
}

/// The words between first and last that do not say which part of a town is meant.
std::string town_of(std::vector<std::string_view> words)
{
    while (!words.empty() && says_which_part(words.back())) {
        words.pop_back();
    }
    while (!words.empty() && says_which_part(words.front())) {
        words.erase(words.begin());
    }
    if (words.size() == 1 && is_common_word(words.front())) {
        return {};
    }
    std::string town;
    for (const std::string_view word : words) {
        if (!town.empty()) {
            town += ' ';
        }
        town += word;
    }
    return town;
}

}  // namespace

std::vector<std::string> towns_of_area_name(std::string_view name)
{
    std::string storage;
    const std::string plain = folded(name);
    const std::vector<std::string_view> words = name_words(plain, storage);
    std::vector<std::string> towns;
    std::vector<std::string_view> part;
    const auto end_part = [&] {
        const bool is_whole = part.size() == words.size();
        std::string town = town_of(part);
        const bool is_changed = !is_whole || std::any_of(part.begin(), part.end(), says_which_part);
        if (!town.empty() && is_changed) {
            towns.push_back(std::move(town));
        }
        part.clear();
    };
    for (const std::string_view word : words) {
        if (word == "and") {
            end_part();
        } else {
            part.push_back(word);
        }
    }
    end_part();
    return towns;
}

}  // namespace heatward::geocode
