#include "iso_time.hpp"

#include <chrono>

namespace heatward::tabular {
namespace {

constexpr int kFirstYear = 1900;  // outside these a year is a typing error, not a date
constexpr int kLastYear = 2199;

/// Takes a text from its front, piece by piece.
class Cursor {
public:
    explicit Cursor(std::string_view text) : m_text(text) {}

    [[nodiscard]] bool is_at_end() const { return m_text.empty(); }

    bool take(char wanted)
    {
        if (m_text.empty() || m_text.front() != wanted) {
            return false;
        }
        m_text.remove_prefix(1);
        return true;
    }

    std::optional<int> take_digits(std::size_t count)
    {
        if (m_text.size() < count) {
            return std::nullopt;
        }
        int value = 0;
        for (const char c : m_text.substr(0, count)) {
            if (c < '0' || c > '9') {
                return std::nullopt;
            }
            value = value * 10 + (c - '0');
        }
        m_text.remove_prefix(count);
        return value;
    }

    void take_all_digits()
    {
        while (!m_text.empty() && m_text.front() >= '0' && m_text.front() <= '9') {
            m_text.remove_prefix(1);
        }
    }

private:
    std::string_view m_text;
};

struct TimeOfDay {
    int hour = 0;
    int minute = 0;
    TimePrecision precision = TimePrecision::hour;
};

std::optional<TimeOfDay> take_time_of_day(Cursor& cursor)
{
    TimeOfDay time;
    const auto hour = cursor.take_digits(2);
    if (!hour || *hour > 23) {
        return std::nullopt;
    }
    time.hour = *hour;
    if (!cursor.take(':')) {
        return time;
    }
    const auto minute = cursor.take_digits(2);
    if (!minute || *minute > 59) {
        return std::nullopt;
    }
    time.minute = *minute;
    time.precision = TimePrecision::minute;
    if (cursor.take(':')) {
        const auto second = cursor.take_digits(2);
        if (!second || *second > 60) {
            return std::nullopt;
        }
        if (cursor.take('.') || cursor.take(',')) {
            cursor.take_all_digits();
        }
    }
    return time;
}

/// Minutes east of UTC. A false `is_sound` is an offset that is none.
std::optional<int> take_offset(Cursor& cursor, bool& is_sound)
{
    if (cursor.take('Z') || cursor.take('z')) {
        return 0;
    }
    const bool is_west = cursor.take('-');
    if (!is_west && !cursor.take('+')) {
        return std::nullopt;
    }
    const auto hours = cursor.take_digits(2);
    std::optional<int> minutes = 0;
    if (cursor.take(':') || !cursor.is_at_end()) {
        minutes = cursor.take_digits(2);
    }
    if (!hours || !minutes || *hours > 14 || *minutes > 59) {
        is_sound = false;
        return std::nullopt;
    }
    const int offset = *hours * 60 + *minutes;
    return is_west ? -offset : offset;
}

}  // namespace

std::optional<StatedTime> read_iso_time(std::string_view text)
{
    Cursor cursor(text);
    const auto year = cursor.take_digits(4);
    const bool has_month = cursor.take('-');
    const auto month = cursor.take_digits(2);
    if (!year || !has_month || !month || *year < kFirstYear || *year > kLastYear || *month < 1 ||
        *month > 12) {
        return std::nullopt;
    }
    if (cursor.is_at_end()) {
        return StatedTime{wall_minutes(*year, *month, 1), TimePrecision::month, {}};
    }
    const bool has_day = cursor.take('-');
    const auto day = cursor.take_digits(2);
    if (!has_day || !day ||
        !std::chrono::year_month_day{std::chrono::year{*year},
                                     std::chrono::month{static_cast<unsigned>(*month)},
                                     std::chrono::day{static_cast<unsigned>(*day)}}
             .ok()) {
        return std::nullopt;
    }
    if (cursor.is_at_end()) {
        return StatedTime{wall_minutes(*year, *month, *day), TimePrecision::day, {}};
    }
    if (!cursor.take('T') && !cursor.take(' ')) {
        return std::nullopt;
    }
    const auto time = take_time_of_day(cursor);
    bool is_sound = true;
    const auto offset = time ? take_offset(cursor, is_sound) : std::nullopt;
    if (!time || !is_sound || !cursor.is_at_end()) {
        return std::nullopt;
    }
    return StatedTime{wall_minutes(*year, *month, *day, time->hour, time->minute), time->precision,
                      offset};
}

}  // namespace heatward::tabular
