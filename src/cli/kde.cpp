#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "command.hpp"
#include "heatward/core/error.hpp"
#include "heatward/pipeline/kernel_density.hpp"
#include "picture_size.hpp"
#include "point_options.hpp"
#include "progress_printer.hpp"

namespace heatward::cli {
namespace {

struct Arguments {
    pipeline::KernelDensityOptions options;
    std::string kernel = "quartic";
    std::string edge = "none";
    std::string unit = "per-km2";
    std::vector<double> extent;
    double cell_m = 0;
    std::string size;
    std::string progress = "none";
    bool timings = false;
};

int run(Arguments& arguments)
{
    pipeline::KernelDensityOptions& options = arguments.options;
    options.kernel = *parse_kernel(arguments.kernel);
    options.edge = *parse_edge_correction(arguments.edge);
    options.unit =
        arguments.unit == "per-m2" ? pipeline::DensityUnit::per_m2 : pipeline::DensityUnit::per_km2;
    if (!arguments.extent.empty()) {
        options.extent = Extent{arguments.extent[0], arguments.extent[1], arguments.extent[2],
                                arguments.extent[3]};
    }
    if (!arguments.size.empty()) {
        const PictureSize size = parse_picture_size(arguments.size);
        options.columns = size.width;
        options.rows = size.height;
    }
    const auto progress = make_progress(arguments.progress);
    const auto report = pipeline::kernel_density(options, *progress);
    if (arguments.timings) {
        fmt::print(stderr, "{}\n",
                   nlohmann::ordered_json{{"read_s", report.read_s},
                                          {"index_s", report.index_s},
                                          {"density_s", report.density_s},
                                          {"write_s", report.write_s}}
                       .dump());
    }
    return kDone;
}

}  // namespace

void add_kde(CLI::App& app, Action& action)
{
    auto arguments = std::make_shared<Arguments>();
    auto& options = arguments->options;
    CLI::App* kde = app.add_subcommand(
        "kde",
        "One density surface of a point file as a GeoTIFF; give two of --extent, --cell and "
        "--size. Pixel (0,0) is the north-west cell, values are at cell centres.");
    add_point_options(*kde, options);
    kde->add_option("OUT", options.output, "GeoTIFF to write (.tif)")
        ->required()
        ->check([](const std::string& path) -> std::string {
            const std::string extension = std::filesystem::path(path).extension().string();
            return extension == ".tif" || extension == ".tiff"
                       ? ""
                       : "a density is written as a GeoTIFF: end the name in .tif";
        });
    kde->add_option("--bandwidth", options.bandwidth_m,
                    "Search radius R in metres; the standard deviation for the Gaussian")
        ->required();
    kde->add_option(
           "--extent", arguments->extent,
           "minx,miny,maxx,maxy in metres of the points' reference system; with --cell the "
           "south and east edges are rounded outward to whole cells")
        ->delimiter(',')
        ->expected(4);
    auto* cell = kde->add_option("--cell", arguments->cell_m, "Cell size in metres");
    kde->add_option("--size", arguments->size,
                    "WIDTHxHEIGHT in cells; with --cell the picture is centred on the points");
    kde->add_option("--kernel", arguments->kernel, "Kernel")
        ->check(CLI::IsMember({"quartic", "epanechnikov", "uniform", "triangular", "gaussian"}))
        ->capture_default_str();
    kde->add_option("--weight", options.weight_column,
                    "Column of weights; every point weighs 1 without");
    kde->add_option("--edge", arguments->edge, "Edge correction; uniform and diggle need --window")
        ->check(CLI::IsMember({"none", "uniform", "diggle"}))
        ->capture_default_str();
    kde->add_option("--window", options.window, "Polygons that bound the study area");
    add_work_options(*kde, options.threads, arguments->progress);
    kde->add_option("--unit", arguments->unit, "Weight per square kilometre or per square metre")
        ->check(CLI::IsMember({"per-km2", "per-m2"}))
        ->capture_default_str();
    kde->add_flag("--timings", arguments->timings, "One JSON line of seconds to standard error");
    kde->callback([arguments, cell, &action] {
        if (cell->count() > 0) {
            arguments->options.cell_m = arguments->cell_m;
        }
        action = [arguments] { return run(*arguments); };
    });
}

}  // namespace heatward::cli
