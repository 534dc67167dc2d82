#include "name_list.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <optional>
#include <utility>

#include "heatward/tabular/text_encoding.hpp"

namespace heatward::pipeline {
namespace {

bool is_blank_or_control(char c)
{
    const auto byte = static_cast<unsigned char>(c);
    return byte <= 0x20 || byte == 0x7F;
}

/// U+0080 to U+009F are control characters too, and U+00A0 a blank.
bool is_wide_blank_or_control(std::string_view text)
{
    return text.size() > 1 && text[0] == '\xC2' && static_cast<unsigned char>(text[1]) <= 0xA0;
}

bool stands_for_none(std::string_view name)
{
    const std::string lower = tabular::ascii_lower(std::string(name));
    return lower == "null" || lower == "none" || lower == "nan";
}

void append_utf8(std::string& text, std::uint32_t code)
{
    const auto tail = [&](unsigned shift) {
        text.push_back(static_cast<char>(0x80U | ((code >> shift) & 0x3FU)));
    };
    if (code < 0x80) {
        text.push_back(static_cast<char>(code));
    } else if (code < 0x800) {
        text.push_back(static_cast<char>(0xC0U | (code >> 6U)));
        tail(0);
    } else if (code < 0x10000) {
        text.push_back(static_cast<char>(0xE0U | (code >> 12U)));
        tail(6);
        tail(0);
    } else {
        text.push_back(static_cast<char>(0xF0U | (code >> 18U)));
        tail(12);
        tail(6);
        tail(0);
    }
}

/// A list as Python or JSON write it.
class ListParser {
public:
    explicit ListParser(std::string_view text) : m_rest(text) {}

    /// The items; nothing where the text is no such list.
    std::optional<std::vector<std::string>> parse()
    {
        std::vector<std::string> items;
        if (!skip('[')) {
            return std::nullopt;
        }
        while (!skip(']')) {
            if (!items.empty() && !skip(',')) {
                return std::nullopt;
            }
            auto item = parse_item();
            if (!item) {
                return std::nullopt;
            }
            items.push_back(std::move(*item));
        }
        skip_blanks();
        return m_rest.empty() ? std::optional(std::move(items)) : std::nullopt;
    }

private:
    void skip_blanks()
    {
        while (!m_rest.empty() && is_blank_or_control(m_rest.front())) {
            m_rest.remove_prefix(1);
        }
    }

    bool skip(char wanted)
    {
        skip_blanks();
        if (m_rest.empty() || m_rest.front() != wanted) {
            return false;
        }
        m_rest.remove_prefix(1);
        return true;
    }

    std::optional<std::string> parse_item()
    {
        if (skip('\'')) {
            return parse_quoted('\'');
        }
        if (skip('"')) {
            return parse_quoted('"');
        }
        // Without quotes only what stands for no name: null, None, nan.
        const std::size_t end = m_rest.find_first_of(",] \t");
        const std::string_view word = m_rest.substr(0, end);
        if (!stands_for_none(word)) {
            return std::nullopt;
        }
        m_rest.remove_prefix(word.size());
        return std::string();
    }

    std::optional<std::string> parse_quoted(char quote)
    {
        std::string text;
        while (!m_rest.empty()) {
            const char c = m_rest.front();
            m_rest.remove_prefix(1);
            if (c == quote) {
                return text;
            }
            if (c != '\\') {
                text.push_back(c);
            } else if (!parse_escape(text)) {
                return std::nullopt;
            }
        }
        return std::nullopt;
    }

    bool parse_escape(std::string& text)
    {
        if (m_rest.empty()) {
            return false;
        }
        const char c = m_rest.front();
        m_rest.remove_prefix(1);
        switch (c) {
            case 'n':
            case 'r':
            case 't':
            case 'b':
            case 'f':
                text.push_back(' ');
                return true;
            case 'x':
                return parse_code(2, text);
            case 'u':
                return parse_code(4, text);
            case 'U':
                return parse_code(8, text);
            default:
                text.push_back(c);
                return true;
        }
    }

    std::optional<std::uint32_t> hexadecimal(std::size_t digits)
    {
        std::uint32_t code = 0;
        const std::string_view taken = m_rest.substr(0, digits);
        const char* const end = taken.data() + taken.size();
        if (taken.size() != digits || std::from_chars(taken.data(), end, code, 16).ptr != end) {
            return std::nullopt;
        }
        m_rest.remove_prefix(digits);
        return code;
    }

