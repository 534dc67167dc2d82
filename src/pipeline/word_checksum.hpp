#pragma once

#include <cstdint>
#include <string_view>

namespace heatward::pipeline {

/// A 64-bit checksum against damage (not against forgery) at memory speed: four lanes of words,
/// each word mixed in by exclusive or, rotation and an odd multiplier. As every step can be undone,
/// two texts of one length that differ in one word alone never agree; others agree by chance, with
/// 2⁻⁶⁴. Of this machine's byte order.
std::uint64_t word_checksum(std::string_view bytes);

}  // namespace heatward::pipeline
