#pragma once

#include <algorithm>
#include <string>

namespace heatward::server {

/// "police-districts" → "Police districts": area sets have no title of their own.
inline std::string title_of_id(std::string id)
{
    std::replace(id.begin(), id.end(), '-', ' ');
    if (!id.empty() && id.front() >= 'a' && id.front() <= 'z') {
        id.front() = static_cast<char>(id.front() - 'a' + 'A');
    }
    return id;
}

}  // namespace heatward::server
