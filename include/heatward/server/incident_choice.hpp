#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <tl/expected.hpp>

#include "heatward/core/incident_table.hpp"
#include "heatward/core/week.hpp"
#include "heatward/server/problem.hpp"
#include "heatward/server/url.hpp"
#include "heatward/stats/area_locator.hpp"

namespace heatward::server {

class ServedRun;

/// The parameters that choose incidents beside what all features take.
inline constexpr std::array<std::string_view, 5> kIncidentParameters{"area", "category", "days",
                                                                     "hours", "source"};

/// What `area`, `category`, `days`, `hours` and `source` say of incidents: those of tiles, read
/// alike, so that a map's filter chooses the same rows. Safe to share between threads.
class IncidentChoice {
public:
    /// `run` outlives the object. 400 naming the parameter.
    static tl::expected<IncidentChoice, Problem> parse(const ServedRun& run, const Query& query);

    /// Row `index` of the run's incidents. One known less finely than the hour is in no `hours`,
    /// less finely than the day in no `days`. An area holds what the run's figures count in it:
    /// borders are half-open (core/crossing.hpp), so that no incident is in two of one set.
    [[nodiscard]] bool accepts(std::size_t index) const;

    /// What is chosen, in one form of writing.
    [[nodiscard]] const std::string& text() const { return m_text; }

private:
    IncidentChoice() = default;
    tl::expected<void, Problem> read_area(const ServedRun& run, const Query& query);

    const IncidentTable* m_table = nullptr;
    std::vector<std::uint8_t> m_categories;  ///< whether each of the project's; empty: all rows
    std::vector<std::uint8_t> m_sources;     ///< likewise
    HourRange m_hours;
    Weekdays m_days;
    const stats::AreaLocator* m_locator = nullptr;  ///< null: every place
    std::vector<std::uint8_t> m_areas;              ///< whether each of the locator's
    std::string m_text;
};

/// The area set that `area` names: what stands before its colon; empty without one.
std::string_view area_set_of(const Query& query);

}  // namespace heatward::server
