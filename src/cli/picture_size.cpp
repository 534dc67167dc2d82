#include "picture_size.hpp"

#include <charconv>

#include <fmt/format.h>

#include "heatward/core/error.hpp"

namespace heatward::cli {
namespace {

constexpr int kLargestSide = 100'000;  // beyond it a picture is a typing error

bool parse_side(const char* begin, const char* end, int& side)
{
    const auto [stop, error] = std::from_chars(begin, end, side);
    return error == std::errc{} && stop == end && side >= 1 && side <= kLargestSide;
}

}  // namespace

PictureSize parse_picture_size(const std::string& text)
{
    if (text == "A4") {
        return {2246, 1588, 2};
    }
    if (text == "A3") {
        return {3176, 2246, 2};
    }
    PictureSize size;
    const std::size_t by = text.find('x');
    const char* const data = text.data();
    if (by == std::string::npos || !parse_side(data, data + by, size.width) ||
        !parse_side(data + by + 1, data + text.size(), size.height)) {
        throw UsageError(
            fmt::format("--size is WIDTHxHEIGHT with whole numbers from 1 to {}, not \"{}\"",
                        kLargestSide, text));
    }
    return size;
}

}  // namespace heatward::cli
