#include <bit>
#include <cmath>
#include <functional>

#include <gtest/gtest.h>

#include "heatward/core/tile_id.hpp"
#include "heatward/maps/density_layer.hpp"
#include "heatward/maps/density_tile.hpp"
#include "heatward/maps/style_catalogue.hpp"
#include "support/synthetic_county.hpp"

namespace heatward::maps {
namespace {

/// The county with times spread over the year, most of them known to the minute.
run_store::RunData county_with_times()
{
    auto run = test::synthetic_county();
    auto& incidents = run.incidents;
    for (std::size_t i = 0; i < incidents.size(); ++i) {
        const auto row = static_cast<int>(incidents.row[i]);
        const WallMinutes day = wall_minutes(2025, 1, 1) + 1440 * (row * 17 % 365);
        incidents.precision[i] =
            row % 5 != 0 ? TimePrecision::minute : static_cast<TimePrecision>(row / 5 % 4);
        const TimePrecision known = incidents.precision[i];
        incidents.time[i] = known == TimePrecision::minute ? day + row * 769 % 1440
                            : known == TimePrecision::hour ? day + row % 24 * 60
                            : known == TimePrecision::day  ? day
                                                           : start_of(month_of(day));
    }
    incidents.sort_spatially();
    return run;
}

struct Narrowing {
    const char* name;
    std::function<void(IncidentFilter&)> narrow;
    std::function<bool(const Incident&)> keeps;
};

bool is_weekend(WallMinutes time)
{
    // 30 December 2024 was a Monday.
    return ((time - wall_minutes(2024, 12, 30)) / 1440) % 7 >= 5;
}

std::vector<Narrowing> narrowings()
{
    const auto hour = [](const Incident& i) { return i.time / 60 % 24; };
    const auto is_of_night = [hour](const Incident& i) {
        return i.precision <= TimePrecision::hour && (hour(i) >= 22 || hour(i) < 4);
    };
    return {
        {"category", [](auto& f) { f.categories = {1}; },
         [](const auto& i) { return i.category == 1; }},
        {"source", [](auto& f) { f.sources = {1}; }, [](const auto& i) { return i.source == 1; }},
        {"hours",
         [](auto& f) {
             f.hours = {22, 4};
         },
         is_of_night},
        {"days", [](auto& f) { f.days = parse_weekdays("sat,sun").value(); },
         [](const auto& i) { return i.precision <= TimePrecision::day && is_weekend(i.time); }},
        {"all at once",
         [](auto& f) {
             f.categories = {0};
             f.sources = {0};
             f.hours = {22, 4};
             f.days = parse_weekdays("sat,sun").value();
         },
         [is_of_night](const auto& i) {
             return is_of_night(i) && is_weekend(i.time) && i.category == 0 && i.source == 0;
         }},
    };
}

IncidentTable rows_alone(const IncidentTable& incidents,
                         const std::function<bool(const Incident&)>& keeps)
{
    IncidentTable kept;
    for (std::size_t i = incidents.size(); i-- > 0;) {  // the other way round: a build sorts
        if (keeps(incidents.at(i))) {
            kept.append(incidents.at(i));
        }
    }
    kept.sort_spatially();
    return kept;
}

std::size_t above_zero(const Raster<double>& raster)
{
    std::size_t count = 0;
    for (const double value : raster.values) {
        count += value > 0 ? 1U : 0U;
    }
    return count;
}

bool have_same_bits(const Raster<double>& a, const Raster<double>& b)
{
    return std::equal(a.values.begin(), a.values.end(), b.values.begin(), b.values.end(),
                      [](double one, double other) {
                          return std::bit_cast<std::uint64_t>(one) ==
                                 std::bit_cast<std::uint64_t>(other);
                      });
}

/// The layer of both sources with that edge correction.
project::Layer layer_with(const run_store::RunData& run, EdgeCorrection edge)
{
    project::Layer layer = test::layer_of(run, "harm");
    layer.edge = edge;
    return layer;
}

/// A density under the filter and that of the run of the filtered rows alone, in all that is
/// drawn: surfaces, places and pictures.
void expect_same(const DensityLayerInput& filtered, const DensityLayerInput& alone,
                 const DensityColours& colours, const std::string& what)
{
    const GridFrame frame = frame_covering(extent_of(*filtered.study_area), 750);
    const DensityLayer one(filtered, Plane::project);
    const DensityLayer other(alone, Plane::project);
    const auto surface = one.evaluate(frame, true, 2);
    EXPECT_GT(above_zero(surface), 50U) << what;
    EXPECT_TRUE(have_same_bits(surface, other.evaluate(frame, true, 1))) << what;
    EXPECT_EQ(std::bit_cast<std::uint64_t>(one.evaluate_at({562000, 247000})),
              std::bit_cast<std::uint64_t>(other.evaluate_at({562000, 247000})))
        << what;

    const DensityLayer tiles(filtered, Plane::web_mercator);
    const DensityLayer tiles_alone(alone, Plane::web_mercator);
    for (const TileId& tile : {TileId{8, 128, 84}, TileId{9, 256, 168}}) {
        // Not EXPECT_EQ, which would print the pictures' bytes.
        EXPECT_TRUE(density_tile_png(tiles, tile, 0, colours) ==
                    density_tile_png(tiles_alone, tile, 0, colours))
            << what;
    }
}

class FilteredDensity : public ::testing::TestWithParam<EdgeCorrection> {};

TEST_P(FilteredDensity, EqualsThatOfTheFilteredRowsAloneToTheBit)
{
    const auto run = county_with_times();
    const project::Layer layer = layer_with(run, GetParam());
    const DensityColours colours(test::summary_of(run, "harm").breaks,
                                 find_style(layer.style).value());
    for (const auto& narrowing : narrowings()) {
        auto filtered = layer_input(run, layer);
        narrowing.narrow(filtered.filter);
        const IncidentTable rows = rows_alone(run.incidents, narrowing.keeps);
        auto alone = layer_input(run, layer);
        alone.incidents = &rows;
        ASSERT_GT(rows.size(), 30U) << narrowing.name;
        ASSERT_LT(rows.size(), run.incidents.size() / 2) << narrowing.name;
        expect_same(filtered, alone, colours, narrowing.name);
    }
}

TEST_P(FilteredDensity, OfAnIntervalEqualsThatOfALayerOfThatPeriod)
{
    const auto run = county_with_times();
    const DensityColours colours(test::summary_of(run, "harm").breaks,
                                 find_style("density").value());
    for (const char* text : {"2025-05/2025-06", "2025-03-10/2025-04-20", "2025-07-01T06:00/.."}) {
        const project::Layer layer = layer_with(run, GetParam());
        auto filtered = layer_input(run, layer);
        filtered.filter.interval = parse_interval(text).value();
        const TimeInterval within = intersection(layer.period, filtered.filter.interval);
        const IncidentTable rows = rows_alone(run.incidents, [&](const Incident& i) {
            return i.precision <= within.precision && within.contains(i.time);
        });
        project::Layer of_period = layer;
        of_period.period = within;
        auto alone = layer_input(run, of_period);
        alone.incidents = &rows;
        expect_same(filtered, alone, colours, text);
    }
}

INSTANTIATE_TEST_SUITE_P(Edges, FilteredDensity,
                         ::testing::Values(EdgeCorrection::none, EdgeCorrection::uniform,
                                           EdgeCorrection::diggle));

}  // namespace
}  // namespace heatward::maps
