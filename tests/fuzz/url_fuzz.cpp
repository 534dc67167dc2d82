// libFuzzer target: whatever the bytes, parse_target ends, and what it lets through is decoded text
// without control characters whose segments cannot lead out of a folder.

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "heatward/server/url.hpp"
#include "heatward/tabular/text_encoding.hpp"

namespace {

void require(bool holds)
{
    if (!holds) {
        std::abort();
    }
}

void check_text(std::string_view text)
{
    require(heatward::tabular::is_utf8(text));
    require(std::none_of(text.begin(), text.end(),
                         [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view target(reinterpret_cast<const char*>(data), size);
    const auto url = heatward::server::parse_target(target);
    if (!url) {
        require(url.error().status >= 400 && url.error().status < 500);
        require(!url.error().detail.empty());
        return 0;
    }
    for (const auto& segment : url->segments) {
        check_text(segment);
        require(segment.find_first_of("/\\") == std::string::npos);
        require(segment != "." && segment != "..");
    }
    for (const auto& [name, value] : url->query.parameters) {
        check_text(name);
        check_text(value);
        require(!name.empty());
        require(url->query.find(name) == &value);  // each name once
    }
    return 0;
}
