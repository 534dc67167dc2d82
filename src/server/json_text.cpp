#include "heatward/server/json_text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include <nlohmann/json.hpp>

namespace heatward::server {

namespace {

/// Whether the character stands in a JSON string as it is.
bool is_plain(char c)
{
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0x20 && byte < 0x7F && c != '"' && c != '\\';
}

template <class Number>
void append_number(std::string& json, Number number)
{
    std::array<char, 32> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number);
    json.append(digits.data(), end.ptr);
}

struct AppendValue {
    std::string& json;

    void operator()(std::monostate /*absent*/) const { json += "null"; }
    void operator()(const std::string& text) const { append_json_string(json, text); }
    void operator()(std::int64_t number) const { append_number(json, number); }
    void operator()(double number) const
    {
        if (std::isfinite(number)) {
            const std::size_t begin = json.size();
            append_number(json, number);
            // Clients guess a column's type from the first values that they see.
            if (json.find_first_not_of("-0123456789", begin) == std::string::npos) {
                json += ".0";
            }
        } else {
            json += "null";
        }
    }
};

}  // namespace

void append_json_string(std::string& json, std::string_view text)
{
    if (std::all_of(text.begin(), text.end(), is_plain)) {
        json += '"';
        json += text;
        json += '"';
        return;
    }
    json += nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

void append_json_value(std::string& json, const AttributeValue& value)
{
    std::visit(AppendValue{json}, value);
}

}  // namespace heatward::server
