#pragma once

#include <optional>
#include <string>

namespace heatward::server {

/// What `heatward serve` was called with.
struct ServeOptions {
    std::string target;                 ///< a project file, an output folder or one run's folder
    std::optional<std::string> listen;  ///< HOST:PORT; absent: the project's, else 127.0.0.1:8080
    unsigned threads = 0;               ///< for tiles and maps; 0: all cores
};

/// Serves until SIGTERM or SIGINT, then lets requests under way finish and returns. Prints
/// "listening on http://HOST:PORT" on standard output once it is ready, and JSON lines on standard
/// error. A project without a run yet is served all the same, and its first run is taken up when
/// it appears; a folder must hold one. Throws DataError (project, folder, run or [access]
/// wrong), UsageError (listen address wrong) and EnvironmentError naming the address (port in
/// use).
void serve(const ServeOptions& options);

}  // namespace heatward::server
