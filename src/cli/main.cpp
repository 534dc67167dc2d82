#include <cstdio>
#include <exception>
#include <new>
#include <string>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "command.hpp"
#include "heatward/core/error.hpp"
#include "heatward/core/version.hpp"
#include "heatward/density/instruction_set.hpp"
#include "heatward/gis/environment.hpp"

namespace {

using namespace heatward;

int report(int status, const char* message)
{
    fmt::print(stderr, "heatward: {}\n", message);
    return status;
}

int run(const cli::Action& action)
{
    try {
        (void)density::best_instruction_set();  // refuses a word that it does not know
        gis::initialise();
        return action();
    } catch (const UsageError& error) {
        return report(cli::kUsageError, error.what());
    } catch (const DataError& error) {
        return report(cli::kDataError, error.what());
    } catch (const EnvironmentError& error) {
        return report(cli::kEnvironmentError, error.what());
    } catch (const std::bad_alloc&) {
        return report(cli::kEnvironmentError,
                      "not enough memory; choose a larger cell or a smaller area");
    } catch (const std::exception& error) {
        return report(cli::kEnvironmentError, error.what());
    }
}

int start(int argc, char** argv)
{
    CLI::App app{
        "Heatward: incident records in; density maps, ward and district evidence, tiles and maps "
        "out.\nExit status: 0 done; 1 the data or project is wrong; 2 usage; 3 the environment "
        "failed."};
    app.name("heatward");
    app.set_version_flag("--version", "heatward " + std::string(program_version()));
    app.require_subcommand(1);
    cli::Action action;
    cli::add_check(app, action);
    cli::add_build(app, action);
    cli::add_serve(app, action);
    cli::add_inspect(app, action);
    cli::add_kde(app, action);
    cli::add_bandwidth(app, action);
    cli::add_geocode(app, action);
    cli::add_export(app, action);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? cli::kDone : cli::kUsageError;
    }
    return run(action);
}

}  // namespace

int main(int argc, char** argv)
{
    try {
        return start(argc, argv);
    } catch (...) {
        // What can fail before a command is chosen: memory for its options.
        return cli::kEnvironmentError;
    }
}
