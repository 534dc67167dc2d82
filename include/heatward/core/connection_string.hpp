#pragma once

#include <string>
#include <string_view>

namespace heatward {

/// Whether a path names something else than a file: "PG:…", "MySQL:…",
/// "postgresql://…", "https://…" or an inline XML source. A single letter before the
/// colon is a drive, not a driver.
bool is_connection_string(std::string_view path);

/// The path with everything that may hold a secret replaced: "PG:dbname=x password=y"
/// becomes "PG:[redacted]", "/vsicurl/https://…" becomes "/vsicurl/https:[redacted]". Plain paths
/// come back unchanged. For manifests, reports, logs and messages.
std::string redact_connection(std::string_view path);

}  // namespace heatward