    /// A character by its code point; JSON writes one beyond 0xFFFF as a pair of surrogates.
    bool parse_code(std::size_t digits, std::string& text)
    {
        auto code = hexadecimal(digits);
        if (code && *code >= 0xD800 && *code < 0xDC00 && m_rest.substr(0, 2) == "\\u") {
            m_rest.remove_prefix(2);
            const auto low = hexadecimal(4);
            if (!low || *low < 0xDC00 || *low > 0xDFFF) {
                return false;
            }
            code = 0x10000 + ((*code - 0xD800) << 10U) + (*low - 0xDC00);
        }
        if (!code || (*code >= 0xD800 && *code <= 0xDFFF) || *code > 0x10FFFF) {
            return false;
        }
        append_utf8(text, *code);
        return true;
    }

    std::string_view m_rest;
};

std::vector<std::string> split(std::string_view text, char separator)
{
    std::vector<std::string> pieces;
    for (;;) {
        const std::size_t end = text.find(separator);
        pieces.emplace_back(text.substr(0, end));
        if (end == std::string_view::npos) {
            return pieces;
        }
        text.remove_prefix(end + 1);
    }
}

/// "(2:A,B)", as GDAL shows a list of texts; nothing where the number does not hold, as where a
/// name has a comma.
std::optional<std::vector<std::string>> parse_gdal_list(std::string_view text)
{
    if (text.size() < 3 || text.front() != '(' || text.back() != ')') {
        return std::nullopt;
    }
    text = text.substr(1, text.size() - 2);
    std::size_t count = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
    if (error != std::errc() || end == text.data() + text.size() || *end != ':') {
        return std::nullopt;
    }
    text.remove_prefix(static_cast<std::size_t>(end - text.data()) + 1);
    auto pieces = split(text, ',');
    return pieces.size() == count ? std::optional(std::move(pieces)) : std::nullopt;
}

std::vector<std::string> pieces_of(std::string_view text)
{
    if (auto items = ListParser(text).parse()) {
        return std::move(*items);
    }
    if (auto items = parse_gdal_list(text)) {
        return std::move(*items);
    }
    return split(text, ';');
}

}  // namespace

std::string clean_name(std::string_view text)
{
    while (!text.empty() && is_blank_or_control(text.front())) {
        text.remove_prefix(1);
    }
    if (text.size() > 2 * kLongestName_bytes) {  // spares the work where blanks cannot explain it
        const auto visible =
            std::count_if(text.begin(), text.end(), [](char c) { return !is_blank_or_control(c); });
        if (static_cast<std::size_t>(visible) > kLongestName_bytes) {
            return {};
        }
    }
    const std::string utf8 =
        tabular::is_utf8(text) ? std::string(text) : tabular::utf8_from_windows_1252(text);
    std::string name;
    for (std::size_t i = 0; i < utf8.size(); ++i) {
        const bool is_wide = is_wide_blank_or_control(std::string_view(utf8).substr(i));
        i += is_wide ? 1 : 0;
        if (!is_wide && !is_blank_or_control(utf8[i])) {
            name.push_back(utf8[i]);
        } else if (!name.empty() && name.back() != ' ') {
            name.push_back(' ');
        }
    }
    if (!name.empty() && name.back() == ' ') {
        name.pop_back();
    }
    return name.size() > kLongestName_bytes || stands_for_none(name) ? std::string() : name;
}

std::vector<std::string> listed_names(std::string_view text)
{
    std::vector<std::string> names;
    for (const std::string& piece : pieces_of(tabular::trimmed(text))) {
        std::string name = clean_name(piece);
        if (!name.empty() && std::find(names.begin(), names.end(), name) == names.end()) {
            names.push_back(std::move(name));
        }
        if (names.size() == kMostNames) {
            break;
        }
    }
    return names;
}

std::vector<std::string> listed_names(std::span<const std::string> cells,
                                      std::span<const std::size_t> columns)
{
    std::vector<std::string> names;
    for (const std::size_t column : columns) {
        for (std::string& name : listed_names(cells[column])) {
            if (std::find(names.begin(), names.end(), name) == names.end()) {
                names.push_back(std::move(name));
            }
        }
    }
    return names;
}

}  // namespace heatward::pipeline
