#pragma once

#include <string>

#include <CLI/CLI.hpp>

namespace heatward::cli {

/// Adds IN, --x, --y and --crs, which say where a command's points are. `Options` is what the
/// pipeline takes: it has input, x_column, y_column and crs.
template <class Options>
void add_point_options(CLI::App& command, Options& options)
{
    command.add_option("IN", options.input, "Points: any GDAL vector source, or a CSV")->required();
    command.add_option("--x", options.x_column,
                       "CSV column of the easting (found by its name if absent)");
    command.add_option("--y", options.y_column, "CSV column of the northing");
    command.add_option("--crs", options.crs,
                       "Reference system of points that state none, e.g. EPSG:27700");
}

/// Adds --threads and --progress.
inline void add_work_options(CLI::App& command, int& threads, std::string& progress)
{
    command.add_option("--threads", threads, "Threads; 0 is one a core")
        ->check(CLI::NonNegativeNumber)
        ->capture_default_str();
    command.add_option("--progress", progress, "auto, plain, json or none")
        ->check(CLI::IsMember({"auto", "plain", "json", "none"}))
        ->capture_default_str();
}

}  // namespace heatward::cli
