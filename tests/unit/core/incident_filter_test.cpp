#include "heatward/core/incident_filter.hpp"

#include <chrono>
#include <random>

#include <gtest/gtest.h>

namespace heatward {
namespace {

std::vector<std::uint32_t> numbers_of(const RowSet& rows) { return {rows.begin(), rows.end()}; }

/// Every category and source of the rows below, in all of time.
IncidentFilter everything()
{
    IncidentFilter filter;
    filter.categories = {0};
    filter.sources = {0};
    return filter;
}

IncidentFilter filter_of(const char* interval, const char* hours, const char* days)
{
    IncidentFilter filter = everything();
    filter.interval = parse_interval(interval).value();
    filter.hours = parse_hours(hours).value();
    filter.days = parse_weekdays(days).value();
    return filter;
}

constexpr const char* kAllDays = "mon,tue,wed,thu,fri,sat,sun";

class IncidentWeek : public ::testing::Test {
protected:
    void add(WallMinutes time, TimePrecision precision)
    {
        Incident incident;
        incident.category = 0;
        incident.time = time;
        incident.precision = precision;
        incident.in_study_area = true;
        m_table.append(incident);
    }

    IncidentTable m_table;
};

TEST_F(IncidentWeek, HoursTakeTheirRowsAcrossMidnight)
{
    add(wall_minutes(2025, 3, 7, 21, 59), TimePrecision::minute);
    add(wall_minutes(2025, 3, 7, 22), TimePrecision::minute);
    add(wall_minutes(2025, 3, 8, 3, 59), TimePrecision::minute);
    add(wall_minutes(2025, 3, 8, 4), TimePrecision::minute);
    add(wall_minutes(2025, 3, 8, 3), TimePrecision::hour);
    const auto selection = select(m_table, filter_of("2025", "22-04", kAllDays));
    EXPECT_EQ(numbers_of(selection.rows), (std::vector<std::uint32_t>{1, 2, 4}));
    EXPECT_EQ(selection.out_of_period, 2U);
    EXPECT_EQ(selection.too_coarse, 0U);
}

TEST_F(IncidentWeek, NightsOfFridayAreFridayAndSaturday)
{
    add(wall_minutes(2025, 3, 7, 23), TimePrecision::hour);  // Friday
    add(wall_minutes(2025, 3, 8, 2), TimePrecision::hour);   // Saturday
    EXPECT_EQ(numbers_of(select(m_table, filter_of("2025", "22-04", "fri")).rows),
              (std::vector<std::uint32_t>{0}));
    EXPECT_EQ(numbers_of(select(m_table, filter_of("2025", "22-04", "sat")).rows),
              (std::vector<std::uint32_t>{1}));
}

TEST_F(IncidentWeek, LeapDaysAndDaysBefore1970HaveTheirWeekday)
{
    add(wall_minutes(2024, 2, 29), TimePrecision::day);              // Thursday
    add(wall_minutes(1969, 7, 20, 20, 17), TimePrecision::minute);   // Sunday
    add(wall_minutes(1969, 12, 31, 23, 59), TimePrecision::minute);  // Wednesday
    EXPECT_EQ(numbers_of(select(m_table, filter_of("1900/2100", "0-24", "thu")).rows),
              (std::vector<std::uint32_t>{0}));
    EXPECT_EQ(numbers_of(select(m_table, filter_of("1900/2100", "20-21", "sun")).rows),
              (std::vector<std::uint32_t>{1}));
    EXPECT_EQ(numbers_of(select(m_table, filter_of("1900/2100", "23-24", "wed")).rows),
              (std::vector<std::uint32_t>{2}));
}

TEST_F(IncidentWeek, RowsKnownTooCoarselyAreLeftOutAndCountedWhereTheyMayMatch)
{
    add(wall_minutes(2025, 3, 7, 23), TimePrecision::hour);
    add(wall_minutes(2025, 3, 7), TimePrecision::day);  // Friday
    add(wall_minutes(2025, 3, 1), TimePrecision::month);

    const auto under_days = select(m_table, filter_of("2025", "0-24", "fri"));
    EXPECT_EQ(numbers_of(under_days.rows), (std::vector<std::uint32_t>{0, 1}));
    EXPECT_EQ(under_days.too_coarse, 1U);

    const auto under_hours = select(m_table, filter_of("2025", "22-04", kAllDays));
    EXPECT_EQ(numbers_of(under_hours.rows), (std::vector<std::uint32_t>{0}));
    EXPECT_EQ(under_hours.too_coarse, 2U);

    // A Friday's row cannot be of a Monday; the month's can.
    const auto other_day = select(m_table, filter_of("2025", "22-04", "mon"));
    EXPECT_TRUE(other_day.rows.empty());
    EXPECT_EQ(other_day.too_coarse, 1U);
    EXPECT_EQ(other_day.out_of_period, 2U);

    // 4 and 5 March are Tuesday and Wednesday.
    const auto no_such_day = select(m_table, filter_of("2025-03-04/2025-03-05", "0-24", "fri"));
    EXPECT_EQ(no_such_day.too_coarse, 0U);
    EXPECT_EQ(no_such_day.out_of_period, 3U);

    const auto other_month = select(m_table, filter_of("2025-04", "22-04", "fri"));
    EXPECT_EQ(other_month.too_coarse, 0U);
}

TEST_F(IncidentWeek, AllHoursAndDaysLeaveNothingOut)
{
    add(wall_minutes(2025, 3, 1), TimePrecision::month);
    const auto selection = select(m_table, filter_of("2025", "0-24", kAllDays));
    EXPECT_EQ(selection.rows.size(), 1U);
    EXPECT_EQ(selection.too_coarse, 0U);
}

/// What a filter means, minute by minute, by the calendar of <chrono>.
bool is_chosen(const IncidentFilter& filter, WallMinutes time)
{
    using std::chrono::days;
    const auto day = std::chrono::floor<days>(std::chrono::minutes{time});
    const auto weekday = std::chrono::weekday{std::chrono::sys_days{day}}.iso_encoding() - 1;
    const auto minute = time - std::chrono::minutes{day}.count();
    bool is_in_hours = false;
    for (int hour = filter.hours.begin; hour != filter.hours.end; hour = hour % 24 + 1) {
        is_in_hours = is_in_hours || (minute >= hour % 24 * 60 && minute < hour % 24 * 60 + 60);
    }
    return time >= filter.interval.begin && time < filter.interval.end && is_in_hours &&
           (filter.days.bits & (1U << weekday)) != 0;
}

class RandomWeek {
public:
    explicit RandomWeek(unsigned seed) : m_random(seed) {}

