#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include <nlohmann/json.hpp>

#include "heatward/project/project_file.hpp"
#include "heatward/project/project_json.hpp"

/// Whatever the bytes are, the parser gives a project or findings; and a project it accepts
/// survives the manifest.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto parsed = heatward::project::parse_project(text, "project.toml");
    if (!parsed) {
        if (parsed.error().empty()) {
            std::abort();
        }
        return 0;
    }
    const auto json = heatward::project::to_json(parsed->project);
    if (heatward::project::to_json(heatward::project::from_json(json)) != json) {
        std::abort();
    }
    return 0;
}
