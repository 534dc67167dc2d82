#include "point_rows.hpp"

#include <charconv>
#include <cmath>
#include <filesystem>

namespace heatward::gis {

void PointRows::append(const PointRows& other)
{
    points.insert(points.end(), other.points.begin(), other.points.end());
    weight.insert(weight.end(), other.weight.begin(), other.weight.end());
    without_number += other.without_number;
    without_position += other.without_position;
}

bool is_weight(double weight) { return weight >= 0 && std::isfinite(weight); }

std::optional<double> number_of(std::string_view text)
{
    constexpr std::string_view kBlank = " \t";
    const std::size_t first = text.find_first_not_of(kBlank);
    if (first == std::string_view::npos) {
        return std::nullopt;
    }
    text = text.substr(first, text.find_last_not_of(kBlank) - first + 1);
    if (text.front() == '+') {
        text.remove_prefix(1);
        constexpr std::string_view kNumberStarts = "0123456789.";
        if (text.empty() || kNumberStarts.find(text.front()) == std::string_view::npos) {
            return std::nullopt;
        }
    }
    double value = 0;
    const auto [at, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() && at == text.data() + text.size() && std::isfinite(value)
               ? std::optional(value)
               : std::nullopt;
}

bool is_plain_file(const std::string& path)
{
    std::error_code error;
    return !path.starts_with("/vsi") && std::filesystem::is_regular_file(path, error);
}

}  // namespace heatward::gis
