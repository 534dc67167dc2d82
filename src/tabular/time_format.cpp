#include "heatward/tabular/time_format.hpp"

#include <chrono>
#include <clocale>
#include <ctime>

#include <fmt/format.h>

#include "heatward/tabular/text_encoding.hpp"
#include "iso_time.hpp"

namespace heatward::tabular {
namespace {

constexpr int kFirstYear = 1900;  // outside these a year is a typing error, not a date
constexpr int kLastYear = 2199;

constexpr int kYearOfTm = 1900;
constexpr int kSecondsPerMinute = 60;

constexpr std::string_view kKnownParts = "YymbBdeFDHIpMSTRz%";

/// The letters behind the pattern's per cent signs.
expected<std::string> parts_of(std::string_view pattern)
{
    std::string parts;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        if (pattern[i] != '%') {
            continue;
        }
        const std::string_view part = pattern.substr(i + 1, 1);
        if (part.empty() || kKnownParts.find(part.front()) == std::string_view::npos) {
            return fail(
                fmt::format("\"%{}\" is not known; write for example \"%d/%m/%Y %H:%M\"", part));
        }
        parts += part;
        ++i;
    }
    return parts;
}

bool has_any(const std::string& parts, std::string_view wanted)
{
    return parts.find_first_of(wanted) != std::string::npos;
}

TimePrecision precision_of(const std::string& parts)
{
    if (has_any(parts, "MTR")) {
        return TimePrecision::minute;
    }
    if (has_any(parts, "HI")) {
        return TimePrecision::hour;
    }
    return has_any(parts, "deFD") ? TimePrecision::day : TimePrecision::month;
}

/// Names of months and halves of the day are English on every machine.
locale_t c_locale()
{
    static const locale_t locale = ::newlocale(LC_ALL_MASK, "C", static_cast<locale_t>(nullptr));
    return locale;
}

bool is_date(const std::tm& parts)
{
    return std::chrono::year_month_day{std::chrono::year{parts.tm_year + kYearOfTm},
                                       std::chrono::month{static_cast<unsigned>(parts.tm_mon + 1)},
                                       std::chrono::day{static_cast<unsigned>(parts.tm_mday)}}
        .ok();
}

}  // namespace

expected<TimeFormat> TimeFormat::parse(std::string_view pattern)
{
    TimeFormat format;
    if (pattern.empty()) {
        return format;
    }
    const auto parts = parts_of(pattern);
    if (!parts) {
        return tl::unexpected<Error>(parts.error());
    }
    if (!has_any(*parts, "YyFD") || !has_any(*parts, "mbBFD")) {
        return fail("it has no year or no month; write for example \"%d/%m/%Y %H:%M\"");
    }
    const bool has_day = has_any(*parts, "deFD");
    if (has_any(*parts, "HITRM") && !has_day) {
        return fail("it has a time of day but no day; write for example \"%d/%m/%Y %H:%M\"");
    }
    if (has_any(*parts, "I") != has_any(*parts, "p")) {
        return fail("%I and %p come together: an hour of twelve needs its half of the day");
    }
    if (has_any(*parts, "MS") && !has_any(*parts, "HI")) {
        return fail("it has minutes or seconds but no hour; write for example \"%d/%m/%Y %H:%M\"");
    }
    format.m_pattern = std::string(pattern);
    format.m_precision = precision_of(*parts);
    format.m_has_offset = has_any(*parts, "z");
    return format;
}

expected<StatedTime> TimeFormat::read(std::string_view text) const
{
    const std::string_view stated = trimmed(text);
    if (stated.empty()) {
        return fail("there is no time");
    }
    if (m_pattern.empty()) {
        if (const auto time = read_iso_time(stated)) {
            return *time;
        }
        return fail("the time is not in ISO 8601, or its date does not exist");
    }
    std::tm parts{};
    parts.tm_mday = 1;                // of a format that ends with the month
    const std::string whole(stated);  // ends with a NUL
    const char* const end = ::strptime_l(whole.c_str(), m_pattern.c_str(), &parts, c_locale());
    const int year = parts.tm_year + kYearOfTm;
    const bool is_whole = end != nullptr && *end == '\0';
    if (!is_whole || year < kFirstYear || year > kLastYear || !is_date(parts)) {
        return fail("the time is not as time_format says, or its date does not exist");
    }
    StatedTime time{
        wall_minutes(year, parts.tm_mon + 1, parts.tm_mday, parts.tm_hour, parts.tm_min),
        m_precision,
        {}};
    if (m_has_offset && m_precision <= TimePrecision::hour) {
        time.utc_offset_minutes = static_cast<int>(parts.tm_gmtoff / kSecondsPerMinute);
    }
    return time;
}

std::string shape_of(std::string_view text)
{
    std::string shape(text);
    for (char& c : shape) {
        if (c >= '0' && c <= '9') {
            c = '0';
        } else if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                   static_cast<unsigned char>(c) >= 0x80) {
            c = 'a';
        }
    }
    return shape;
}

}  // namespace heatward::tabular
