#pragma once

#include <string>

namespace heatward::gis {

/// The text with A–Z as a–z, as SQLite compares names.
inline std::string ascii_lower(std::string text)
{
    for (char& c : text) {
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    return text;
}

}  // namespace heatward::gis
