#include <cstdio>
#include <string>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "command.hpp"
#include "heatward/core/error.hpp"
#include "heatward/pipeline/check_project.hpp"

namespace heatward::cli {
namespace {

int run(const std::string& path)
{
    const pipeline::Findings findings = pipeline::check_project_file(path);
    for (const auto* const said : {&findings.warnings, &findings.notices}) {
        for (const project::Finding& warning : *said) {
            fmt::print(stderr, "warning: {}\n", warning.text());
        }
    }
    for (const auto& error : findings.errors) {
        fmt::print(stderr, "error: {}\n", error.text());
    }
    if (!findings.errors.empty()) {
        throw DataError(fmt::format("{}: {} error{} to mend before it can be built", path,
                                    findings.errors.size(),
                                    findings.errors.size() == 1 ? "" : "s"));
    }
    fmt::print("{}: nothing stands against building it\n", path);
    return kDone;
}

}  // namespace

void add_check(CLI::App& app, Action& action)
{
    auto path = std::make_shared<std::string>();
    CLI::App* check = app.add_subcommand(
        "check", "Everything that build would refuse, all at once, without building");
    check->add_option("PROJECT.toml", *path, "The project file")->required();
    check->callback([path, &action] { action = [path] { return run(*path); }; });
}

}  // namespace heatward::cli
