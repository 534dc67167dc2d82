#pragma once

#include <functional>

namespace CLI {
class App;
}

namespace heatward::cli {

/// What a subcommand does once its arguments are read; gives the exit status.
using Action = std::function<int()>;

/// Exit statuses of the program (docs/OPERATIONS.md).
inline constexpr int kDone = 0;
inline constexpr int kDataError = 1;
inline constexpr int kUsageError = 2;
inline constexpr int kEnvironmentError = 3;

/// Each adds its subcommand to the program, and sets `action` when it is the
/// one that was called.
void add_check(CLI::App& app, Action& action);
void add_build(CLI::App& app, Action& action);
void add_serve(CLI::App& app, Action& action);
void add_inspect(CLI::App& app, Action& action);
void add_kde(CLI::App& app, Action& action);
void add_bandwidth(CLI::App& app, Action& action);
void add_geocode(CLI::App& app, Action& action);
void add_export(CLI::App& app, Action& action);

}  // namespace heatward::cli
