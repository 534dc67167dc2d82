#pragma once

#include <nlohmann/json_fwd.hpp>

#include "heatward/project/project.hpp"

namespace heatward::project {

/// The analysis part of the project as canonical JSON (keys sorted): all but [server], [access],
/// `output`, and the file's own place; connection strings ("PG:…", "MYSQL:…", URLs with a password)
/// are redacted. Kept in the manifest and hashed into the run id.
nlohmann::json to_json(const Project& project);

/// The reverse, for a run that is served without its project file. Throws DataError
/// where a member is missing or of another type, naming it.
Project from_json(const nlohmann::json& json);

}  // namespace heatward::project
