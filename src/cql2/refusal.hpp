#pragma once

#include <string>
#include <utility>

namespace heatward::cql2 {

/// Thrown within the room where a filter cannot be had; parse_text and parse_json make an Error of
/// it. `place` stays empty until a parser that knows it catches the refusal in placed().
struct Refusal {
    std::string why;
    std::string place;
};

/// Runs `build`, and puts `place()` to a refusal that has none yet.
template <class Place, class Build>
auto placed(const Place& place, Build&& build)
{
    try {
        return std::forward<Build>(build)();
    } catch (Refusal& refusal) {
        if (refusal.place.empty()) {
            refusal.place = place();
        }
        throw;
    }
}

}  // namespace heatward::cql2
