#include "heatward/run_store/run_id.hpp"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "heatward/core/sha256.hpp"
#include "heatward/core/version.hpp"
#include "heatward/project/project_json.hpp"

namespace heatward::run_store {

std::string run_id_of(const project::Project& project, const std::vector<InputChecksum>& inputs)
{
    return run_id_of(project::to_json(project), inputs, program_version());
}

std::string run_id_of(const nlohmann::json& project, const std::vector<InputChecksum>& inputs,
                      std::string_view program_version)
{
    auto listed = nlohmann::json::array();
    for (const auto& input : inputs) {
        listed.push_back({input.path, input.sha256});
    }
    // The order in which inputs were found says nothing of the analysis.
    std::sort(listed.begin(), listed.end());
    const nlohmann::json identity{
        {"inputs", listed}, {"project", project}, {"program_version", program_version}};
    return sha256_hex(identity.dump()).substr(0, kRunIdLength);
}

bool is_run_id(std::string_view text)
{
    return text.size() == kRunIdLength && std::all_of(text.begin(), text.end(), [](char c) {
               return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
           });
}

}  // namespace heatward::run_store
