#include "heatward/pipeline/near_repeats.hpp"

#include <map>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "draw_seed.hpp"
#include "heatward/core/error.hpp"
#include "html_table.hpp"
#include "known_place.hpp"

namespace heatward::pipeline {
namespace {

constexpr WallMinutes kMinutesPerDay = 1440;

bool is_place_fine(const IncidentTable& incidents, std::size_t i)
{
    return is_place_known(incidents, i, kNearRepeatM);
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
    std::map<std::uint16_t, std::vector<stats::PlacedTime>> by_source;
    for (const std::uint32_t i : analysis.rows) {
        if (incidents.precision[i] > TimePrecision::day) {
            ++repeats.left_out_of_time;
        } else if (!is_place_fine(incidents, i)) {
            ++repeats.left_out_of_place;
        } else {
            by_source[incidents.source[i]].push_back(
                {{incidents.x[i], incidents.y[i]}, start_of_day(incidents.time[i])});
            ++repeats.incidents;
        }
    }
    repeats.refusal = refusal_of(repeats, analysis);
    if (repeats.refusal.empty()) {
        std::vector<std::vector<stats::PlacedTime>> placed;
        for (auto& [source, rows] : by_source) {
            placed.push_back(std::move(rows));
        }
        try {
            repeats.test =
                stats::knox_test_within(placed, {kNearRepeatM, kNearRepeatDays * kMinutesPerDay},
                                        {kNearRepeatDeals, kDrawSeed, input.threads});
        } catch (const DataError& error) {
            repeats.refusal = error.what();
        }
    }
    return repeats;
}

}  // namespace heatward::pipeline
