#include "cell_text.hpp"

#include <cmath>

#include <fmt/format.h>

#include "heatward/server/json_text.hpp"

namespace heatward::server {

namespace {

/// Six significant digits, whole numbers whole.
std::string rounded(double number)
{
    constexpr double kMostWithDecimals = 1e6;
    constexpr double kMostInFull = 1e15;
    const double size = std::abs(number);
    return size >= kMostWithDecimals && size < kMostInFull ? fmt::format("{:.0f}", number)
                                                           : fmt::format("{:.6g}", number);
}

}  // namespace

std::string cell_text(const AttributeValue& value, PropertyType type, CellReader reader)
{
    if (const auto* text = std::get_if<std::string>(&value)) {
        return *text;
    }
    if (std::holds_alternative<std::monostate>(value)) {
        return {};
    }
    const bool is_for_people = reader == CellReader::people;
    if (type == PropertyType::boolean) {
        const bool holds = std::get<std::int64_t>(value) != 0;
        return is_for_people ? (holds ? "yes" : "no") : (holds ? "true" : "false");
    }
    const auto* real = std::get_if<double>(&value);
    if (real != nullptr && !std::isfinite(*real)) {
        return {};
    }
    if (real != nullptr && is_for_people) {
        return rounded(*real);
    }
    std::string text;
    append_json_value(text, value);
    return text;
}

}  // namespace heatward::server
