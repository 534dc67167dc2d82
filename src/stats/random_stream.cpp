#include "heatward/stats/random_stream.hpp"

namespace heatward::stats {
namespace {

constexpr std::uint64_t kIncrement = 0x9E3779B97F4A7C15;

std::uint64_t mixed(std::uint64_t bits)
{
    bits = (bits ^ (bits >> 30U)) * 0xBF58476D1CE4E5B9;
    bits = (bits ^ (bits >> 27U)) * 0x94D049BB133111EB;
    return bits ^ (bits >> 31U);
}

}  // namespace

RandomStream::RandomStream(std::uint64_t seed, std::uint64_t stream)
    : m_state(mixed(mixed(seed + kIncrement) ^ (stream + kIncrement)))
{
}

std::uint64_t RandomStream::next()
{
    m_state += kIncrement;
    return mixed(m_state);
}

}  // namespace heatward::stats
