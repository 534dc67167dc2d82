#include <string>

#include <CLI/CLI.hpp>

#include "command.hpp"
#include "heatward/server/serve.hpp"

namespace heatward::cli {
namespace {

int run(const server::ServeOptions& options)
{
    server::serve(options);
    return kDone;
}

}  // namespace

void add_serve(CLI::App& app, Action& action)
{
    auto options = std::make_shared<server::ServeOptions>();
    CLI::App* serve = app.add_subcommand(
        "serve",
        "Viewer, tiles, GeoJSON and map images over HTTP; prints \"listening on http://HOST:PORT\" "
        "once ready, and ends on SIGTERM or Ctrl+C");
    serve
        ->add_option("FROM", options->target,
                     "PROJECT.toml, or an output folder or run's folder (on loopback only)")
        ->required();
    serve->add_option(
        "--listen", options->listen,
        "HOST:PORT; port 0 picks a free one (default: the project's [server] listen)");
    serve->add_option("--threads", options->threads, "Threads; 0 is one a core")
        ->capture_default_str();
    serve->callback([options, &action] { action = [options] { return run(*options); }; });
}

}  // namespace heatward::cli
