#include "heatward/run_store/run_id.hpp"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "heatward/core/sha256.hpp"
#include "heatward/core/version.hpp"
#include "heatward/gis/library_versions.hpp"
#include "heatward/project/project_json.hpp"

namespace heatward::run_store {

std::string run_id_of(const project::Project& project, const std::vector<InputChecksum>& inputs,
                      const CoordinateOperations& operations)
{
    Manifest manifest;
    manifest.project = project::to_json(project);
    manifest.inputs = inputs;
    manifest.operations = operations;
    manifest.program_version = program_version();
    manifest.libraries = gis::library_versions();
    return run_id_of(manifest);
}

std::string run_id_of(const Manifest& manifest)
{
    auto inputs = nlohmann::json::array();
    for (const auto& input : manifest.inputs) {
        inputs.push_back({input.path, input.sha256});
    }
    // The order in which inputs were found says nothing of the analysis.
    std::sort(inputs.begin(), inputs.end());
    const nlohmann::json identity{{"inputs", inputs},
                                  {"project", manifest.project},
                                  {"crs_operation", manifest.operations.name},
                                  {"crs_accuracy_m", manifest.operations.accuracy_m},
                                  {"area_operations", manifest.operations.of_areas},
                                  {"program_version", manifest.program_version},
                                  {"libraries", manifest.libraries}};
    return sha256_hex(identity.dump()).substr(0, kRunIdLength);
}

bool is_run_id(std::string_view text)
{
    return text.size() == kRunIdLength && std::all_of(text.begin(), text.end(), [](char c) {
               return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
           });
}

}  // namespace heatward::run_store
