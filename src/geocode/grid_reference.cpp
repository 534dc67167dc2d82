#include "heatward/geocode/grid_reference.hpp"

#include <cmath>
#include <optional>
#include <string>

namespace heatward::geocode {
namespace {

constexpr std::size_t kLeastFigures = 4;
constexpr std::size_t kMostFigures = 10;
constexpr int kLettersAcross = 5;
constexpr double kLargeSquare_m = 500'000;
constexpr double kSmallSquare_m = 100'000;
// The false origin lies two large squares east and one north of the corner of square V.
constexpr int kOriginColumn = 2;
constexpr int kOriginRow = 1;
constexpr double kMostEasting_m = 700'000;
constexpr double kMostNorthing_m = 1'300'000;

/// 0 to 24 in the grid's order, A at the north-west, I left out.
std::optional<int> letter_index(char c)
{
    if (c < 'A' || c > 'Z' || c == 'I') {
        return std::nullopt;
    }
    return c - 'A' - (c > 'I' ? 1 : 0);
}

std::string without_blanks_upper(std::string_view text)
{
    std::string packed;
    for (const char c : text) {
        if (c != ' ' && c != '\t') {
            packed.push_back(c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c);
        }
    }
    return packed;
}

double figures_value(std::string_view figures)
{
    double value = 0;
    for (const char c : figures) {
        value = value * 10 + (c - '0');
    }
    return value;
}

}  // namespace

expected<GridSquare> parse_grid_reference(std::string_view text)
{
    const std::string packed = without_blanks_upper(text);
    const auto large = packed.empty() ? std::nullopt : letter_index(packed[0]);
    const auto small = packed.size() < 2 ? std::nullopt : letter_index(packed[1]);
    if (!large || !small) {
        return fail("grid reference does not begin with two letters of the grid");
    }
    const std::string_view figures = std::string_view(packed).substr(2);
    if (figures.find_first_not_of("0123456789") != std::string_view::npos) {
        return fail("grid reference has characters other than figures after its letters");
    }
    if (figures.size() < kLeastFigures || figures.size() > kMostFigures ||
        figures.size() % 2 != 0) {
        return fail("grid reference has neither 4, 6, 8 nor 10 figures");
    }
    const std::size_t half = figures.size() / 2;
    const double size_m = kSmallSquare_m / std::pow(10.0, static_cast<double>(half));
    // Letters run from the north-west; the grid counts from the south.
    const int large_row = kLettersAcross - 1 - *large / kLettersAcross;
    const int small_row = kLettersAcross - 1 - *small / kLettersAcross;
    GridSquare square;
    square.west_m = (*large % kLettersAcross - kOriginColumn) * kLargeSquare_m +
                    (*small % kLettersAcross) * kSmallSquare_m +
                    figures_value(figures.substr(0, half)) * size_m;
    square.south_m = (large_row - kOriginRow) * kLargeSquare_m + small_row * kSmallSquare_m +
                     figures_value(figures.substr(half)) * size_m;
    square.size_m = size_m;
    if (square.west_m < 0 || square.south_m < 0 || square.west_m >= kMostEasting_m ||
        square.south_m >= kMostNorthing_m) {
        return fail("grid reference lies outside the National Grid");
    }
    return square;
}

}  // namespace heatward::geocode
