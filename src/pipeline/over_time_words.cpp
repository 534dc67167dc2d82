#include "over_time_words.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "heatward/pipeline/source_supply.hpp"
#include "html_table.hpp"

namespace heatward::pipeline {
namespace {

using nlohmann::json;

/// p-values at and below it are called more than chance, as everywhere in the report.
constexpr double kLevel = 0.05;

std::vector<Month> months_of(const json& texts)
{
    std::vector<Month> months;
    for (const json& text : texts) {
        if (const auto month = parse_month(text.get<std::string>())) {
            months.push_back(*month);
        }
    }
    return months;
}

std::string_view name_of(const Month& month)
{
    constexpr std::array<std::string_view, 12> names{
        "January", "February", "March",     "April",   "May",      "June",
        "July",    "August",   "September", "October", "November", "December"};
    return names.at(static_cast<std::size_t>(month.month - 1));
}

/// Runs of months that follow one another: "January to March", "May".
std::vector<std::string> runs_by_name(const std::vector<Month>& months)
{
    std::vector<std::string> runs;
    for (std::size_t i = 0; i < months.size();) {
        std::size_t last = i;
        while (last + 1 < months.size() && months[last + 1] == months[last].next()) {
            ++last;
        }
        runs.push_back(last == i
                           ? std::string(name_of(months[i]))
                           : fmt::format("{} to {}", name_of(months[i]), name_of(months[last])));
        i = last + 1;
    }
    return runs;
}

/// "2025", "January to April 2025", "January, March and May to July 2025"; by numbers where they
/// are of two years.
std::string span_words(const std::vector<Month>& months)
{
    const int year = months.front().year;
    if (year != months.back().year) {
        return month_runs(months);
    }
    if (months.size() == 12) {
        return std::to_string(year);
    }
    const auto runs = runs_by_name(months);
    return fmt::format("{}{}{} {}", fmt::join(runs.begin(), runs.end() - 1, ", "),
                       runs.size() > 1 ? " and " : "", runs.back(), year);
}

/// The same shorter, for headings: "Jan–Apr 2025", "Jan, Mar, May–Jul 2025".
std::string short_span(const std::vector<Month>& months)
{
    const int year = months.front().year;
    if (year != months.back().year || months.size() == 12) {
        return span_words(months);
    }
    constexpr std::size_t letters = 3;
    std::string text;
    for (std::size_t i = 0; i < months.size(); ++i) {
        const bool follows = i > 0 && months[i] == months[i - 1].next();
        const bool goes_on = i + 1 < months.size() && months[i + 1] == months[i].next();
        if (!(follows && goes_on)) {
            text += fmt::format("{}{}",
                                i == 0    ? ""
                                : follows ? "–"
                                          : ", ",
                                name_of(months[i]).substr(0, letters));
        }
    }
    return fmt::format("{} {}", text, year);
}

std::vector<Month> a_year_earlier(std::vector<Month> months)
{
    for (Month& month : months) {
        --month.year;
    }
    return months;
}

std::string count_words(const json& count, const char* none)
{
    return count == 0 ? none : number(count);
}

/// A share of more or less in per cent, with a decimal below 1: "9 %", "0.4 %".
std::string percent_words(double share)
{
    const double percent = 100 * std::abs(share);
    return fmt::format("{:.{}f} %", percent, percent < 0.95 ? 1 : 0);
}

/// "between 21 % fewer and 4 % more"; of two that are fewer the smaller change first.
std::string range_words(const json& low, const json& high)
{
    if (high.is_null()) {
        return "at least " + ratio_words(low.get<double>());
    }
    const bool is_fewer = high.get<double>() < 1;
    return fmt::format("between {} and {}", ratio_words((is_fewer ? high : low).get<double>()),
                       ratio_words((is_fewer ? low : high).get<double>()));
}

/// What is likely of the true change, and whether it may be none.
std::string limits_words(const json& change)
{
    return fmt::format("the true change is likely {}, {}",
                       range_words(change.at("low"), change.at("high")),
                       change.at("p").get<double>() <= kLevel ? "more than chance alone would make"
                                                              : "so it may be chance");
}

std::string left_out_words(const json& repeats)
{
    std::vector<std::string> parts;
    if (const auto rows = repeats.at("left_out_of_time").get<std::uint64_t>(); rows > 0) {
        parts.push_back(fmt::format("{} of which the day is not known", number(rows)));
    }
    if (const auto rows = repeats.at("left_out_of_place").get<std::uint64_t>(); rows > 0) {
        parts.push_back(fmt::format("{} whose place is masked or not known to {} m", number(rows),
                                    number(repeats.at("distance_m"))));
    }
    return parts.empty() ? "" : fmt::format(" Left out: {}.", fmt::join(parts, ", "));
}

}  // namespace

std::vector<std::string> missing_words(const json& layer)
{
    std::vector<std::string> words;
    if (!layer.contains("missing")) {
        return words;
    }
    const auto of_period = layer.at("period_months").get<std::size_t>();
    const char* const rests_on = layer.contains("controls") ? "the risk is of the months supplied"
                                                            : "rates use the months supplied";
    for (const auto& [source, texts] : layer.at("missing").items()) {
        const auto missing = months_of(texts);
        if (missing.empty()) {
            continue;
        }
        words.push_back(
            missing.size() == of_period
                ? fmt::format("{} supplied no month of the period and takes no part", source)
                : fmt::format("{} of {} months of {} {} missing ({}); {}", missing.size(),
                              of_period, source, missing.size() == 1 ? "is" : "are",
                              month_runs(missing), rests_on));
    }
    return words;
}

std::string ratio_words(double ratio)
{
    constexpr double too_little_to_tell = 0.0005;
    if (ratio >= 2) {
        return fmt::format("{:.1f} times as many", ratio);
    }
    if (std::abs(ratio - 1) < too_little_to_tell) {
        return "as many";
    }
    return percent_words(ratio - 1) + (ratio > 1 ? " more" : " fewer");
}

std::optional<ComparedMonths> compared_months(const json& change)
{
    if (change.contains("reason")) {
        return std::nullopt;
    }
    const auto months = months_of(change.at("months"));
    const char* const part = has_sources_apart(change) ? "part of " : "";
    return ComparedMonths{part + short_span(a_year_earlier(months)), part + short_span(months)};
}

bool has_sources_apart(const json& change)
{
    const json& by_source = change.at("months_by_source");
    return std::any_of(by_source.begin(), by_source.end(),
                       [&](const json& months) { return months != *by_source.begin(); });
}

std::string change_words(const json& change, std::string_view noun)
{
    if (change.contains("reason")) {
        return fmt::format("Not compared with a year earlier: {}.",
                           change.at("reason").get<std::string>());
    }
    const auto months = months_of(change.at("months"));
    const std::string earlier =
        months.front().year == months.back().year
            ? fmt::format("in the same months of {}", months.back().year - 1)
            : fmt::format("a year earlier, in {}", span_words(a_year_earlier(months)));
    const std::string apart = has_sources_apart(change)
                                  ? " Of each source only the months that both years have count."
                                  : "";
    std::string words =
        fmt::format("{} {} in {} against {} {}", count_words(change.at("after"), "no"), noun,
                    span_words(months), count_words(change.at("before"), "none"), earlier);
    words[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(words[0])));
    if (!change.at("ratio").is_null()) {
        words += ": " + ratio_words(change.at("ratio").get<double>());
    }
    if (!change.at("p").is_null()) {
        words += "; " + limits_words(change);
    }
    return words + "." + apart;
}

std::string near_repeat_words(const json& repeats, std::string_view noun)
{
    if (repeats.contains("reason")) {
        return fmt::format("Near repeats were not looked for: {}.",
                           repeats.at("reason").get<std::string>());
    }
    std::string words = fmt::format(
        "Near repeats: among {} {}, {} pairs lie within {} m and {} days of each other, where {} "
        "would by chance",
        number(repeats.at("incidents")), noun, number(repeats.at("near_in_both")),
        number(repeats.at("distance_m")), number(repeats.at("days")),
        number(std::round(repeats.at("expected").get<double>() * 10) / 10));
    if (!repeats.at("ratio").is_null()) {
        const double p = repeats.at("p").get<double>();
        words += fmt::format(": {:.2f} times as many (p = {}), {}",
                             repeats.at("ratio").get<double>(), number(p),
                             p <= kLevel ? "so one is followed by others nearby more often than "
                                           "chance has it"
                                         : "no more than chance may make");
    }
    return words + "." + left_out_words(repeats);
}

}  // namespace heatward::pipeline
