#include <chrono>
#include <cstdio>
#include <memory>
#include <string>

#include <fmt/format.h>
#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "command.hpp"
#include "heatward/pipeline/geocode_file.hpp"
#include "heatward/pipeline/report_json.hpp"
#include "point_options.hpp"
#include "progress_printer.hpp"
#include "project_argument.hpp"

namespace heatward::cli {
namespace {

struct Arguments {
    pipeline::GeocodeFileOptions options;
    std::string project;
    std::string output_folder;
    int threads = 0;
    std::string progress = "auto";
};

void warn_of(const pipeline::GeocodeSummary& summary, Progress& progress)
{
    if (summary.broken > 0) {
        progress.warn(fmt::format(
            "{} broken and kept unlocated; the first is on line {}: {}",
            summary.broken == 1 ? "1 row is" : fmt::format("{} rows are", summary.broken),
            summary.first_broken_line, summary.first_problem));
    }
    if (summary.converted > 0) {
        progress.warn(fmt::format(
            "{} not UTF-8: read as Windows-1252 and written as UTF-8",
            summary.converted == 1 ? "1 row is" : fmt::format("{} rows are", summary.converted)));
    }
    if (summary.swapped > 0) {
        progress.warn(fmt::format("{} two coordinates in each other's place, and read so",
                                  summary.swapped == 1
                                      ? "1 row has its"
                                      : fmt::format("{} rows have their", summary.swapped)));
    }
    if (summary.outside_study_area > 0) {
        progress.warn(fmt::format("{} located outside the project's study area",
                                  summary.outside_study_area == 1
                                      ? "1 row is"
                                      : fmt::format("{} rows are", summary.outside_study_area)));
    }
    if (summary.rows > 0 && summary.hit_rate() < pipeline::kLeastHitRate) {
        progress.warn(fmt::format(
            "{:.1f} % of rows were located, under the {:.0f} % that maps and rates need at least "
            "(Ratcliffe 2004)",
            100 * summary.hit_rate(), 100 * pipeline::kLeastHitRate));
    }
}

std::string text_of(const pipeline::GeocodeSummary& summary, double seconds, double rate)
{
    std::string text =
        fmt::format("{} rows in {:.1f} s ({:.0f} rows a second)\n", summary.rows, seconds, rate);
    for (std::size_t i = 0; i < summary.by_level.size(); ++i) {
        if (summary.by_level[i] > 0) {
            text += fmt::format(
                "{:>14} {:>10} {:>6.1f} %\n", kMatchLevelNames[i], summary.by_level[i],
                100 * static_cast<double>(summary.by_level[i]) / static_cast<double>(summary.rows));
        }
    }
    return text + (summary.rows == 0 ? "hit rate: there are no rows\n"
                                     : fmt::format("hit rate: {:.1f} % of rows were located\n",
                                                   100 * summary.hit_rate()));
}

std::string json_of(const pipeline::GeocodeSummary& summary, double seconds, double rate)
{
    nlohmann::ordered_json by_level = nlohmann::ordered_json::object();
    for (std::size_t i = 0; i < summary.by_level.size(); ++i) {
        by_level[std::string(kMatchLevelNames[i])] = summary.by_level[i];
    }
    return nlohmann::ordered_json{{"rows", summary.rows},
                                  {"by_level", by_level},
                                  {"broken", summary.broken},
                                  {"swapped", summary.swapped},
                                  {"outside_study_area", summary.outside_study_area},
                                  {"hit_rate", summary.hit_rate()},
                                  {"seconds", seconds},
                                  {"rows_per_second", rate}}
               .dump() +
           "\n";
}

int run(Arguments& arguments)
{
    using Clock = std::chrono::steady_clock;
    const auto progress = make_progress(arguments.progress);
    project::Project project = load_project(arguments.project);
    if (!arguments.output_folder.empty()) {
        project.output = std::filesystem::absolute(arguments.output_folder).string();
    }
    arguments.options.threads = static_cast<unsigned>(arguments.threads);
    const auto begin = Clock::now();
    const auto summary = pipeline::geocode_file(project, arguments.options, *progress);
    const double seconds = std::chrono::duration<double>(Clock::now() - begin).count();
    const double rate = seconds > 0 ? static_cast<double>(summary.rows) / seconds : 0;
    fmt::print(stderr, "{}",
               arguments.progress == "json" ? json_of(summary, seconds, rate)
                                            : text_of(summary, seconds, rate));
    warn_of(summary, *progress);
    return kDone;
}

void add_columns(CLI::App& geocode, pipeline::GeocodeFileOptions& options)
{
    pipeline::GeocodeColumns& columns = options.columns;
    geocode
        .add_option("--location", columns.location,
                    "Column of the place in words, or several, which are joined by commas "
                    "(default: location, where there is one)")
        ->delimiter(',')
        ->expected(1)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
    geocode.add_option("--town", columns.town,
                       "Column of the town (default: town, where there is one)");
    geocode.add_option("--postcode", columns.postcode,
                       "Column of the postcode (default: postcode, where there is one)");
    auto* lon = geocode.add_option("--lon", columns.lon, "Column of the longitude in degrees");
    auto* lat = geocode.add_option("--lat", columns.lat, "Column of the latitude in degrees");
    auto* x = geocode.add_option("--x", columns.x, "Column of the easting in metres");
    auto* y = geocode.add_option("--y", columns.y, "Column of the northing in metres");
    lon->needs(lat);
    lat->needs(lon);
    x->needs(y);
    y->needs(x);
    geocode
        .add_option("--crs", options.crs,
                    "Reference system of --x and --y, e.g. EPSG:27700 (default: the project's)")
        ->needs(x);
    geocode.add_option("--grid-reference", columns.grid_reference,
                       "Column of the Ordnance Survey grid reference");
    geocode.add_option("--uprn", columns.uprn, "Column of the Unique Property Reference Number");
}

}  // namespace

void add_geocode(CLI::App& app, Action& action)
{
    auto arguments = std::make_shared<Arguments>();
    auto& options = arguments->options;
    CLI::App* geocode = app.add_subcommand(
        "geocode",
        "Locates the rows of a CSV by the project's gazetteer. Every column and row is kept, in "
        "order, and match_level, easting, northing, lon, lat, uncertainty_m, match_score, matched "
        "and candidates are appended: easting and northing in metres of the project's reference "
        "system, lon and lat in degrees, uncertainty_m the radius that holds the true place with "
        "95 %. Rows that are ambiguous or unlocated have no position. Cells that a spreadsheet "
        "would run as a formula get an apostrophe. Rows by level and the hit rate go to standard "
        "error.");
    geocode->add_option("IN.csv", options.input, "Rows to locate; - is standard input")->required();
    geocode
        ->add_option("OUT.csv", options.output,
                     "File to write, readable by its owner alone; - is standard output")
        ->required();
    geocode->add_option("--project", arguments->project, "The project file, for its gazetteer")
        ->required();
    add_columns(*geocode, options);
    geocode->add_option("--output", arguments->output_folder,
                        "Folder that the gazetteer is kept in once read (default: the project's "
                        "`output`)");
    add_work_options(*geocode, arguments->threads, arguments->progress);
    geocode->callback([arguments, &action] { action = [arguments] { return run(*arguments); }; });
}

}  // namespace heatward::cli
