// libFuzzer target: whatever a row says of its place, the whole cascade over a small gazetteer
// ends, gives a position exactly where its level is located, gives the same again, and looks at no
// more than the first bytes of a text. The input is location, town and postcode, parted by NUL.

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "heatward/geocode/folded_text.hpp"
#include "support/small_gazetteer.hpp"

namespace {

using heatward::geocode::LocationClues;
using heatward::geocode::Match;

void require(bool holds)
{
    if (!holds) {
        std::abort();
    }
}

std::string_view take_field(std::string_view& rest)
{
    const std::size_t end = std::min(rest.find('\0'), rest.size());
    const std::string_view field = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    return field;
}

void check_match(const Match& match)
{
    require(match.position.has_value() == heatward::is_located(match.level));
    require(match.candidates.empty() == (match.level != heatward::MatchLevel::ambiguous));
    if (match.position) {
        require(std::isfinite(match.position->x) && std::isfinite(match.position->y));
        require(match.uncertainty_m > 0 && match.score > 0 && match.score <= 1);
        require(!match.matched.empty());
    } else {
        require(!match.reason.empty() && !match.fields.empty());
    }
}

void check_same(const Match& a, const Match& b)
{
    require(a.level == b.level && a.position == b.position && a.matched == b.matched &&
            a.uncertainty_m == b.uncertainty_m && a.reason == b.reason && a.fields == b.fields);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    static const auto cascade = heatward::geocode::testing_support::whole_cascade(
        heatward::geocode::testing_support::small_gazetteer());
    std::string_view rest(reinterpret_cast<const char*>(data), size);
    LocationClues clues;
    clues.location = take_field(rest);
    clues.town = take_field(rest);
    clues.postcode = take_field(rest);
    const Match match = cascade.locate(clues);
    check_match(match);
    check_same(match, cascade.locate(clues));
    clues.location = clues.location.substr(0, heatward::geocode::kLongestLocation);
    if (!heatward::geocode::folded(clues.location).empty()) {
        check_same(match, cascade.locate(clues));
    }
    return 0;
}
