#include "heatward/server/filter_parameters.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "heatward/core/known_names.hpp"
#include "heatward/server/numbers.hpp"

namespace heatward::server {

tl::expected<std::vector<std::string>, Problem> listed_ids(const Query& query,
                                                           std::string_view parameter,
                                                           const std::vector<std::string>& allowed,
                                                           std::string_view owner)
{
    const auto* text = query.find(parameter);
    if (text == nullptr) {
        return allowed;
    }
    std::vector<bool> is_listed(allowed.size(), false);
    for (const auto part : split_at_commas(*text)) {
        const auto place = std::find(allowed.begin(), allowed.end(), part);
        if (place == allowed.end()) {
            return bad_parameter(parameter, fmt::format("the {} has no {} \"{}\"; it has {}", owner,
                                                        parameter, part, known_names(allowed)));
        }
        is_listed[static_cast<std::size_t>(place - allowed.begin())] = true;
    }
    std::vector<std::string> ids;
    for (std::size_t i = 0; i < allowed.size(); ++i) {
        if (is_listed[i]) {
            ids.push_back(allowed[i]);
        }
    }
    return ids;
}

tl::expected<HourRange, Problem> asked_hours(const Query& query)
{
    const auto* text = query.find("hours");
    if (text == nullptr) {
        return HourRange();
    }
    const auto hours = parse_hours(*text);
    if (!hours) {
        return bad_parameter("hours", hours.error().message);
    }
    return *hours;
}

tl::expected<Weekdays, Problem> asked_days(const Query& query)
{
    const auto* text = query.find("days");
    if (text == nullptr) {
        return Weekdays();
    }
    const auto days = parse_weekdays(*text);
    if (!days) {
        return bad_parameter("days", days.error().message);
    }
    return *days;
}

}  // namespace heatward::server
