#include "area_text.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace heatward::pipeline {

std::string area_text(const nlohmann::json& area)
{
    const std::string name = area.at("name").get<std::string>();
    const std::string code = area.at("code").get<std::string>();
    if (area.contains("lies_in")) {
        return fmt::format("{} (in {})", name, area.at("lies_in").at("text").get<std::string>());
    }
    return name == code ? name : fmt::format("{} ({})", name, code);
}

}  // namespace heatward::pipeline
