#pragma once

#include <string>
#include <string_view>

#include "heatward/core/utf8.hpp"

namespace heatward::tabular {

using heatward::is_utf8;
using heatward::utf8_from_windows_1252;

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
