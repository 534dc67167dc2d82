#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "heatward/core/tier.hpp"

namespace heatward::run_store {

/// An input's path as the project file has it (members of archives and folders after it)
/// and the SHA-256 of its bytes.
struct InputChecksum {
    std::string path;
    std::string sha256;

    friend bool operator==(const InputChecksum&, const InputChecksum&) = default;
};

/// One file of a run folder.
struct OutputChecksum {
    std::string path;  ///< relative to the run folder, parts joined by '/'
    std::uint64_t bytes = 0;
    std::string sha256;

    friend bool operator==(const OutputChecksum&, const OutputChecksum&) = default;
};

/// The coordinate operations that PROJ chose, which differ between machines with and without a
/// datum's grid, and the figures with them.
struct CoordinateOperations {
    std::string name;        ///< from longitude and latitude into the project's system
    double accuracy_m = -1;  ///< as PROJ states it; negative where it states none
    /// Area set id → operation from its file's system, "name, 1 m"; without sets in the project's
    std::map<std::string, std::string> of_areas;

    friend bool operator==(const CoordinateOperations&, const CoordinateOperations&) = default;
};

/// What manifest.json says of a run. Holds no times, so that the same input gives the same bytes.
struct Manifest {
    std::string run_id;
    std::string program_version;
    std::map<std::string, std::string> libraries;  ///< gis::library_versions
    std::string instruction_set;  ///< of the machine that built it, e.g. "x86-64 avx2"
    CoordinateOperations operations;
    std::vector<Tier> tiers;  ///< that the run has a folder for
    nlohmann::json project;   ///< project::to_json
    std::vector<InputChecksum> inputs;
    std::vector<OutputChecksum> outputs;  ///< ascending by path
};

/// The file's name inside a run folder.
inline constexpr std::string_view kManifestName = "manifest.json";

/// The instruction set that this program was compiled for, e.g. "x86-64 avx2" or "aarch64".
std::string instruction_set();

/// manifest.json as text: keys sorted, indented by two, closed by a line feed.
std::string to_text(const Manifest& manifest);

/// Reads text that `to_text` wrote; `name` names the file in the DataError thrown where a member is
/// missing, of another type, or leads out of the run folder.
Manifest parse_manifest(std::string_view text, const std::string& name);

/// Reads <run folder>/manifest.json. Throws DataError naming the file where it is absent or wrong,
/// EnvironmentError where it is there and cannot be opened.
Manifest read_manifest(const std::filesystem::path& run_folder);

}  // namespace heatward::run_store
