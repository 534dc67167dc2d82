#include "heatward/geocode/folded_text.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

namespace heatward::geocode {
namespace {

struct CodePoint {
    std::uint32_t value;
    std::size_t bytes;
};

/// Bytes that are no UTF-8 stand for themselves, as in Windows-1252.
CodePoint code_point_at(std::string_view text, std::size_t at)
{
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[at + i]); };
    const auto follows = [&](std::size_t n) {
        for (std::size_t i = 1; i < n; ++i) {
            if (at + i >= text.size() || (byte(i) & 0xC0U) != 0x80U) {
                return false;
            }
        }
        return true;
    };
    const unsigned first = byte(0);
    if (first >= 0xC2 && first < 0xE0 && follows(2)) {
        return {(first & 0x1FU) << 6U | (byte(1) & 0x3FU), 2};
    }
    if (first >= 0xE0 && first < 0xF0 && follows(3)) {
        return {(first & 0x0FU) << 12U | (byte(1) & 0x3FU) << 6U | (byte(2) & 0x3FU), 3};
    }
    if (first >= 0xF0 && first < 0xF5 && follows(4)) {
        return {0xFFFD, 4};
    }
    return {first, 1};
}

constexpr std::uint32_t kFirstLetter = 0xC0;

/// U+00C0 to U+017F without their accents, one or two letters each; a blank for what is no letter.
constexpr std::string_view kBaseLetters =
    "a a a a a a aec e e e e i i i i "   // U+00C0
    "d n o o o o o   o u u u u y thss"   // U+00D0
    "a a a a a a aec e e e e i i i i "   // U+00E0
    "d n o o o o o   o u u u u y thy "   // U+00F0
    "a a a a a a c c c c c c c c d d "   // U+0100
    "d d e e e e e e e e e e g g g g "   // U+0110
    "g g g g h h h h i i i i i i i i "   // U+0120
    "i i ijijj j k k k l l l l l l l "   // U+0130
    "l l l n n n n n n n n n o o o o "   // U+0140
    "o o oeoer r r r r r s s s s s s "   // U+0150
    "s s t t t t t t u u u u u u u u "   // U+0160
    "u u u u w w y y y z z z z z z s ";  // U+0170

struct Spelling {
    std::uint32_t code_point;
    char plain;
};

constexpr std::array<Spelling, 18> kPlainSigns{{{0x91, '\''},
                                                {0x92, '\''},
                                                {0x93, '"'},
                                                {0x94, '"'},
                                                {0x96, '-'},
                                                {0x97, '-'},
                                                {0xB4, '\''},
                                                {0x2010, '-'},
                                                {0x2011, '-'},
                                                {0x2012, '-'},
                                                {0x2013, '-'},
                                                {0x2014, '-'},
                                                {0x2018, '\''},
                                                {0x2019, '\''},
                                                {0x201B, '\''},
                                                {0x2032, '\''},
                                                {0x2215, '/'},
                                                {0x2044, '/'}}};

void append_plain(std::string& out, std::uint32_t code_point)
{
    if (code_point < 0x80) {
        const auto c = static_cast<char>(code_point);
        out.push_back(c >= 'A' && c <= 'Z'     ? static_cast<char>(c - 'A' + 'a')
                      : c < ' ' || c == '\x7F' ? (c == '\n' || c == '\r' ? '\n' : ' ')
                                               : c);
        return;
    }
    const std::size_t letter = 2 * (std::size_t{code_point} - kFirstLetter);
    if (code_point >= kFirstLetter && letter < kBaseLetters.size()) {
        out.push_back(kBaseLetters[letter]);
        if (kBaseLetters[letter + 1] != ' ') {
            out.push_back(kBaseLetters[letter + 1]);
        }
        return;
    }
    const auto sign = std::find_if(kPlainSigns.begin(), kPlainSigns.end(),
                                   [&](const Spelling& s) { return s.code_point == code_point; });
    out.push_back(sign == kPlainSigns.end() ? ' ' : sign->plain);
}

}  // namespace

std::string folded(std::string_view text)
{
    std::string plain;
    text = text.substr(0, kLongestLocation);
    plain.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const CodePoint next = code_point_at(text, at);
        append_plain(plain, next.value);
        at += next.bytes;
    }
    return plain;
}

}  // namespace heatward::geocode
