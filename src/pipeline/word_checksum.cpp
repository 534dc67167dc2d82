#include "word_checksum.hpp"

#include <array>
#include <bit>
#include <cstddef>
#include <cstring>

namespace heatward::pipeline {
namespace {

constexpr std::size_t kLanes = 4;
constexpr std::size_t kWordBytes = sizeof(std::uint64_t);
constexpr std::uint64_t kMultiplier = 0x9E37'79B9'7F4A'7C15;  // odd: 2⁶⁴ over the golden ratio
constexpr int kRotation = 29;

std::uint64_t mixed(std::uint64_t lane, std::uint64_t word)
{
    return std::rotl(lane ^ word, kRotation) * kMultiplier;
}

std::uint64_t word_at(const char* bytes, std::size_t size = kWordBytes)
{
    std::uint64_t word = 0;
    std::memcpy(&word, bytes, size);
    return word;
}

}  // namespace

std::uint64_t word_checksum(std::string_view bytes)
{
    std::array<std::uint64_t, kLanes> lanes{1, 2, 3, 4};
    const std::size_t size = bytes.size();
    while (bytes.size() >= kLanes * kWordBytes) {
        for (std::size_t i = 0; i < kLanes; ++i) {
            lanes[i] = mixed(lanes[i], word_at(bytes.data() + i * kWordBytes));
        }
        bytes.remove_prefix(kLanes * kWordBytes);
    }
    for (std::size_t i = 0; !bytes.empty(); ++i) {
        const std::size_t taken = bytes.size() < kWordBytes ? bytes.size() : kWordBytes;
        lanes[i] = mixed(lanes[i], word_at(bytes.data(), taken));
        bytes.remove_prefix(taken);
    }
    std::uint64_t sum = size;
    for (const std::uint64_t hash : lanes) {
        sum = mixed(sum, hash);
    }
    return sum ^ (sum >> 32U);
}

}  // namespace heatward::pipeline
