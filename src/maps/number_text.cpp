#include "number_text.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace heatward::maps {
namespace {

constexpr int kFewestDigits = 2;
constexpr int kMostDigits = 15;  // all that a double surely has

std::string with_commas(std::string digits)
{
    const std::size_t point = std::min(digits.find('.'), digits.size());
    const std::size_t first = digits.front() == '-' ? 1 : 0;
    for (std::size_t i = point; i > first + 3; i -= 3) {
        digits.insert(i - 3, 1, ',');
    }
    return digits;
}

/// `value` to `digits` significant digits, but never less than whole.
std::string rounded_text(double value, int digits)
{
    if (value == 0) {
        return "0";
    }
    // By way of scientific notation, as rounding may add a digit: 9.96 to two is 10.
    const std::string scientific = fmt::format("{:.{}e}", value, digits - 1);
    const int exponent = std::stoi(scientific.substr(scientific.find('e') + 1));
    return with_commas(fmt::format("{:.{}f}", value, std::max(0, digits - 1 - exponent)));
}

}  // namespace

std::string whole_number_text(std::int64_t value) { return with_commas(std::to_string(value)); }

std::vector<std::string> bound_texts(std::span<const double> values)
{
    std::vector<std::string> texts;
    for (int digits = kFewestDigits; digits <= kMostDigits; ++digits) {
        texts.clear();
        for (const double value : values) {
            texts.push_back(rounded_text(value, digits));
        }
        if (std::adjacent_find(texts.begin(), texts.end()) == texts.end()) {
            break;
        }
    }
    return texts;
}

}  // namespace heatward::maps
