#include "heatward/density/instruction_set.hpp"

#include <algorithm>
#include <cstdlib>
#include <string_view>

#include <fmt/format.h>

#include "heatward/core/error.hpp"

namespace heatward::density {
namespace {

InstructionSet widest()
{
#if defined(__x86_64__)
    __builtin_cpu_init();
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq")) {
        return InstructionSet::avx512;
    }
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) {
        return InstructionSet::avx2;
    }
#endif
    return InstructionSet::portable;
}

InstructionSet asked_for()
{
    const char* const word = std::getenv("HEATWARD_INSTRUCTION_SET");
    const std::string_view name = word == nullptr ? "" : word;
    for (const InstructionSet set : {InstructionSet::portable, InstructionSet::avx2}) {
        if (name == to_string(set)) {
            return set;
        }
    }
    if (!name.empty() && name != to_string(InstructionSet::avx512)) {
        throw UsageError(fmt::format(
            "HEATWARD_INSTRUCTION_SET in the environment is \"{}\": set it to portable, avx2 or "
            "avx512, or leave it unset",
            name));
    }
    return InstructionSet::avx512;
}

}  // namespace

InstructionSet best_instruction_set()
{
    static const InstructionSet best = std::min(widest(), asked_for());
    return best;
}

std::string_view to_string(InstructionSet set)
{
    switch (set) {
        case InstructionSet::avx512:
            return "avx512";
        case InstructionSet::avx2:
            return "avx2";
        case InstructionSet::portable:
            break;
    }
    return "portable";
}

}  // namespace heatward::density
