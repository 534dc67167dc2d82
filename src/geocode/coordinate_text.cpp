#include "heatward/geocode/coordinate_text.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <string>

namespace heatward::geocode {

expected<CoordinateNumber> parse_coordinate(std::string_view text, bool decimal_comma)
{
    constexpr std::string_view blanks = " \t\r\n";
    const std::size_t first = text.find_first_not_of(blanks);
    if (first == std::string_view::npos) {
        return fail("is empty");
    }
    std::string number(text.substr(first, text.find_last_not_of(blanks) - first + 1));
    if (const auto comma = number.find(','); comma != std::string::npos) {
        if (!decimal_comma || number.find_first_of(",.", comma + 1) != std::string::npos ||
            number.find('.') < comma) {
            return fail("has a comma; write a decimal point and nothing between thousands");
        }
        number[comma] = '.';
    }
    if (number.front() == '+' && number.find('-') == std::string::npos) {
        number.erase(0, 1);
    }
    CoordinateNumber parsed;
    const char* const end = number.data() + number.size();
    const auto [stop, error] =
        std::from_chars(number.data(), end, parsed.value, std::chars_format::fixed);
    if (error != std::errc{} || stop != end || !std::isfinite(parsed.value)) {
        return fail("is no number");
    }
    const std::size_t point = number.find('.');
    parsed.decimals = point == std::string::npos ? 0 : static_cast<int>(number.size() - point - 1);
    return parsed;
}

}  // namespace heatward::geocode
