#pragma once

#include <cstdint>
#include <string_view>

namespace heatward::density {

/// What the density engine may compute with. Surfaces of different sets differ in rounding alone,
/// within the bound of density_raster().
enum class InstructionSet : std::uint8_t { portable, avx2, avx512 };

/// The widest that this machine has. HEATWARD_INSTRUCTION_SET (portable, avx2 or avx512) in the
/// environment asks for a narrower one, to reproduce another machine's run; empty is as unset, and
/// a wider one than the machine has is its widest. Throws UsageError for any other word.
InstructionSet best_instruction_set();

/// "portable", "avx2" or "avx512".
std::string_view to_string(InstructionSet set);

}  // namespace heatward::density