    int below(int n) { return std::uniform_int_distribution<int>(0, n - 1)(m_random); }

    IncidentFilter filter()
    {
        IncidentFilter made = everything();
        made.interval.precision = static_cast<TimePrecision>(below(4));
        const int length = made.interval.precision == TimePrecision::month ? 90 : 1 + below(12);
        made.interval.begin = wall_minutes(1969, 12, 1 + below(31), below(24), below(60));
        made.interval.end = made.interval.begin + length * 1440 / (1 + below(30));
        do {
            made.hours = {below(24), 1 + below(24)};
        } while (made.hours.begin == made.hours.end);
        if (below(4) == 0) {
            made.hours = {};
        }
        made.days.bits = static_cast<std::uint8_t>(below(3) == 0 ? Weekdays::kAll : 1 + below(127));
        return made;
    }

    void add_row(IncidentTable& table)
    {
        Incident incident;
        incident.category = static_cast<std::uint16_t>(below(8) == 0 ? 1 : 0);
        incident.in_study_area = below(8) != 0;
        incident.precision = static_cast<TimePrecision>(below(4));
        const int month = below(3);
        const Month first = Month::from_index(Month{1969, 11}.index() + month);
        incident.time = start_of(first);
        if (incident.precision < TimePrecision::month) {
            incident.time += below(30) * 1440;
        }
        if (incident.precision < TimePrecision::day) {
            incident.time += below(24) * 60;
        }
        if (incident.precision == TimePrecision::minute) {
            incident.time += below(60);
        }
        table.append(incident);
    }

private:
    std::mt19937 m_random;
};

TEST(IncidentFilterProperty, EqualsWhatEveryMinuteSays)
{
    RandomWeek random(1969);
    for (int round = 0; round < 60; ++round) {
        const IncidentFilter filter = random.filter();
        IncidentTable table;
        for (int i = 0; i < 30; ++i) {
            random.add_row(table);
        }
        IncidentSelection wanted;
        wanted.rows = RowSet(table.size());
        for (std::size_t i = 0; i < table.size(); ++i) {
            if (table.category[i] != 0) {
                continue;
            }
            bool may_be = false;
            const WallMinutes end = end_of_unit(table.time[i], table.precision[i]);
            for (WallMinutes t = table.time[i]; t < end && !may_be; ++t) {
                may_be = is_chosen(filter, t);
            }
            const bool is_too_coarse =
                table.precision[i] > filter.interval.precision ||
                (!filter.hours.is_all() && table.precision[i] > TimePrecision::hour) ||
                (!filter.days.is_all() && table.precision[i] > TimePrecision::day);
            if (is_too_coarse ? !may_be : !is_chosen(filter, table.time[i])) {
                ++wanted.out_of_period;
            } else if (!table.located[i].in_study_area) {
                ++wanted.outside_study_area;
            } else if (is_too_coarse) {
                ++wanted.too_coarse;
            } else {
                wanted.rows.insert(i);
            }
        }
        const IncidentSelection selection = select(table, filter);
        ASSERT_EQ(selection.rows, wanted.rows) << round;
        ASSERT_EQ(selection.out_of_period, wanted.out_of_period) << round;
        ASSERT_EQ(selection.outside_study_area, wanted.outside_study_area) << round;
        ASSERT_EQ(selection.too_coarse, wanted.too_coarse) << round;
    }
}

TEST(IncidentSelectionAmong, TakesAndCountsThoseRowsAlone)
{
    IncidentTable table;
    for (int i = 0; i < 200; ++i) {
        Incident incident;
        incident.category = 0;
        incident.time = wall_minutes(2025, 1 + i % 12, 1);
        incident.precision = i % 7 == 0 ? TimePrecision::month : TimePrecision::day;
        incident.in_study_area = i % 5 != 0;
        table.append(incident);
    }
    RowSet among(table.size());
    IncidentTable copied;
    std::vector<std::uint32_t> row_of;
    for (std::size_t i = 0; i < table.size(); i += 3) {
        among.insert(i);
        copied.append(table.at(i));
        row_of.push_back(static_cast<std::uint32_t>(i));
    }
    const IncidentFilter filter{{0}, {0}, parse_interval("2025-02-01/2025-06-30").value()};
    const IncidentSelection found = select(table, filter, among);
    const IncidentSelection wanted = select(copied, filter);
    std::vector<std::uint32_t> wanted_rows;
    for (const std::uint32_t i : wanted.rows) {
        wanted_rows.push_back(row_of[i]);
    }
    EXPECT_FALSE(wanted_rows.empty());
    EXPECT_EQ(numbers_of(found.rows), wanted_rows);
    EXPECT_EQ(found.out_of_period, wanted.out_of_period);
    EXPECT_EQ(found.outside_study_area, wanted.outside_study_area);
    EXPECT_EQ(found.too_coarse, wanted.too_coarse);
    EXPECT_GT(found.too_coarse, 0U);
}

}  // namespace
}  // namespace heatward
