#pragma once

#include <string>
#include <string_view>

namespace heatward::tabular {

/// Whether the bytes are well-formed UTF-8 (RFC 3629: no overlong forms, no surrogates, nothing
/// above U+10FFFF).
bool is_utf8(std::string_view bytes);

/// Windows-1252 as UTF-8, by the WHATWG table: the five bytes without a character there become
/// the control character of the same number, so that every byte has one reading.
std::string utf8_from_windows_1252(std::string_view bytes);

/// The bytes that begin a text file and say how it is encoded.
enum class ByteOrderMark { none, utf8, utf16 };

/// Looks at the first bytes of a file (three are enough); UTF-32 in little-endian order begins as
/// UTF-16 does and is answered so.
ByteOrderMark byte_order_mark(std::string_view begin);

/// The text without spaces and tabs at both ends.
std::string_view trimmed(std::string_view text);

/// The text with A–Z as a–z; other letters stay as they are.
std::string ascii_lower(std::string_view text);

}  // namespace heatward::tabular
