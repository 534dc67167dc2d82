#include "heatward/server/incident_choice.hpp"

#include <algorithm>
#include <unordered_map>

#include <fmt/format.h>

#include "heatward/core/known_names.hpp"
#include "heatward/core/nearest_name.hpp"
#include "heatward/server/filter_parameters.hpp"
#include "heatward/server/numbers.hpp"
#include "heatward/server/served_run.hpp"

namespace heatward::server {

namespace {

/// As many as an address has room for.
constexpr std::size_t kMostAreas = 1000;

template <class Named>
std::vector<std::string> ids_of(const std::vector<Named>& all)
{
    std::vector<std::string> ids;
    for (const auto& each : all) {
        ids.push_back(each.id);
    }
    return ids;
}

/// Whether each of `all` is asked for, and what is in `text`; nothing where all rows are.
template <class Named>
tl::expected<std::vector<std::uint8_t>, Problem> members(const Query& query,
                                                         std::string_view parameter,
                                                         const std::vector<Named>& all,
                                                         std::string& text)
{
    if (query.find(parameter) == nullptr) {
        return std::vector<std::uint8_t>();
    }
    const auto ids = listed_ids(query, parameter, ids_of(all), "project");
    if (!ids) {
        return tl::unexpected<Problem>(ids.error());
    }
    std::vector<std::uint8_t> is_member;
    for (const auto& each : all) {
        is_member.push_back(std::find(ids->begin(), ids->end(), each.id) != ids->end() ? 1 : 0);
    }
    text += fmt::format("{} {};", parameter, fmt::join(*ids, ","));
    return is_member;
}

bool is_in(const std::vector<std::uint8_t>& members, std::size_t i)
{
    return members.empty() || (i < members.size() && members[i] != 0);
}

tl::unexpected<Problem> no_such_set(const ServedRun& run, std::string_view set)
{
    std::vector<std::string> names;
    for (const auto& table : run.data().area_sets) {
        names.push_back(table.name);
    }
    return bad_parameter(
        "area", fmt::format("there is no area set \"{}\"; there are {}: write for example "
                            "area={}:<code>, or several codes separated by commas",
                            set, known_names(names), names.empty() ? "wards" : names.front()));
}

tl::unexpected<Problem> no_such_area(const FeatureTable& table, std::string_view code)
{
    std::vector<std::string> codes;
    for (std::size_t row = 0; row < table.size(); ++row) {
        codes.push_back(table.text(row, "code"));
    }
    const std::string nearest = nearest_name(code, codes);
    return bad_parameter(
        "area",
        fmt::format("{} has no code \"{}\"{}; /collections/{}/items lists its codes", table.name,
                    code, nearest.empty() ? "" : fmt::format("; did you mean \"{}\"?", nearest),
                    table.name));
}

}  // namespace

std::string_view area_set_of(const Query& query)
{
    const auto* text = query.find("area");
    const auto colon = text == nullptr ? std::string::npos : text->find(':');
    return colon == std::string::npos ? std::string_view()
                                      : std::string_view(*text).substr(0, colon);
}

tl::expected<void, Problem> IncidentChoice::read_area(const ServedRun& run, const Query& query)
{
    const auto* text = query.find("area");
    if (text == nullptr) {
        return {};
    }
    const std::string_view set = area_set_of(query);
    const auto& sets = run.data().area_sets;
    const auto table = std::find_if(sets.begin(), sets.end(),
                                    [&](const FeatureTable& each) { return each.name == set; });
    if (table == sets.end()) {
        return no_such_set(run, set.empty() ? std::string_view(*text) : set);
    }
    std::unordered_map<std::string, std::size_t> rows;
    for (std::size_t row = 0; row < table->size(); ++row) {
        rows.emplace(table->text(row, "code"), row);
    }
    const auto codes = split_at_commas(std::string_view(*text).substr(set.size() + 1));
    if (codes.size() > kMostAreas) {
        return bad_parameter("area",
                             fmt::format("lists more than {} codes: ask for parts", kMostAreas));
    }
    m_areas.assign(table->size(), 0);
    for (const auto code : codes) {
        const auto row = rows.find(std::string(code));
        if (row == rows.end()) {
            return no_such_area(*table, code);
        }
        m_areas[row->second] = 1;
    }
    m_locator = &run.locator(*table);
    m_text += fmt::format("area {}:", set);
    for (std::size_t row = 0; row < m_areas.size(); ++row) {
        m_text += m_areas[row] != 0 ? fmt::format("{},", row) : "";
    }
    m_text += ';';
    return {};
}

tl::expected<IncidentChoice, Problem> IncidentChoice::parse(const ServedRun& run,
                                                            const Query& query)
{
    IncidentChoice choice;
    choice.m_table = &run.data().incidents;
    const auto& project = run.data().project;
    auto categories = members(query, "category", project.categories, choice.m_text);
    if (!categories) {
        return tl::unexpected<Problem>(categories.error());
    }
    auto sources = members(query, "source", project.sources, choice.m_text);
    if (!sources) {
        return tl::unexpected<Problem>(sources.error());
    }
    const auto hours = asked_hours(query);
    if (!hours) {
        return tl::unexpected<Problem>(hours.error());
    }
    const auto days = asked_days(query);
    if (!days) {
        return tl::unexpected<Problem>(days.error());
    }
    choice.m_categories = std::move(*categories);
    choice.m_sources = std::move(*sources);
    choice.m_hours = *hours;
    choice.m_days = *days;
    choice.m_text += hours->is_all() ? "" : fmt::format("hours {};", to_string(*hours));
    choice.m_text += days->is_all() ? "" : fmt::format("days {};", to_string(*days));
    if (const auto area = choice.read_area(run, query); !area) {
        return tl::unexpected<Problem>(area.error());
    }
    return choice;
}

bool IncidentChoice::accepts(std::size_t index) const
{
    if (!is_in(m_categories, m_table->category[index]) ||
        !is_in(m_sources, m_table->source[index])) {
        return false;
    }
    const WallMinutes time = m_table->time[index];
    const TimePrecision precision = m_table->precision[index];
    if (!m_hours.is_all() && (precision > TimePrecision::hour || !m_hours.contains(time))) {
        return false;
    }
    if (!m_days.is_all() && (precision > TimePrecision::day || !m_days.contains(time))) {
        return false;
    }
    if (m_locator == nullptr) {
        return true;
    }
    const auto area = m_locator->find({m_table->x[index], m_table->y[index]});
    return area && m_areas[*area] != 0;
}

}  // namespace heatward::server
