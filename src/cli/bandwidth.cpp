#include <cstdio>
#include <memory>
#include <string>

#include <fmt/format.h>
#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "command.hpp"
#include "heatward/core/kernel.hpp"
#include "heatward/density/kernel_shape.hpp"
#include "heatward/pipeline/bandwidth_choice.hpp"
#include "point_options.hpp"
#include "progress_printer.hpp"

namespace heatward::cli {
namespace {

constexpr double kSquareMetresPerKm2 = 1e6;

struct Arguments {
    pipeline::BandwidthChoiceOptions options;
    std::string progress = "none";
    bool json = false;
};

std::string window_text(const Arguments& arguments, const pipeline::BandwidthChoice& choice)
{
    return choice.is_hull ? "convex hull of the points" : arguments.options.window;
}

nlohmann::ordered_json answer_json(const Arguments& arguments,
                                   const pipeline::BandwidthChoice& choice,
                                   const pipeline::SelectorAnswer& answer)
{
    nlohmann::ordered_json entry;
    entry["sigma_m"] = nullptr;
    for (const std::string_view kernel : kKernelNames) {
        entry[std::string(kernel) + "_m"] = nullptr;
    }
    entry["note"] = answer.failure;
    if (answer.selected) {
        const density::SelectedBandwidth& selected = *answer.selected;
        entry["sigma_m"] = selected.sigma_m;
        for (std::size_t k = 0; k < kKernelNames.size(); ++k) {
            entry[std::string(kKernelNames[k]) + "_m"] =
                density::bandwidth_from_sigma(static_cast<Kernel>(k), selected.sigma_m);
        }
        entry["note"] = selected.note;
        if (selected.searched) {
            entry["searched_m"] = {selected.searched->lowest_m, selected.searched->highest_m};
        }
    }
    entry["purpose"] = density::purpose(answer.selector);
    entry["incidents"] = choice.incidents;
    entry["places"] = choice.places;
    entry["repeated_share"] = choice.repeated_share;
    entry["window"] = window_text(arguments, choice);
    entry["window_km2"] = choice.window_area_m2 / kSquareMetresPerKm2;
    return entry;
}

void print_json(const Arguments& arguments, const pipeline::BandwidthChoice& choice)
{
    nlohmann::ordered_json answers;
    for (const pipeline::SelectorAnswer& answer : choice.answers) {
        answers[std::string(density::to_string(answer.selector))] =
            answer_json(arguments, choice, answer);
    }
    fmt::print("{}\n", answers.dump(2));
}

void print_text(const Arguments& arguments, const pipeline::BandwidthChoice& choice)
{
    fmt::print("{} points at {} places ({:.0f} % share their place with another)\n",
               choice.incidents, choice.places, 100 * choice.repeated_share);
    fmt::print("window: {}, {:.4g} km²\n", window_text(arguments, choice),
               choice.window_area_m2 / kSquareMetresPerKm2);
    if (choice.is_hull) {
        fmt::print(
            "  no --window was given; of the windows without dents that hold all points the hull\n"
            "  claims the least ground where nothing was recorded. Points on its border make it\n"
            "  small: the study area is better, above all for ppl, cvl and diggle.\n");
    }
    fmt::print("\n{:<10}{:>11}{:>11}{:>14}{:>11}{:>13}\n", "metres", "sigma", "quartic R",
               "epanechnikov", "uniform R", "triangular R");
    for (const pipeline::SelectorAnswer& answer : choice.answers) {
        fmt::print("{:<10}", density::to_string(answer.selector));
        if (answer.selected) {
            const double sigma_m = answer.selected->sigma_m;
            const auto radius = [&](Kernel kernel) {
                return density::bandwidth_from_sigma(kernel, sigma_m);
            };
            fmt::print("{:>11.1f}{:>11.1f}{:>14.1f}{:>11.1f}{:>13.1f}\n", sigma_m,
                       radius(Kernel::quartic), radius(Kernel::epanechnikov),
                       radius(Kernel::uniform), radius(Kernel::triangular));
        } else {
            fmt::print("{:>11}\n", "none");
        }
        fmt::print("  {}\n", density::purpose(answer.selector));
        const std::string& note = answer.selected ? answer.selected->note : answer.failure;
        if (!note.empty()) {
            fmt::print("  note: {}\n", note);
        }
    }
    fmt::print(
        "\nsigma is the bandwidth of the gaussian kernel; R are search radii of the others "
        "with the same variance.\n");
}

int run(const Arguments& arguments)
{
    const auto progress = make_progress(arguments.progress);
    const pipeline::BandwidthChoice choice =
        pipeline::choose_bandwidths(arguments.options, *progress);
    if (arguments.json) {
        print_json(arguments, choice);
    } else {
        print_text(arguments, choice);
    }
    return kDone;
}

}  // namespace

void add_bandwidth(CLI::App& app, Action& action)
{
    auto arguments = std::make_shared<Arguments>();
    auto& options = arguments->options;
    CLI::App* bandwidth = app.add_subcommand(
        "bandwidth",
        "Every selector's bandwidth for a point file, as a Gaussian's standard deviation and as "
        "the search radius of the other kernels, in metres.");
    add_point_options(*bandwidth, options);
    bandwidth->add_option("--window", options.window,
                          "Polygons that bound the study area; the points' convex hull if absent");
    add_work_options(*bandwidth, options.threads, arguments->progress);
    bandwidth->add_flag("--json", arguments->json, "One JSON object, an entry a selector");
    bandwidth->callback([arguments, &action] { action = [arguments] { return run(*arguments); }; });
}

}  // namespace heatward::cli
