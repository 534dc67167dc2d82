#pragma once

#include <cmath>
#include <optional>
#include <vector>

#include <nlohmann/json.hpp>

#include "heatward/core/time.hpp"

namespace heatward::pipeline {

/// "YYYY-MM" of each.
inline nlohmann::json months_json(const std::vector<Month>& months)
{
    auto texts = nlohmann::json::array();
    for (const Month& month : months) {
        texts.push_back(to_string(month));
    }
    return texts;
}

/// Null where there is none.
template <class T>
nlohmann::json or_null(const std::optional<T>& value)
{
    return value ? nlohmann::json(*value) : nlohmann::json();
}

/// Null where it is not finite, which JSON cannot say.
inline nlohmann::json finite_json(double value)
{
    return std::isfinite(value) ? nlohmann::json(value) : nlohmann::json();
}

}  // namespace heatward::pipeline
