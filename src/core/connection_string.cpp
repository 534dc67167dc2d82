#include "heatward/core/connection_string.hpp"

#include <algorithm>
#include <cctype>

namespace heatward {
namespace {

constexpr std::string_view kRedacted = "[redacted]";

bool is_letter(char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0; }

/// Length of a leading "driver" before its colon, 0 where there is none.
std::size_t driver_length(std::string_view path)
{
    if (path.empty() || !is_letter(path.front())) {
        return 0;
    }
    const auto is_driver_character = [](char c) {
        return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '+' || c == '_' || c == '-';
    };
    const auto end = std::find_if_not(path.begin(), path.end(), is_driver_character);
    const auto length = static_cast<std::size_t>(end - path.begin());
    return length >= 2 && length < path.size() && path[length] == ':' ? length : 0;
}

bool names_a_password(std::string_view path)
{
    std::string lower(path);
    std::transform(lower.begin(), lower.end(), lower.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return lower.find("password=") != std::string::npos || lower.find("pwd=") != std::string::npos;
}

}  // namespace

bool is_connection_string(std::string_view path)
{
    return driver_length(path) > 0 || path.substr(0, 1) == "<" || names_a_password(path);
}

std::string redact_connection(std::string_view path)
{
    if (const std::size_t length = driver_length(path); length > 0) {
        return std::string(path.substr(0, length + 1)) + std::string(kRedacted);
    }
    if (const std::size_t scheme = path.find("://"); scheme != std::string_view::npos) {
        return std::string(path.substr(0, scheme + 1)) + std::string(kRedacted);
    }
    return is_connection_string(path) ? std::string(kRedacted) : std::string(path);
}

}  // namespace heatward
