#include "heatward/geocode/clue_text.hpp"

#include <utility>

namespace heatward::geocode {
namespace {

constexpr std::string_view kBlanks = " \t\r\n";
constexpr std::string_view kNoBreakSpace = "\xC2\xA0";

}  // namespace

std::string_view trimmed_clue(std::string_view text)
{
    for (;;) {
        if (!text.empty() && kBlanks.find(text.front()) != std::string_view::npos) {
            text.remove_prefix(1);
        } else if (!text.empty() && kBlanks.find(text.back()) != std::string_view::npos) {
            text.remove_suffix(1);
        } else if (text.starts_with(kNoBreakSpace)) {
            text.remove_prefix(kNoBreakSpace.size());
        } else if (text.ends_with(kNoBreakSpace)) {
            text.remove_suffix(kNoBreakSpace.size());
        } else {
            return text;
        }
    }
}

bool is_blank(std::string_view text) { return trimmed_clue(text).empty(); }

Match unlocated(std::string reason, std::vector<std::string> fields)
{
    Match match;
    match.reason = std::move(reason);
    match.fields = std::move(fields);
    return match;
}

}  // namespace heatward::geocode
