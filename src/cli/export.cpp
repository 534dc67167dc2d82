#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "command.hpp"
#include "heatward/core/error.hpp"
#include "heatward/core/nearest_name.hpp"
#include "heatward/gis/projection.hpp"
#include "heatward/maps/density_colours.hpp"
#include "heatward/maps/relative_risk.hpp"
#include "heatward/maps/risk_absence.hpp"
#include "heatward/maps/static_map.hpp"
#include "heatward/maps/style_catalogue.hpp"
#include "heatward/project/project_file.hpp"
#include "heatward/run_store/output_folder.hpp"
#include "heatward/run_store/view.hpp"
#include "picture_size.hpp"
#include "project_argument.hpp"

namespace heatward::cli {
namespace {

struct Arguments {
    std::string from;
    std::string output;
    std::string layer;
    std::string area;
    std::vector<double> bbox;
    std::string size = "1200x900";
    unsigned threads = 0;
};

const project::Layer& layer_of(const run_store::RunData& run, const std::string& id)
{
    if (const project::Layer* layer = run.project.find_layer(id)) {
        return *layer;
    }
    std::vector<std::string> known;
    for (const auto& layer : run.project.layers) {
        known.push_back(layer.id);
    }
    const std::string near = nearest_name(id, known);
    throw DataError(fmt::format("--layer {}: the run has no such layer; it has {}{}", id,
                                fmt::join(known, ", "),
                                near.empty() ? "" : fmt::format(" (did you mean {}?)", near)));
}

/// By id: a run tells of its layers in its own order, and of those alone that the view may see.
const run_store::LayerSummary& summary_of(const run_store::RunData& run,
                                          const project::Layer& layer)
{
    const auto summary = std::find_if(run.layers.begin(), run.layers.end(),
                                      [&](const auto& other) { return other.id == layer.id; });
    if (summary == run.layers.end()) {
        throw DataError(fmt::format("run {}: its report says nothing of the layer \"{}\"",
                                    run.run_id, layer.id));
    }
    return *summary;
}

maps::MapExtent extent_of(const run_store::RunData& run, const Arguments& arguments)
{
    if (!arguments.area.empty()) {
        return maps::extent_of_area(run, arguments.area)
            .map_error([](const Error& error) { throw DataError("--area: " + error.message); })
            .value();
    }
    if (!arguments.bbox.empty()) {
        const Extent degrees{arguments.bbox[0], arguments.bbox[1], arguments.bbox[2],
                             arguments.bbox[3]};
        return maps::extent_of_rectangle(run, degrees, gis::Projection(run.project.crs))
            .map_error([](const Error& error) { throw DataError("--bbox: " + error.message); })
            .value();
    }
    return maps::whole_extent(run);
}

void write_whole(const std::filesystem::path& path, const std::string& bytes)
{
    const std::filesystem::path part = path.string() + ".part";
    std::ofstream file(part, std::ios::binary);
    file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    file.close();
    std::error_code error;
    if (file) {
        std::filesystem::rename(part, path, error);
    }
    if (!file || error) {
        std::error_code ignored;
        std::filesystem::remove(part, ignored);
        throw EnvironmentError(fmt::format("{}: cannot be written", path.string()));
    }
}

maps::MapFormat format_of(const std::string& output)
{
    const std::string extension = std::filesystem::path(output).extension().string();
    if (extension == ".png") {
        return maps::MapFormat::png;
    }
    if (extension == ".pdf") {
        return maps::MapFormat::pdf;
    }
    if (extension == ".svg") {
        return maps::MapFormat::svg;
    }
    throw UsageError(fmt::format("{}: a map is written as .png, .pdf or .svg", output));
}

int run(const Arguments& arguments)
{
    maps::MapOptions options;
    const PictureSize size = parse_picture_size(arguments.size);
    options.scale = size.scale;
    options.width = size.width / size.scale;
    options.height = size.height / size.scale;
    options.format = format_of(arguments.output);
    options.threads = arguments.threads;
    if (const auto checked = maps::check(options); !checked) {
        throw UsageError("--size: " + checked.error().message);
    }

    const auto folder = run_store::find_run_folder(output_folder_of(arguments.from));
    const auto view = run_store::View::of(run_store::Run::open(folder.string()), Tier::analyst);
    if (!view) {
        throw DataError(view.error().message);
    }
    const run_store::RunData& data = view->data();
    const project::Layer& layer = layer_of(data, arguments.layer);
    const auto style = maps::find_style(layer.style);
    if (!style) {
        throw DataError(style.error().message);
    }
    const run_store::LayerSummary& summary = summary_of(data, layer);
    using Pale = maps::DensityColours::Pale;
    const bool is_risk = project::is_relative_risk(layer);
    const maps::DensityColours colours(summary.breaks, *style, is_risk ? Pale::each : Pale::none);
    maps::DensityLayerInput input = maps::layer_input(data, layer);
    input.threads = arguments.threads;
    const maps::DensityLayer density(input, maps::Plane::project);
    const auto risk = is_risk ? maps::RelativeRisk::make(input, maps::Plane::project) : nullptr;

    maps::MapContent content;
    content.run = &data;
    content.layer = &layer;
    content.summary = &summary;
    content.density = &density;
    if (risk) {
        maps::show_risk(*risk, content);
    }
    content.colours = &colours;
    content.extent = extent_of(data, arguments);
    write_whole(arguments.output, maps::draw_map(content, options));
    return kDone;
}

}  // namespace

void add_export(CLI::App& app, Action& action)
{
    auto arguments = std::make_shared<Arguments>();
    CLI::App* command = app.add_subcommand(
        "export", "A print-ready map of one layer: title, legend with unit, scale bar, outlines");
    command->add_option("FROM", arguments->from, "PROJECT.toml, an output folder or a run's folder")
        ->required();
    command->add_option("OUT", arguments->output, "The map to write: .png, .pdf or .svg")
        ->required();
    command->add_option("--layer", arguments->layer, "The layer's id")->required();
    auto* area = command->add_option("--area", arguments->area, "Zoom to the area of this code");
    command->add_option("--bbox", arguments->bbox, "Zoom to minlon,minlat,maxlon,maxlat in degrees")
        ->delimiter(',')
        ->expected(4)
        ->excludes(area);
    command->add_option("--size", arguments->size, "WIDTHxHEIGHT in pixels, A4 or A3 (landscape)")
        ->capture_default_str();
    command->add_option("--threads", arguments->threads, "Threads; 0 is one a core")
        ->capture_default_str();
    command->callback([arguments, &action] { action = [arguments] { return run(*arguments); }; });
}

}  // namespace heatward::cli
