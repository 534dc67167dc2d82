#include "heatward/geocode/text_postcodes.hpp"

#include "heatward/geocode/clue_text.hpp"
#include "heatward/geocode/named_elsewhere.hpp"
#include "heatward/geocode/read_location.hpp"

namespace heatward::geocode {
namespace {

constexpr std::size_t kInwardLength = 3;
constexpr std::size_t kShortestOutward = 2;
constexpr std::size_t kLongestOutward = 4;

bool has_figure(std::string_view text)
{
    return text.find_first_of("0123456789") != std::string_view::npos;
}

bool has_letter(std::string_view text)
{
    return text.find_first_not_of("0123456789") != std::string_view::npos;
}

/// Whether the word is the "3rd" of "Block E3 3rd floor".
bool counts_floors(std::span<const LocationWord> words, std::size_t i)
{
    return i + 1 < words.size() && (words[i + 1].text == "floor" || words[i + 1].text == "flr");
}

}  // namespace

PostcodeClues postcode_clues(const LocationClues& clues)
{
    PostcodeClues found;
    found.is_field = !is_blank(clues.postcode);
    if (found.is_field) {
        found.texts.emplace_back(trimmed_clue(clues.postcode));
        return found;
    }
    if (clues.read == nullptr) {
        return found;
    }
    const auto words = clues.read->text().words().first(clues.read->text().location_words());
    for (std::size_t i = 0; i < words.size(); ++i) {
        const std::string_view word = words[i].text;
        if (is_named_elsewhere(clues.read->text(), i)) {
            continue;  // where a patient lives is not where it happened
        }
        if (word.size() >= kShortestOutward + kInwardLength &&
            word.size() <= kLongestOutward + kInwardLength && has_figure(word) &&
            has_letter(word)) {
            found.texts.emplace_back(word);
        }
        if (i + 1 < words.size() && words[i + 1].segment == words[i].segment &&
            words[i + 1].text.size() == kInwardLength && word.size() >= kShortestOutward &&
            word.size() <= kLongestOutward && has_letter(word) &&
            (has_figure(word) || has_figure(words[i + 1].text)) && !counts_floors(words, i + 1)) {
            found.texts.push_back(std::string(word) + std::string(words[i + 1].text));
        }
    }
    return found;
}

}  // namespace heatward::geocode
