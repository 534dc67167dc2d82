#include "heatward/pipeline/bandwidth_choice.hpp"

#include <fmt/format.h>

#include "heatward/core/crossing.hpp"
#include "heatward/core/error.hpp"
#include "heatward/density/convex_hull.hpp"
#include "heatward/density/incident_places.hpp"
#include "heatward/gis/point_source.hpp"
#include "window_file.hpp"

namespace heatward::pipeline {
namespace {

gis::PointRecords read_points(const BandwidthChoiceOptions& options, Progress& progress)
{
    progress.begin("Reading points", 0, "points");
    gis::PointRecords records =
        gis::read_points(options.input, {options.x_column, options.y_column, "", options.crs});
    progress.advance(records.points.size());
    progress.end();
    for (const auto& [reason, count] : records.skipped_by_reason) {
        progress.warn(fmt::format("{}: {} rows left out: {}", options.input, count, reason));
    }
    return records;
}

density::IncidentPlaces places_inside(const std::vector<ProjectedPoint>& points,
                                      const ProjectedMultiPolygon* window)
{
    std::vector<double> x;
    std::vector<double> y;
    std::optional<WindingIndex> index;
    if (window != nullptr) {
        index.emplace(*window);
    }
    for (const ProjectedPoint& point : points) {
        if (!index || index->contains(point)) {
            x.push_back(point.x);
            y.push_back(point.y);
        }
    }
    return density::incident_places(x, y);
}

void require_spread(const BandwidthChoiceOptions& options, const density::IncidentPlaces& places)
{
    const char* const where = options.window.empty() ? "" : " inside the window";
    if (places.incidents < 2) {
        throw DataError(fmt::format("{}: {} usable points{} are too few to choose a bandwidth from",
                                    options.input, places.incidents, where));
    }
    if (places.size() < 2) {
        throw DataError(
            fmt::format("{}: all {} points{} lie at one place, which says nothing of a bandwidth",
                        options.input, places.incidents, where));
    }
}

}  // namespace

BandwidthChoice choose_bandwidths(const BandwidthChoiceOptions& options, Progress& progress)
{
    const gis::PointRecords records = read_points(options, progress);
    BandwidthChoice choice;
    choice.is_hull = options.window.empty();
    ProjectedMultiPolygon window;
    if (!choice.is_hull) {
        window = read_window(options.window, records.crs.empty() ? options.crs : records.crs);
    }
    const density::IncidentPlaces places =
        places_inside(records.points, choice.is_hull ? nullptr : &window);
    if (const std::size_t outside = records.points.size() - places.incidents; outside > 0) {
        progress.warn(fmt::format("{}: {} points lie outside the window and do not count",
                                  options.input, outside));
    }
    require_spread(options, places);
    if (choice.is_hull) {
        window = density::convex_hull(places);
    }
    choice.incidents = places.incidents;
    choice.places = places.size();
    choice.repeated_share = density::repeated_share(places);
    choice.window_area_m2 = area_m2(window);
    for (std::size_t i = 0; i < density::kBandwidthSelectorNames.size(); ++i) {
        SelectorAnswer answer;
        answer.selector = static_cast<density::BandwidthSelector>(i);
        try {
            answer.selected = density::select_bandwidth(answer.selector, places, window,
                                                        {options.threads, &progress});
        } catch (const DataError& error) {
            answer.failure = error.what();
        }
        choice.answers.push_back(std::move(answer));
    }
    return choice;
}

}  // namespace heatward::pipeline
