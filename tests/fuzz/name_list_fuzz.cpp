// libFuzzer target: whatever stands in a cell, the names in it are few, short, clean and not empty.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "../../src/pipeline/name_list.hpp"
#include "heatward/core/utf8.hpp"

namespace {

void require(bool holds)
{
    if (!holds) {
        std::abort();
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace heatward::pipeline;  // NOLINT: one function
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto names = listed_names(text);
    require(names.size() <= kMostNames);
    for (const std::string& name : names) {
        require(!name.empty() && name.size() <= kLongestName_bytes);
        require(heatward::is_utf8(name));
        require(clean_name(name) == name);
    }
    return 0;
}
