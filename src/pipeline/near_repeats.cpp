#include "heatward/pipeline/near_repeats.hpp"

#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "draw_seed.hpp"
#include "heatward/core/error.hpp"
#include "html_table.hpp"

namespace heatward::pipeline {
namespace {

constexpr WallMinutes kMinutesPerDay = 1440;

bool is_place_fine(const IncidentTable& incidents, std::size_t i)
{
    const MatchLevel level = incidents.located[i].level;
    return level != MatchLevel::masked && level != MatchLevel::sector &&
           level != MatchLevel::place &&
           static_cast<double>(incidents.uncertainty_m[i]) <= kNearRepeatM;
}

/// The first minute of its day: a day's row and a minute's compare by the calendar.
WallMinutes start_of_day(WallMinutes time)
{
    return time - (time % kMinutesPerDay + kMinutesPerDay) % kMinutesPerDay;
}

bool is_enough(std::size_t part, std::size_t whole)
{
    return static_cast<double>(part) >= kLeastNearRepeatShare * static_cast<double>(whole);
}

/// Why the layer's rows do not allow the test; empty where they do.
std::string refusal_of(const NearRepeats& repeats, const LayerAnalysis& analysis)
{
    const std::size_t rows = analysis.rows.size();
    const char* const noun = analysis.layer->sources.size() > 1 ? "records" : "incidents";
    if (rows == 0) {
        return fmt::format("the layer holds no {}", noun);
    }
    const std::size_t timed = rows - repeats.left_out_of_time;
    if (!is_enough(timed, rows)) {
        return fmt::format("the day is known of {} of the {} {}; at least half are needed",
                           timed == 0 ? "none" : "only " + number(timed), number(rows), noun);
    }
    if (!is_enough(repeats.incidents, timed)) {
        return fmt::format(
            "the places of {} of the {} {} are masked or not known to {:.0f} m, so that nobody can "
            "tell which are near each other",
            number(repeats.left_out_of_place), number(timed), noun, kNearRepeatM);
    }
    if (repeats.incidents < kFewestNearRepeats) {
        return fmt::format(
            "only {} {} are known to the day and to {:.0f} m; at least {} are needed",
            repeats.incidents, noun, kNearRepeatM, kFewestNearRepeats);
    }
    return "";
}

}  // namespace

NearRepeats find_near_repeats(const AnalysisInput& input, const LayerAnalysis& analysis)
{
    const IncidentTable& incidents = *input.incidents;
    NearRepeats repeats;
    std::vector<stats::PlacedTime> placed;
    for (const std::uint32_t i : analysis.rows) {
        if (incidents.precision[i] > TimePrecision::day) {
            ++repeats.left_out_of_time;
        } else if (!is_place_fine(incidents, i)) {
            ++repeats.left_out_of_place;
        } else {
            placed.push_back({{incidents.x[i], incidents.y[i]}, start_of_day(incidents.time[i])});
        }
    }
    repeats.incidents = placed.size();
    repeats.refusal = refusal_of(repeats, analysis);
    if (repeats.refusal.empty()) {
        try {
            repeats.test =
                stats::knox_test(placed, {kNearRepeatM, kNearRepeatDays * kMinutesPerDay},
                                 {kNearRepeatDeals, kDrawSeed, input.threads});
        } catch (const DataError& error) {
            repeats.refusal = error.what();
        }
    }
    return repeats;
}

}  // namespace heatward::pipeline
