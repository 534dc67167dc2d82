#include "heatward/geocode/sector_locator.hpp"

#include <optional>

#include "heatward/geocode/clue_text.hpp"
#include "heatward/geocode/postcode.hpp"
#include "heatward/geocode/text_postcodes.hpp"

namespace heatward::geocode {
namespace {

constexpr double kSectorScore = 0.5;
constexpr const char* kAnyUnit = "AA";

struct Sector {
    PostcodeKey key;
    PostcodePlace place;
};

/// The sector of a text's postcode, or of the one reading of a misspelt one whose sector there is.
std::optional<Sector> sector_of_text(const PostcodeTable& table, std::string_view text)
{
    if (const auto key = parse_postcode(text)) {
        if (const auto place = table.sector(*key)) {
            return Sector{*key, *place};
        }
    }
    if (const auto key = parse_postcode(std::string(text) + kAnyUnit)) {
        if (const auto place = table.sector(*key)) {
            return Sector{*key, *place};  // "CB2 1", which is all that some agencies give
        }
    }
    std::optional<Sector> only;
    for (const PostcodeKey key : repaired_postcodes(text)) {
        const auto place = table.sector(key);
        if (!place) {
            continue;
        }
        if (only && sector_of(only->key).first != sector_of(key).first) {
            return std::nullopt;
        }
        only = Sector{key, *place};
    }
    return only;
}

}  // namespace

bool SectorLocator::has_clue(const LocationClues& clues) const
{
    return !is_blank(clues.postcode) || !postcode_clues(clues).texts.empty();
}

Match SectorLocator::locate(const LocationClues& clues) const
{
    const PostcodeClues texts = postcode_clues(clues);
    std::optional<Sector> only;
    for (const std::string& text : texts.texts) {
        if (!texts.is_field && !parse_postcode(text)) {
            continue;  // in free text too much looks like a misspelt postcode
        }
        const auto sector = sector_of_text(m_gazetteer->postcodes, text);
        if (only && sector && sector_of(only->key).first != sector_of(sector->key).first) {
            return unlocated("location names postcodes of several sectors", {"location"});
        }
        only = sector ? sector : only;
    }
    Match match;
    if (only) {
        match.level = MatchLevel::sector;
        match.position = only->place.position;
        match.uncertainty_m = static_cast<double>(only->place.uncertainty_m);
        match.score = kSectorScore;
        match.matched = written_sector(only->key);
    }
    return match;
}

}  // namespace heatward::geocode
