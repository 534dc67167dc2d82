#pragma once

#include <string>
#include <string_view>

namespace heatward {

/// Whether the bytes are well-formed UTF-8 (RFC 3629: no overlong forms, no surrogates, nothing
/// above U+10FFFF).
bool is_utf8(std::string_view bytes);

/// Windows-1252 as UTF-8, by the WHATWG table: the five bytes without a character there become
/// the control character of the same number, so that every byte has one reading.
std::string utf8_from_windows_1252(std::string_view bytes);

}  // namespace heatward
