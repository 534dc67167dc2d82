#include "heatward/maps/moving_window.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <numbers>
#include <random>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "heatward/density/kernel_shape.hpp"
#include "heatward/maps/absence.hpp"
#include "heatward/maps/density_layer.hpp"
#include "support/synthetic_county.hpp"

namespace heatward::maps {
namespace {

constexpr WallMinutes kDay = 1440;
constexpr double kRadius_m = 1500;
const ProjectedPoint kPlace{562000, 247000};
/// An incident a year at the place itself, per km².
const double kPeak = 3 / (std::numbers::pi * kRadius_m * kRadius_m) * 1e6;

WallMinutes noon(int month, int day) { return wall_minutes(2025, month, day, 12); }

project::Layer plain_layer(const run_store::RunData& run)
{
    project::Layer layer = test::layer_of(run, "violence");
    layer.edge = EdgeCorrection::none;
    return layer;
}

Incident incident_at(ProjectedPoint place, WallMinutes time, TimePrecision precision)
{
    Incident incident;
    incident.category = 0;
    incident.position = place;
    incident.time = time;
    incident.precision = precision;
    incident.in_study_area = true;
    return incident;
}

/// The county with these police incidents alone.
run_store::RunData county_of(const std::vector<Incident>& incidents)
{
    auto run = test::synthetic_county();
    run.incidents = {};
    for (const Incident& incident : incidents) {
        run.incidents.append(incident);
    }
    run.incidents.sort_spatially();
    return run;
}

/// The county with times of all precisions, spread from `first` on over so many days.
run_store::RunData county_with_times(WallMinutes first, int days)
{
    auto run = test::synthetic_county();
    auto& incidents = run.incidents;
    for (std::size_t i = 0; i < incidents.size(); ++i) {
        const auto row = static_cast<int>(incidents.row[i]);
        const WallMinutes day = first + kDay * (row * 17 % days);
        incidents.precision[i] = static_cast<TimePrecision>(row % 4);
        incidents.time[i] = incidents.precision[i] == TimePrecision::minute ? day + row * 769 % kDay
                            : incidents.precision[i] == TimePrecision::hour ? day + row % 24 * 60
                            : incidents.precision[i] == TimePrecision::day
                                ? day
                                : start_of(month_of(day));
    }
    incidents.sort_spatially();
    return run;
}

DensityLayer density_at(const run_store::RunData& run, const project::Layer& layer,
                        const TimeWindow& window)
{
    DensityLayerInput input = layer_input(run, layer);
    input.filter.window = window;
    return {input, Plane::project};
}

TEST(MovingWindow, OfOneIncidentIsTheProductOfBothKernels)
{
    const auto run =
        county_of({incident_at(kPlace, wall_minutes(2025, 6, 10, 12), TimePrecision::minute)});
    const auto layer = plain_layer(run);
    const auto value = [&](ProjectedPoint place, WallMinutes at) {
        return density_at(run, layer, {at, 30}).evaluate_at(place);
    };
    // 15/16 · (1 − (5/30)²)² / 30 days, five days after.
    const double in_time = 15.0 / 16 * std::pow(1 - 25.0 / 900, 2) / 30 * 365.25;
    EXPECT_NEAR(value(kPlace, noon(6, 15)) / (kPeak * in_time), 1, 1e-5);
    // (1 − ¼)² of it half the radius away.
    EXPECT_NEAR(value({kPlace.x + 750, kPlace.y}, noon(6, 15)) / (kPeak * in_time), 0.5625, 1e-5);
    EXPECT_GT(value(kPlace, noon(7, 9)), 0);
    EXPECT_EQ(value(kPlace, noon(7, 11)), 0);
    EXPECT_EQ(value(kPlace, noon(5, 11)), 0);
}

TEST(MovingWindow, SpreadsWhatIsKnownToTheMonthOrDayOverIt)
{
    // March about its middle at h = 31: its half is half a half-width, of mass 2 · 203/512.
    const auto of_month =
        county_of({incident_at(kPlace, start_of({2025, 3}), TimePrecision::month)});
    const TimeWindow march{start_of({2025, 3}) + 31 * kDay / 2, 31};
    EXPECT_NEAR(density_at(of_month, plain_layer(of_month), march).evaluate_at(kPlace),
                kPeak * 406.0 / 512 / 31 * 365.25, 1e-12);
    // A day about its noon at h = 1: likewise.
    const auto of_day =
        county_of({incident_at(kPlace, wall_minutes(2025, 3, 9), TimePrecision::day)});
    EXPECT_NEAR(density_at(of_day, plain_layer(of_day), {noon(3, 9), 1}).evaluate_at(kPlace),
                kPeak * 406.0 / 512 * 365.25, 1e-11);
}

/// As many incidents known to the month as it has days, in each of the months.
std::vector<Incident> one_a_day(const std::vector<Month>& months)
{
    std::vector<Incident> incidents;
    for (const Month& month : months) {
        const auto days = (start_of(month.next()) - start_of(month)) / kDay;
        incidents.insert(incidents.end(), static_cast<std::size_t>(days),
                         incident_at(kPlace, start_of(month), TimePrecision::month));
    }
    return incidents;
}

TEST(MovingWindow, OfASteadyPaceIsSteadyAtTheEndsAndBesideAMissingMonth)
{
    auto months = months_between({2025, 1}, {2025, 12});
    months.erase(months.begin() + 5);  // June
    auto run = county_of(one_a_day(months));
    run.sources.at(0).periods = months;
    const auto layer = plain_layer(run);
    int unknown = 0;
    for (WallMinutes at = noon(1, 1); at < start_of({2026, 1}); at += 3 * kDay) {
        const DensityLayer density = density_at(run, layer, {at, 30});
        if (density.is_supplied()) {
            EXPECT_NEAR(density.evaluate_at(kPlace) / (kPeak * 365.25), 1, 1e-12)
                << format_time(at, TimePrecision::day);
        } else {
            ++unknown;
            EXPECT_EQ(month_of(at), (Month{2025, 6})) << format_time(at, TimePrecision::day);
            EXPECT_EQ(absence_of(density, run.incidents), Absence::not_supplied);
        }
    }
    EXPECT_EQ(unknown, 10) << "noons of June every third day: never half of the kernel's mass";
    // Wide enough, the window sees past the gap.
    EXPECT_NEAR(density_at(run, layer, {noon(6, 15), 90}).evaluate_at(kPlace) / (kPeak * 365.25), 1,
                1e-12);
}

TEST(MovingWindow, SummedOverTimeIsTheLayersDensity)
{
    // Nothing within 20 days of the year's ends, so that nothing is corrected there.
    const auto run = county_with_times(start_of({2025, 2}), 300);
    for (const char* id : {"violence", "harm"}) {
        project::Layer layer = test::layer_of(run, id);
        layer.sources = {"police"};
        DensityLayerInput input = layer_input(run, layer);
        const DensityLayer whole(input, Plane::project);
        input.geometry = std::make_shared<const PlaneGeometry>(Plane::project, run.project.crs,
                                                               run.incidents, run.study_area, 1);
        input.edge_terms =
            make_edge_terms(layer, input.bandwidth_m, run.incidents, run.study_area, 1);
        double sum = 0;
        for (WallMinutes at = noon(1, 1); at < start_of({2026, 1}); at += kDay) {
            input.filter.window = TimeWindow{at, 20};
            sum += DensityLayer(input, Plane::project).evaluate_at(kPlace) / 365.25;
        }
        const double expected = whole.evaluate_at(kPlace);
        ASSERT_GT(expected, 0);
        // Days as steps: the trapezoidal rule errs by 8e-6 for an incident known to the minute.
        EXPECT_NEAR(sum / expected, 1, 1e-5) << id;
    }
}

/// Its mass up to z half-widths, in long double.
long double cumulated(long double z)
{
    const long double c = std::clamp(z, -1.0L, 1.0L);
    return 0.5L + 15.0L / 16.0L * (c - 2 * c * c * c / 3 + c * c * c * c * c / 5);
}

TEST(MovingWindow, EqualsTheDirectSum)
{
    const auto run = county_with_times(start_of({2025, 1}), 365);
    const auto layer = plain_layer(run);
    std::mt19937 random(20250615);
    std::uniform_int_distribution<int> day(0, 364);
    std::uniform_int_distribution<int> span(1, 366);
    std::uniform_real_distribution<double> shift(-8000, 8000);
    const auto categories = layer_filter(run.project, layer).categories;
    int above_zero = 0;
    for (int n = 0; n < 60; ++n) {
        const TimeWindow window{noon(1, 1) + kDay * day(random), std::max(5, span(random))};
        const ProjectedPoint place{kPlace.x + shift(random), kPlace.y + shift(random)};
        const double value = density_at(run, layer, window).evaluate_at(place);
        if (std::isnan(value)) {
            continue;  // outside the study area
        }
        const auto z = [&](WallMinutes t) {
            return static_cast<long double>(t - window.centre) /
                   static_cast<long double>(window.half_width_days * kDay);
        };
        const long double supplied =
            cumulated(z(start_of({2026, 1}))) - cumulated(z(start_of({2025, 1})));
        long double sum = 0;
        for (std::size_t i = 0; i < run.incidents.size(); ++i) {
            const Incident incident = run.incidents.at(i);
            if (incident.source != 0 || !incident.in_study_area ||
                std::count(categories.begin(), categories.end(), incident.category) == 0) {
                continue;
            }
            const WallMinutes end = end_of_unit(incident.time, incident.precision);
            const long double days = static_cast<long double>(end - incident.time) / kDay;
            sum += density::kernel_value(
                       Kernel::quartic,
                       std::hypot(place.x - incident.position.x, place.y - incident.position.y),
                       kRadius_m) *
                   (cumulated(z(end)) - cumulated(z(incident.time))) / days;
        }
        const auto expected = static_cast<double>(sum / supplied * 365.25L * 1e6L);
        EXPECT_NEAR(value, expected, 1e-12 * expected + 1e-15);
        above_zero += value > 0 ? 1 : 0;
    }
    EXPECT_GT(above_zero, 30);
}

TEST(MovingWindow, LeavesOutSourcesThatSuppliedTooLittleOfIt)
{
    const auto run = county_with_times(start_of({2025, 1}), 365);  // no ambulance in March, April
    const auto& layer = test::layer_of(run, "harm");
    const DensityLayer spring = density_at(run, layer, {noon(3, 31), 30});
    EXPECT_THAT(spring.left_out_sources(), ::testing::ElementsAre(1));
    EXPECT_THAT(spring.filter().sources, ::testing::ElementsAre(0));
    for (const std::uint32_t i : spring.selection().rows) {
        ASSERT_EQ(run.incidents.source[i], 0);
    }
    DensityLayerInput of_police = layer_input(run, layer);
    of_police.filter.sources = {0};
    of_police.filter.window = TimeWindow{noon(3, 31), 30};
    EXPECT_EQ(
        std::bit_cast<std::uint64_t>(spring.evaluate_at(kPlace)),
        std::bit_cast<std::uint64_t>(DensityLayer(of_police, Plane::project).evaluate_at(kPlace)));

    EXPECT_TRUE(density_at(run, layer, {noon(7, 15), 30}).left_out_sources().empty());
    EXPECT_THAT(density_at(run, layer, {noon(7, 15), 30}).filter().sources,
                ::testing::ElementsAre(0, 1));
    // At the end of a supply half of the kernel is known, which is enough.
    EXPECT_TRUE(density_at(run, layer, {start_of({2025, 3}), 30}).left_out_sources().empty());
    EXPECT_FALSE(
        density_at(run, layer, {start_of({2025, 3}) + kDay, 30}).left_out_sources().empty());
}

TEST(MovingWindow, OfNothingSuppliedOrOutsideThePeriodIsUnknown)
{
    const auto run = county_with_times(start_of({2025, 1}), 365);
    DensityLayerInput input = layer_input(run, test::layer_of(run, "harm"));
    input.filter.sources = {1};
    input.filter.window = TimeWindow{noon(3, 31), 30};
    const DensityLayer unknown(input, Plane::project);
    EXPECT_FALSE(unknown.is_supplied());
    EXPECT_TRUE(unknown.left_out_sources().empty()) << "there is none beside it";
    EXPECT_EQ(absence_of(unknown, run.incidents), Absence::not_supplied);
    EXPECT_EQ(reason_text(Absence::not_supplied, unknown.filter()),
              "no source supplied half of this moving window");
    input.filter.window = TimeWindow{noon(1, 1) - kDay, 30};
    EXPECT_EQ(absence_of(DensityLayer(input, Plane::project), run.incidents),
              Absence::outside_period);
}

TEST(MovingWindow, IsTheSameToTheBitForEveryThreadCountAndTime)
{
    const auto run = county_with_times(start_of({2025, 1}), 365);
    const auto have_same_bits = [](const Raster<double>& a, const Raster<double>& b) {
        return std::equal(a.values.begin(), a.values.end(), b.values.begin(), b.values.end(),
                          [](double one, double other) {
                              return std::bit_cast<std::uint64_t>(one) ==
                                     std::bit_cast<std::uint64_t>(other);
                          });
    };
    const GridFrame frame = frame_covering(extent_of(run.study_area), 750);
    for (const char* id : {"violence", "harm"}) {
        const DensityLayer density = density_at(run, test::layer_of(run, id), {noon(6, 15), 30});
        const auto surface = density.evaluate(frame, true, 1);
        EXPECT_GT(std::count_if(surface.values.begin(), surface.values.end(),
                                [](double value) { return value > 0; }),
                  50);
        EXPECT_TRUE(have_same_bits(surface, density.evaluate(frame, true, 3))) << id;
        EXPECT_TRUE(have_same_bits(
            surface,
            density_at(run, test::layer_of(run, id), {noon(6, 15), 30}).evaluate(frame, true, 2)))
            << id;
    }
}

}  // namespace
}  // namespace heatward::maps
