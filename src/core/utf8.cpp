#include "heatward/core/utf8.hpp"

#include <array>
#include <cstdint>
#include <cstring>

namespace heatward {
namespace {

/// Code points of the bytes 0x80 to 0x9F; the others are those of their own number.
constexpr std::array<char16_t, 32> kWindows1252{
    0x20AC, 0x0081, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0x008D, 0x017D, 0x008F, 0x0090, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x009D, 0x017E, 0x0178};

std::uint8_t byte_at(std::string_view text, std::size_t i)
{
    return static_cast<std::uint8_t>(text[i]);
}

bool is_ascii_word(const char* bytes)
{
    std::uint64_t word = 0;
    std::memcpy(&word, bytes, sizeof word);
    return (word & 0x8080808080808080ULL) == 0;
}

/// Length of the well-formed sequence that begins at `i` with a byte above 0x7F; 0 for none.
std::size_t sequence_length(std::string_view text, std::size_t i)
{
    const std::uint8_t first = byte_at(text, i);
    std::uint8_t low = 0x80;
    std::uint8_t high = 0xBF;
    std::size_t length = 0;
    if (first >= 0xC2 && first <= 0xDF) {
        length = 2;
    } else if (first >= 0xE0 && first <= 0xEF) {
        length = 3;
        low = first == 0xE0 ? 0xA0 : low;    // no overlong forms
        high = first == 0xED ? 0x9F : high;  // no surrogates
    } else if (first >= 0xF0 && first <= 0xF4) {
        length = 4;
        low = first == 0xF0 ? 0x90 : low;
        high = first == 0xF4 ? 0x8F : high;  // nothing above U+10FFFF
    }
    if (length == 0 || text.size() - i < length) {
        return 0;
    }
    if (byte_at(text, i + 1) < low || byte_at(text, i + 1) > high) {
        return 0;
    }
    for (std::size_t k = 2; k < length; ++k) {
        if ((byte_at(text, i + k) & 0xC0U) != 0x80U) {
            return 0;
        }
    }
    return length;
}

void append_code_point(std::string& out, char16_t code_point)
{
    if (code_point < 0x80) {
        out += static_cast<char>(code_point);
    } else if (code_point < 0x800) {
        out += static_cast<char>(0xC0 | (code_point >> 6));
        out += static_cast<char>(0x80 | (code_point & 0x3F));
    } else {
        out += static_cast<char>(0xE0 | (code_point >> 12));
        out += static_cast<char>(0x80 | ((code_point >> 6) & 0x3F));
        out += static_cast<char>(0x80 | (code_point & 0x3F));
    }
}

}  // namespace

bool is_utf8(std::string_view bytes)
{
    std::size_t i = 0;
    while (i < bytes.size()) {
        if (bytes.size() - i >= sizeof(std::uint64_t) && is_ascii_word(bytes.data() + i)) {
            i += sizeof(std::uint64_t);
            continue;
        }
        if (byte_at(bytes, i) < 0x80) {
            ++i;
            continue;
        }
        const std::size_t length = sequence_length(bytes, i);
        if (length == 0) {
            return false;
        }
        i += length;
    }
    return true;
}

std::string utf8_from_windows_1252(std::string_view bytes)
{
    std::string out;
    out.reserve(bytes.size() + bytes.size() / 8);
    for (const char c : bytes) {
        const auto byte = static_cast<std::uint8_t>(c);
        const bool in_table = byte >= 0x80 && byte <= 0x9F;
        append_code_point(out, in_table ? kWindows1252[byte - 0x80U] : char16_t{byte});
    }
    return out;
}

}  // namespace heatward
