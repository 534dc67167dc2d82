#include "heatward/geocode/clue_text.hpp"

#include <utility>

namespace heatward::geocode {

bool is_blank(std::string_view text)
{
    return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

Match unlocated(std::string reason, std::vector<std::string> fields)
{
    Match match;
    match.reason = std::move(reason);
    match.fields = std::move(fields);
    return match;
}

}  // namespace heatward::geocode
