#include "request_id.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <random>

namespace heatward::server {

bool is_request_id(std::string_view text)
{
    return !text.empty() && text.size() <= 64 && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               c == '-' || c == '_' || c == '.';
    });
}

std::string new_request_id()
{
    thread_local std::mt19937_64 random{[] {
        std::random_device device;
        return (std::uint64_t{device()} << 32) | device();
    }()};
    constexpr std::string_view kDigits = "0123456789abcdef";
    constexpr std::string_view kVariants = "89ab";
    std::array<std::uint64_t, 2> bits{random(), random()};
    std::string text = "xxxxxxxx-xxxx-4xxx-yxxx-xxxxxxxxxxxx";
    std::size_t taken = 0;
    for (char& c : text) {
        if (c != 'x' && c != 'y') {
            continue;
        }
        std::uint64_t& source = bits.at(taken++ / 16);
        c = c == 'x' ? kDigits[source & 15U] : kVariants[source & 3U];
        source >>= 4U;
    }
    return text;
}

}  // namespace heatward::server
