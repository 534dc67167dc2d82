#include "heatward/tabular/text_encoding.hpp"

namespace heatward::tabular {

ByteOrderMark byte_order_mark(std::string_view begin)
{
    if (begin.substr(0, 3) == "\xEF\xBB\xBF") {
        return ByteOrderMark::utf8;
    }
    const std::string_view two = begin.substr(0, 2);
    return two == "\xFF\xFE" || two == "\xFE\xFF" ? ByteOrderMark::utf16 : ByteOrderMark::none;
}

std::string_view trimmed(std::string_view text)
{
    const std::size_t first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos) {
        return {};
    }
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

std::string ascii_lower(std::string_view text)
{
    std::string lower(text);
    for (char& c : lower) {
        if (c >= 'A' && c <= 'Z') {
            c = static_cast<char>(c - 'A' + 'a');
        }
    }
    return lower;
}

}  // namespace heatward::tabular
