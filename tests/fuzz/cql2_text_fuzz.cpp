// libFuzzer target: whatever the bytes, parse_text ends; its errors are text, and what it lets
// through keeps to the limits, can be evaluated, and reads back from its canonical form with the
// same truth.

#include <cstdint>
#include <string_view>

#include "cql2_filter_check.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    heatward::cql2::check(heatward::cql2::parse_text(text, heatward::cql2::fuzzed_queryables()));
    return 0;
}
