#include "heatward/server/xml_text.hpp"

#include <cstddef>

#include "heatward/core/utf8.hpp"

namespace heatward::server {

namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

/// Bytes of the character that begins at the front; 1 where there is none.
std::size_t character_size(std::string_view text)
{
    for (std::size_t size = 1; size <= 4 && size <= text.size(); ++size) {
        if (is_utf8(text.substr(0, size))) {
            return size;
        }
    }
    return 1;
}

bool is_allowed(std::string_view character)
{
    const auto first = static_cast<unsigned char>(character.front());
    if (character.size() == 1) {
        return (first >= 0x20 && first < 0x7F) || first == '\t' || first == '\n' || first == '\r';
    }
    // C1 controls are allowed but discouraged; U+FFFE and U+FFFF are not characters.
    const bool is_c1 =
        character.size() == 2 && first == 0xC2 && static_cast<unsigned char>(character[1]) < 0xA0;
    return !is_c1 && character != "\xEF\xBF\xBE" && character != "\xEF\xBF\xBF";
}

}  // namespace

std::string escape_markup(std::string_view text)
{
    std::string escaped;
    escaped.reserve(text.size());
    while (!text.empty()) {
        const std::string_view character = text.substr(0, character_size(text));
        text.remove_prefix(character.size());
        switch (character.front()) {
            case '&':
                escaped += "&amp;";
                break;
            case '<':
                escaped += "&lt;";
                break;
            case '>':
                escaped += "&gt;";
                break;
            case '"':
                escaped += "&quot;";
                break;
            case '\'':
                escaped += "&#39;";
                break;
            default:
                escaped += is_utf8(character) && is_allowed(character) ? character : kReplacement;
        }
    }
    return escaped;
}

XmlText::XmlText(std::string_view doctype) : m_text("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
{
    m_text += doctype;
    if (!doctype.empty()) {
        m_text += '\n';
    }
}

void XmlText::begin(std::string_view name, const Attributes& attributes)
{
    m_text.append(2 * m_open.size(), ' ');
    m_text += '<';
    m_text += name;
    for (const auto& [attribute, value] : attributes) {
        m_text += ' ';
        m_text += attribute;
        m_text += "=\"";
        m_text += escape_markup(value);
        m_text += '"';
    }
}

void XmlText::open(std::string_view name, const Attributes& attributes)
{
    begin(name, attributes);
    m_text += ">\n";
    m_open.emplace_back(name);
}

void XmlText::close()
{
    const std::string name = std::move(m_open.back());
    m_open.pop_back();
    m_text.append(2 * m_open.size(), ' ');
    m_text += "</" + name + ">\n";
}

void XmlText::element(std::string_view name, std::string_view text, const Attributes& attributes)
{
    begin(name, attributes);
    m_text += '>';
    m_text += escape_markup(text);
    m_text += "</";
    m_text += name;
    m_text += ">\n";
}

void XmlText::empty(std::string_view name, const Attributes& attributes)
{
    begin(name, attributes);
    m_text += "/>\n";
}

std::string XmlText::finish()
{
    while (!m_open.empty()) {
        close();
    }
    return std::move(m_text);
}

}  // namespace heatward::server
