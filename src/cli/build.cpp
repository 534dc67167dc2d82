#include <string>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "command.hpp"
#include "heatward/pipeline/build_project.hpp"
#include "progress_printer.hpp"
#include "project_argument.hpp"

namespace heatward::cli {
namespace {

struct Arguments {
    std::string project;
    pipeline::BuildOptions options;
    std::string progress = "auto";
};

int run(const Arguments& arguments)
{
    const auto progress = make_progress(arguments.progress);
    const project::Project project = load_project(arguments.project);
    fmt::print("{}\n", pipeline::build_project(project, arguments.options, *progress));
    return kDone;
}

}  // namespace

void add_build(CLI::App& app, Action& action)
{
    auto arguments = std::make_shared<Arguments>();
    CLI::App* build = app.add_subcommand(
        "build",
        "The batch: writes <output>/runs/<run id>/, then moves <output>/current; the last line of "
        "standard output is the run id");
    build->add_option("PROJECT.toml", arguments->project, "The project file")->required();
    build->add_option("--output", arguments->options.output,
                      "Folder to write to (default: the project's `output`)");
    build
        ->add_option("--threads", arguments->options.threads,
                     "Threads; 0 is one a core. The result is the same")
        ->capture_default_str();
    build
        ->add_option("--progress", arguments->progress,
                     "auto (a bar on a terminal, else plain), plain, json or none")
        ->check(CLI::IsMember({"auto", "plain", "json", "none"}))
        ->capture_default_str();
    build->callback([arguments, &action] { action = [arguments] { return run(*arguments); }; });
}

}  // namespace heatward::cli
