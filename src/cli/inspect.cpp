#include <string>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "command.hpp"
#include "heatward/core/error.hpp"
#include "heatward/run_store/manifest.hpp"
#include "heatward/run_store/output_folder.hpp"
#include "heatward/run_store/verification.hpp"

namespace heatward::cli {
namespace {

int run(const std::string& folder)
{
    const auto run_folder = run_store::find_run_folder(folder);
    const run_store::Manifest manifest = run_store::read_manifest(run_folder);
    fmt::print("run            {}\n", manifest.run_id);
    fmt::print("title          {}\n", manifest.project.value("title", ""));
    fmt::print("made by        heatward {} ({})\n", manifest.program_version,
               manifest.instruction_set);
    for (const auto& [library, version] : manifest.libraries) {
        fmt::print("library        {} {}\n", library, version);
    }
    fmt::print("projection     {}\n", manifest.operations.name);
    for (const auto& [set, operation] : manifest.operations.of_areas) {
        fmt::print("projection     {} (areas \"{}\")\n", operation, set);
    }
    for (const Tier tier : manifest.tiers) {
        fmt::print("tier           {}\n", to_string(tier));
    }
    for (const auto& input : manifest.inputs) {
        fmt::print("input          {}  {}\n", input.sha256.substr(0, 12), input.path);
    }
    for (const auto& output : manifest.outputs) {
        fmt::print("output         {}  {:>10} bytes  {}\n", output.sha256.substr(0, 12),
                   output.bytes, output.path);
    }
    const auto differences = run_store::verify_run_folder(run_folder, manifest);
    for (const std::string& difference : differences) {
        fmt::print(stderr, "{}\n", difference);
    }
    for (const auto& stray : run_store::stray_files(run_folder, manifest)) {
        fmt::print(stderr,
                   "warning: {}: is no part of the run and is not read; another program left it\n",
                   stray.string());
    }
    if (!differences.empty()) {
        throw DataError(
            fmt::format("{}: {} of its files do not agree with the manifest: build it again",
                        run_folder.string(), differences.size()));
    }
    fmt::print("checksums      all {} files agree with the manifest\n", manifest.outputs.size());
    return kDone;
}

}  // namespace

void add_inspect(CLI::App& app, Action& action)
{
    auto folder = std::make_shared<std::string>();
    CLI::App* inspect =
        app.add_subcommand("inspect", "What a run holds, and whether its checksums stand");
    inspect->add_option("FOLDER", *folder, "An output folder or one run's folder")->required();
    inspect->callback([folder, &action] { action = [folder] { return run(*folder); }; });
}

}  // namespace heatward::cli
