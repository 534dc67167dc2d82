#include "heatward/run_store/output_folder.hpp"

#include <fmt/format.h>

#include "heatward/core/error.hpp"
#include "heatward/run_store/manifest.hpp"

namespace heatward::run_store {

namespace fs = std::filesystem;

fs::path find_run_folder(const fs::path& path)
{
    for (const fs::path& folder : {path, OutputFolder{path}.current()}) {
        std::error_code error;
        // Resolved once, so that a build which moves the link meanwhile cannot mix two runs.
        const fs::path run = fs::canonical(folder, error);
        if (!error && fs::is_regular_file(run / kManifestName, error)) {
            return run;
        }
    }
    throw DataError(
        fmt::format("{}: no run here: looked for {} (one run's folder) and for current/{} (an "
                    "output folder); \"heatward build\" makes one",
                    path.string(), kManifestName, kManifestName));
}

}  // namespace heatward::run_store
