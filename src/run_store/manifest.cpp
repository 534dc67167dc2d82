#include "heatward/run_store/manifest.hpp"

#include <cerrno>
#include <fstream>
#include <iterator>
#include <system_error>

#include <fmt/format.h>

#include "heatward/core/error.hpp"
#include "heatward/density/instruction_set.hpp"

namespace heatward::run_store {

namespace {

// Raised when a member's meaning, and not only the set of members, changes.
constexpr int kFormat = 2;

/// Whether the path stays inside the folder that it is taken from.
bool stays_inside(const std::filesystem::path& path)
{
    if (path.empty() || path.is_absolute()) {
        return false;
    }
    for (const auto& part : path) {
        if (part == "..") {
            return false;
        }
    }
    return true;
}

std::vector<Tier> tiers_of(const nlohmann::json& names, const std::string& name)
{
    std::vector<Tier> tiers;
    for (const auto& text : names) {
        const auto tier = parse_tier(text.get<std::string>());
        if (!tier || *tier == Tier::nobody) {
            throw DataError(fmt::format("{}: tiers: \"{}\" is none of public, partner, analyst",
                                        name, text.get<std::string>()));
        }
        tiers.push_back(*tier);
    }
    return tiers;
}

Manifest manifest_of(const nlohmann::json& json, const std::string& name)
{
    if (const int format = json.at("format").get<int>(); format != kFormat) {
        throw DataError(
            fmt::format("{}: format {} is not the {} that this program reads; build the run anew",
                        name, format, kFormat));
    }
    Manifest manifest;
    manifest.run_id = json.at("run_id").get<std::string>();
    manifest.program_version = json.at("program_version").get<std::string>();
    manifest.libraries = json.at("libraries").get<std::map<std::string, std::string>>();
    manifest.instruction_set = json.at("instruction_set").get<std::string>();
    manifest.operations.name = json.at("crs_operation").get<std::string>();
    manifest.operations.accuracy_m = json.at("crs_accuracy_m").get<double>();
    manifest.operations.of_areas =
        json.at("area_operations").get<std::map<std::string, std::string>>();
    manifest.tiers = tiers_of(json.at("tiers"), name);
    manifest.project = json.at("project");
    for (const auto& input : json.at("inputs")) {
        manifest.inputs.push_back(
            {input.at("path").get<std::string>(), input.at("sha256").get<std::string>()});
    }
    for (const auto& output : json.at("outputs")) {
        manifest.outputs.push_back({output.at("path").get<std::string>(),
                                    output.at("bytes").get<std::uint64_t>(),
                                    output.at("sha256").get<std::string>()});
        if (!stays_inside(manifest.outputs.back().path)) {
            throw DataError(fmt::format("{}: outputs: \"{}\" leads out of the run folder", name,
                                        manifest.outputs.back().path));
        }
    }
    return manifest;
}

}  // namespace

std::string instruction_set()
{
#if defined(__x86_64__)
    const std::string_view machine = "x86-64";
#elif defined(__aarch64__)
    const std::string_view machine = "aarch64";
#elif defined(__riscv)
    const std::string_view machine = "riscv";
#elif defined(__powerpc64__)
    const std::string_view machine = "ppc64";
#else
    const std::string_view machine = "other";
#endif
    return fmt::format("{} {}", machine, density::to_string(density::best_instruction_set()));
}

std::string to_text(const Manifest& manifest)
{
    nlohmann::json json{{"format", kFormat},
                        {"run_id", manifest.run_id},
                        {"program_version", manifest.program_version},
                        {"instruction_set", manifest.instruction_set},
                        {"libraries", manifest.libraries},
                        {"crs_operation", manifest.operations.name},
                        {"crs_accuracy_m", manifest.operations.accuracy_m},
                        {"area_operations", manifest.operations.of_areas},
                        {"tiers", nlohmann::json::array()},
                        {"project", manifest.project},
                        {"inputs", nlohmann::json::array()},
                        {"outputs", nlohmann::json::array()}};
    for (const Tier tier : manifest.tiers) {
        json["tiers"].push_back(to_string(tier));
    }
    for (const auto& input : manifest.inputs) {
        json["inputs"].push_back({{"path", input.path}, {"sha256", input.sha256}});
    }
    for (const auto& output : manifest.outputs) {
        json["outputs"].push_back(
            {{"path", output.path}, {"bytes", output.bytes}, {"sha256", output.sha256}});
    }
    return json.dump(2) + "\n";
}

Manifest parse_manifest(std::string_view text, const std::string& name)
{
    try {
        return manifest_of(nlohmann::json::parse(text), name);
    } catch (const nlohmann::json::exception& error) {
        throw DataError(
            fmt::format("{}: not a manifest of a run: {}; build the run anew", name, error.what()));
    }
}

Manifest read_manifest(const std::filesystem::path& run_folder)
{
    const auto path = run_folder / kManifestName;
    errno = 0;
    std::ifstream file(path, std::ios::binary);
    if (!file.is_open() && errno != 0 && errno != ENOENT && errno != ENOTDIR) {
        throw EnvironmentError(fmt::format("{}: cannot be opened: {}", path.string(),
                                           std::generic_category().message(errno)));
    }
    const std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    if (!file) {
        throw DataError(fmt::format("{}: cannot be read; is it a run folder?", path.string()));
    }
    return parse_manifest(text, path.string());
}

}  // namespace heatward::run_store
