#include "drawn_ranks.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <utility>

namespace heatward::stats {
namespace {

constexpr unsigned kDigitBits = 11;
constexpr std::size_t kDigits = std::size_t{1} << kDigitBits;
constexpr unsigned kPasses = 6;  ///< 6 × 11 bits hold all 64

/// Digit 0 is that of the largest bits, so that ascending digits are descending values.
std::size_t digit_of(std::uint64_t bits, unsigned pass)
{
    return ~(bits >> (pass * kDigitBits)) & (kDigits - 1);
}

}  // namespace

/// Radix sort, least digit first; digits that all values share are passed over, as the low ones of
/// whole numbers are.
void DrawnRanks::sort_descending()
{
    std::array<std::array<std::uint32_t, kDigits>, kPasses> counts{};
    for (const Key& key : m_keys) {
        for (unsigned pass = 0; pass < kPasses; ++pass) {
            ++counts[pass][digit_of(key.bits, pass)];
        }
    }
    m_room.resize(m_keys.size());
    for (unsigned pass = 0; pass < kPasses; ++pass) {
        auto& starts = counts[pass];
        if (m_keys.empty() || starts[digit_of(m_keys.front().bits, pass)] == m_keys.size()) {
            continue;
        }
        std::uint32_t sum = 0;
        for (std::uint32_t& start : starts) {
            sum += std::exchange(start, sum);
        }
        for (const Key& key : m_keys) {
            m_room[starts[digit_of(key.bits, pass)]++] = key;
        }
        m_keys.swap(m_room);
    }
}

std::uint32_t DrawnRanks::rank(std::span<const double> values, std::span<std::uint32_t> ranks)
{
    m_keys.clear();
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (values[i] > 0) {
            m_keys.push_back(
                {std::bit_cast<std::uint64_t>(values[i]), static_cast<std::uint32_t>(i)});
        }
    }
    const auto rank_of_nothing = static_cast<std::uint32_t>(m_keys.size() + 1);
    std::fill(ranks.begin(), ranks.end(), rank_of_nothing);
    sort_descending();
    std::uint32_t rank = 1;
    for (std::size_t place = 0; place < m_keys.size(); ++place) {
        if (place > 0 && m_keys[place].bits != m_keys[place - 1].bits) {
            rank = static_cast<std::uint32_t>(place + 1);
        }
        ranks[m_keys[place].place] = rank;
    }
    return rank_of_nothing;
}

}  // namespace heatward::stats
