#include "unmatched_texts.hpp"

#include <algorithm>

#include "heatward/core/utf8.hpp"
#include "heatward/tabular/text_encoding.hpp"

namespace heatward::pipeline {
namespace {

/// Bytes of the UTF-8 character that begins with this one.
std::size_t character_length(char first)
{
    const auto byte = static_cast<unsigned char>(first);
    return byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
}

char32_t code_point(std::string_view character)
{
    if (character.size() == 1) {
        return static_cast<unsigned char>(character[0]);
    }
    char32_t point = static_cast<unsigned char>(character[0]) & (0xFFU >> (character.size() + 1));
    for (const char c : character.substr(1)) {
        point = point << 6U | (static_cast<unsigned char>(c) & 0x3FU);
    }
    return point;
}

/// Controls (C0, DEL and C1), line and paragraph separators, and marks that turn the direction of
/// the text around them.
bool is_control(std::string_view character)
{
    const char32_t point = code_point(character);
    return point < 0x20 || (point >= 0x7F && point <= 0x9F) || point == 0x200E || point == 0x200F ||
           (point >= 0x2028 && point <= 0x202E) || (point >= 0x2066 && point <= 0x2069);
}

std::string shown_utf8(std::string_view text)
{
    std::string shown;
    std::size_t characters = 0;
    for (std::size_t i = 0; i < text.size(); ++characters) {
        if (characters == kShownCharacters) {
            return shown + "…";
        }
        const std::string_view character = text.substr(i, character_length(text[i]));
        shown += is_control(character) ? std::string_view("\xEF\xBF\xBD") : character;
        i += character.size();
    }
    return shown;
}

}  // namespace

std::string shown_text(std::string_view cell)
{
    return is_utf8(cell) ? shown_utf8(cell) : shown_utf8(utf8_from_windows_1252(cell));
}

void UnmatchedTexts::add(std::string_view text)
{
    const std::string_view words = tabular::trimmed(text);
    if (!words.empty()) {
        ++m_rows[shown_text(words)];
    }
}

std::vector<TextRows> UnmatchedTexts::commonest(std::uint64_t least_rows) const
{
    std::vector<TextRows> texts;
    for (const auto& [text, rows] : m_rows) {
        if (rows >= least_rows) {
            texts.push_back({text, rows});
        }
    }
    const auto end =
        texts.begin() + static_cast<std::ptrdiff_t>(std::min(kListedTexts, texts.size()));
    std::partial_sort(texts.begin(), end, texts.end(), [](const TextRows& a, const TextRows& b) {
        return a.rows != b.rows ? a.rows > b.rows : a.text < b.text;
    });
    texts.erase(end, texts.end());
    return texts;
}

}  // namespace heatward::pipeline
