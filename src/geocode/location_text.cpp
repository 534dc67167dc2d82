#include "heatward/geocode/location_text.hpp"

#include <algorithm>
#include <array>

#include "heatward/geocode/folded_text.hpp"

namespace heatward::geocode {
namespace {

bool is_letter(char c) { return c >= 'a' && c <= 'z'; }
bool is_word_character(char c) { return is_letter(c) || (c >= '0' && c <= '9'); }

bool parts_segments(std::string_view plain, std::size_t i)
{
    constexpr std::string_view signs = ",;:()[]|\n\"";
    if (signs.find(plain[i]) != std::string_view::npos) {
        return true;
    }
    return plain[i] == '-' && i > 0 && plain[i - 1] == ' ' && i + 1 < plain.size() &&
           plain[i + 1] == ' ';
}

/// The stroke of "o/s" or "j/w", which are words and no two places.
bool is_within_word(std::string_view plain, std::size_t i)
{
    return i > 0 && i + 1 < plain.size() && is_letter(plain[i - 1]) && is_letter(plain[i + 1]) &&
           (i < 2 || !is_word_character(plain[i - 2])) &&
           (i + 2 >= plain.size() || !is_word_character(plain[i + 2]));
}

WordJoint joint_of(char c)
{
    return c == '/' || c == '\\'  ? WordJoint::slash
           : c == '@'             ? WordJoint::at_sign
           : c == '&' || c == '+' ? WordJoint::ampersand
                                  : WordJoint::none;
}

}  // namespace

LocationText::LocationText(std::string_view location, std::string_view town)
    : m_plain(folded(location))
{
    split(m_plain, m_location_storage);
    m_location_words = m_words.size();
    ++m_segment;
    split(folded(town), m_town_storage);
}

void LocationText::split(std::string_view plain, std::string& storage)
{
    storage.reserve(plain.size());  // views into it stay good
    std::size_t begin = 0;
    WordJoint joint = WordJoint::none;
    bool after_comma = false;
    const auto end_word = [&] {
        if (storage.size() > begin && m_words.size() < kMostLocationWords) {
            m_words.push_back(
                {std::string_view(storage).substr(begin), m_segment, joint, after_comma});
            joint = WordJoint::none;
            after_comma = false;
        }
        begin = storage.size();
    };
    for (std::size_t i = 0; i < plain.size(); ++i) {
        const char c = plain[i];
        if (is_word_character(c)) {
            storage.push_back(c);
        } else if (c == '\'' || c == '.' || (c == '/' && is_within_word(plain, i))) {
            continue;
        } else {
            end_word();
            if (parts_segments(plain, i)) {
                ++m_segment;
                after_comma = c == ',' || c == '\n';
            }
            joint = joint_of(c) == WordJoint::none ? joint : joint_of(c);
        }
    }
    end_word();
}

bool says_on_or_near(const LocationText& text)
{
    static constexpr std::array<std::string_view, 3> masked{"on", "or", "near"};
    const auto words = text.words();
    return words.size() > masked.size() &&
           std::equal(masked.begin(), masked.end(), words.begin(),
                      [](std::string_view a, const LocationWord& b) { return a == b.text; });
}

}  // namespace heatward::geocode
