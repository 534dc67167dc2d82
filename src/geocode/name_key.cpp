#include "heatward/geocode/name_key.hpp"

#include <algorithm>
#include <array>

#include "heatward/geocode/folded_text.hpp"

namespace heatward::geocode {
namespace {

/// Where in a name an abbreviation means this.
enum Position : unsigned { first = 1, middle = 2, last = 4, not_last = 3, anywhere = 7 };

struct Abbreviation {
    std::string_view written;
    unsigned position;
    std::string_view meant;
};

// Sorted by what is written. Royal Mail's and Ordnance Survey's usual forms, and those of control
// rooms.
constexpr std::array kAbbreviations{
    Abbreviation{"al", last, "alley"},
    Abbreviation{"aly", anywhere, "alley"},
    Abbreviation{"app", last, "approach"},
    Abbreviation{"appr", anywhere, "approach"},
    Abbreviation{"arc", last, "arcade"},
    Abbreviation{"av", anywhere, "avenue"},
    Abbreviation{"ave", anywhere, "avenue"},
    Abbreviation{"aven", anywhere, "avenue"},
    Abbreviation{"bk", last, "bank"},
    Abbreviation{"bldg", anywhere, "building"},
    Abbreviation{"bldgs", anywhere, "buildings"},
    Abbreviation{"blvd", anywhere, "boulevard"},
    Abbreviation{"br", anywhere, "bridge"},
    Abbreviation{"brdg", anywhere, "bridge"},
    Abbreviation{"brg", anywhere, "bridge"},
    Abbreviation{"bvd", anywhere, "boulevard"},
    Abbreviation{"cem", anywhere, "cemetery"},
    Abbreviation{"cen", anywhere, "centre"},
    Abbreviation{"center", anywhere, "centre"},
    Abbreviation{"ch", last, "chase"},
    Abbreviation{"ch", anywhere, "church"},
    Abbreviation{"chs", anywhere, "chase"},
    Abbreviation{"cir", last, "circus"},
    Abbreviation{"cirs", anywhere, "circus"},
    Abbreviation{"cl", anywhere, "close"},
    Abbreviation{"clo", anywhere, "close"},
    Abbreviation{"cls", anywhere, "close"},
    Abbreviation{"cmn", anywhere, "common"},
    Abbreviation{"cnr", anywhere, "corner"},
    Abbreviation{"coll", anywhere, "college"},
    Abbreviation{"cor", last, "corner"},
    Abbreviation{"cott", anywhere, "cottage"},
    Abbreviation{"cotts", anywhere, "cottages"},
    Abbreviation{"cr", anywhere, "crescent"},
    Abbreviation{"cres", anywhere, "crescent"},
    Abbreviation{"cresc", anywhere, "crescent"},
    Abbreviation{"crft", anywhere, "croft"},
    Abbreviation{"crs", anywhere, "crescent"},
    Abbreviation{"crt", anywhere, "court"},
    Abbreviation{"cswy", anywhere, "causeway"},
    Abbreviation{"ct", anywhere, "court"},
    Abbreviation{"ctr", anywhere, "centre"},
    Abbreviation{"cts", last, "courts"},
    Abbreviation{"ctyd", anywhere, "courtyard"},
    Abbreviation{"cyd", anywhere, "courtyard"},
    Abbreviation{"dr", last, "drive"},
    Abbreviation{"dr", not_last, "doctor"},
    Abbreviation{"drv", last, "drive"},
    Abbreviation{"dv", last, "drive"},
    Abbreviation{"e", anywhere, "east"},
    Abbreviation{"emb", anywhere, "embankment"},
    Abbreviation{"embk", anywhere, "embankment"},
    Abbreviation{"est", anywhere, "estate"},
    Abbreviation{"fm", anywhere, "farm"},
    Abbreviation{"gall", anywhere, "gallery"},
    Abbreviation{"gdn", anywhere, "garden"},
    Abbreviation{"gdn", anywhere, "gardens"},
    Abbreviation{"gdns", anywhere, "gardens"},
    Abbreviation{"gds", anywhere, "gardens"},
    Abbreviation{"gn", anywhere, "green"},
    Abbreviation{"gns", anywhere, "gardens"},
    Abbreviation{"gr", last, "grove"},
    Abbreviation{"gr", last, "green"},
    Abbreviation{"gr", not_last, "great"},
    Abbreviation{"gr", not_last, "green"},
    Abbreviation{"grd", anywhere, "ground"},
    Abbreviation{"grn", anywhere, "green"},
    Abbreviation{"gro", anywhere, "grove"},
    Abbreviation{"grv", anywhere, "grove"},
    Abbreviation{"gt", anywhere, "great"},
    Abbreviation{"gte", anywhere, "gate"},
    Abbreviation{"hgts", anywhere, "heights"},
    Abbreviation{"hl", anywhere, "hill"},
    Abbreviation{"hosp", anywhere, "hospital"},
    Abbreviation{"hse", anywhere, "house"},
    Abbreviation{"hts", anywhere, "heights"},
    Abbreviation{"ind", anywhere, "industrial"},
    Abbreviation{"jct", anywhere, "junction"},
    Abbreviation{"jn", anywhere, "junction"},
    Abbreviation{"la", last, "lane"},
    Abbreviation{"ln", anywhere, "lane"},
    Abbreviation{"lne", anywhere, "lane"},
    Abbreviation{"lr", first, "lower"},
    Abbreviation{"lt", first, "little"},
    Abbreviation{"lwr", first, "lower"},
    Abbreviation{"mdw", anywhere, "meadow"},
    Abbreviation{"mdws", anywhere, "meadows"},
    Abbreviation{"mkt", anywhere, "market"},
    Abbreviation{"ml", last, "mill"},
    Abbreviation{"mnr", anywhere, "manor"},
    Abbreviation{"ms", last, "mews"},
    Abbreviation{"mt", anywhere, "mount"},
    Abbreviation{"mws", anywhere, "mews"},
    Abbreviation{"n", anywhere, "north"},
    Abbreviation{"nth", anywhere, "north"},
    Abbreviation{"orch", anywhere, "orchard"},
    Abbreviation{"par", last, "parade"},
    Abbreviation{"pas", last, "passage"},
    Abbreviation{"pass", last, "passage"},
    Abbreviation{"pde", anywhere, "parade"},
    Abbreviation{"pdk", anywhere, "paddock"},
    Abbreviation{"pk", anywhere, "park"},
    Abbreviation{"pl", anywhere, "place"},
    Abbreviation{"plc", last, "place"},
    Abbreviation{"pln", anywhere, "plain"},
    Abbreviation{"prec", anywhere, "precinct"},
    Abbreviation{"prim", anywhere, "primary"},
    Abbreviation{"prom", last, "promenade"},
    Abbreviation{"psge", anywhere, "passage"},
    Abbreviation{"qdt", anywhere, "quadrant"},
    Abbreviation{"qu", last, "quay"},
    Abbreviation{"qy", anywhere, "quay"},
    Abbreviation{"rd", anywhere, "road"},
    Abbreviation{"rds", anywhere, "roads"},
    Abbreviation{"rec", anywhere, "recreation"},
    Abbreviation{"ri", last, "rise"},
    Abbreviation{"rlwy", anywhere, "railway"},
    Abbreviation{"rly", anywhere, "railway"},
    Abbreviation{"rw", last, "row"},
    Abbreviation{"s", anywhere, "south"},
    Abbreviation{"sch", anywhere, "school"},
    Abbreviation{"shop", last, "shopping"},
    Abbreviation{"sq", anywhere, "square"},
    Abbreviation{"sqr", anywhere, "square"},
    Abbreviation{"st", last, "street"},
    Abbreviation{"st", not_last, "saint"},
    Abbreviation{"st", middle, "street"},
    Abbreviation{"sta", anywhere, "station"},
    Abbreviation{"sth", anywhere, "south"},
    Abbreviation{"stn", anywhere, "station"},
    Abbreviation{"str", anywhere, "street"},
    Abbreviation{"strt", anywhere, "street"},
    Abbreviation{"tce", anywhere, "terrace"},
    Abbreviation{"ter", anywhere, "terrace"},
    Abbreviation{"terr", anywhere, "terrace"},
    Abbreviation{"trce", anywhere, "terrace"},
    Abbreviation{"trk", anywhere, "track"},
    Abbreviation{"univ", anywhere, "university"},
    Abbreviation{"upr", first, "upper"},
    Abbreviation{"vil", anywhere, "villas"},
    Abbreviation{"vill", anywhere, "villas"},
    Abbreviation{"vls", anywhere, "villas"},
    Abbreviation{"vw", anywhere, "view"},
    Abbreviation{"w", anywhere, "west"},
    Abbreviation{"wf", anywhere, "wharf"},
    Abbreviation{"whf", anywhere, "wharf"},
    Abbreviation{"wk", anywhere, "walk"},
    Abbreviation{"wlk", anywhere, "walk"},
    Abbreviation{"wy", anywhere, "way"},
    Abbreviation{"yd", anywhere, "yard"},
};

/// Kinds of streets and buildings, and words about places that name none. Sorted.
constexpr std::array<std::string_view, 118> kCommonWords{
    "a",         "address",    "alley",    "and",      "arcade",   "area",    "at",
    "avenue",    "bank",       "bar",      "behind",   "block",    "bridge",  "building",
    "buildings", "bus",        "by",       "cafe",     "car",      "centre",  "chase",
    "church",    "city",       "clinic",   "close",    "club",     "college", "common",
    "corner",    "court",      "crescent", "drive",    "east",     "estate",  "farm",
    "field",     "fields",     "flat",     "flats",    "floor",    "garage",  "garden",
    "gardens",   "gate",       "green",    "ground",   "grove",    "hall",    "heights",
    "high",      "hill",       "home",     "hospital", "hostel",   "hotel",   "house",
    "in",        "industrial", "inn",      "junction", "lane",     "library", "location",
    "male",      "market",     "meadow",   "mews",     "mount",    "near",    "new",
    "no",        "north",      "not",      "of",       "off",      "office",  "old",
    "on",        "outside",    "parade",   "park",     "parking",  "passage", "path",
    "place",     "primary",    "pub",      "railway",  "rear",     "rise",    "road",
    "row",       "scene",      "school",   "shop",     "shopping", "shops",   "side",
    "south",     "square",     "station",  "stop",     "store",    "street",  "supermarket",
    "surgery",   "terrace",    "the",      "theatre",  "to",       "town",    "unknown",
    "view",      "village",    "walk",     "way",      "west",     "yard"};

static_assert(std::is_sorted(kCommonWords.begin(), kCommonWords.end()));

bool is_word_character(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }

Position position_of(std::size_t i, std::size_t size)
{
    return i + 1 == size ? last : i == 0 ? first : middle;
}

/// What the word may stand for at that place; itself where it is no abbreviation there.
void append_meanings(std::string_view word, Position position,
                     std::vector<std::string_view>& meanings)
{
    meanings.clear();
    const auto range = std::equal_range(
        kAbbreviations.begin(), kAbbreviations.end(), Abbreviation{word, 0, {}},
        [](const Abbreviation& a, const Abbreviation& b) { return a.written < b.written; });
    for (auto i = range.first; i != range.second; ++i) {
        if ((i->position & position) != 0) {
            meanings.push_back(i->meant);
        }
    }
    if (meanings.empty()) {
        meanings.push_back(word);
    }
}

}  // namespace

std::vector<std::string_view> name_words(std::string_view folded, std::string& storage)
{
    storage.clear();
    storage.reserve(3 * folded.size());  // views into it stay good, also where & is written out
    std::vector<std::string_view> words;
    std::size_t begin = 0;
    const auto end_word = [&] {
        if (storage.size() > begin) {
            words.push_back(std::string_view(storage).substr(begin));
            begin = storage.size();
        }
    };
    for (const char c : folded) {
        if (is_word_character(c)) {
            storage.push_back(c);
        } else if (c == '&' || c == '+') {
            end_word();
            storage += "and";
            end_word();
        } else if (c != '\'' && c != '.') {
            end_word();
        }
    }
    end_word();
    return words;
}

void name_keys(std::span<const std::string_view> words, std::vector<std::string>& keys)
{
    keys.clear();
    const bool has_article = words.size() > 1 && words.front() == "the";
    // "The Street" is a name, "Street" is none; "The Paddocks" is both.
    const bool keeps_article = has_article && words.size() == 2;
    const bool drops_article = has_article && !(words.size() == 2 && is_common_word(words[1]));
    if (drops_article) {
        words = words.subspan(1);
    }
    if (words.empty() || words.size() > kMostNameWords) {
        return;
    }
    keys.emplace_back();
    std::vector<std::string_view> meanings;
    for (std::size_t i = 0; i < words.size(); ++i) {
        append_meanings(words[i], position_of(i, words.size()), meanings);
        const std::size_t before = keys.size();
        for (std::size_t m = 1; m < meanings.size(); ++m) {
            for (std::size_t k = 0; k < before && keys.size() < kMostKeys; ++k) {
                keys.push_back(keys[k]);
                keys.back() += meanings[m];
            }
        }
        for (std::size_t k = 0; k < before; ++k) {
            keys[k] += meanings[0];
        }
    }
    if (keeps_article && drops_article) {
        keys.push_back("the" + keys.front());
    }
    // As it is written too: a typing error may stand in an abbreviation.
    std::string written;
    for (const std::string_view word : words) {
        written += word;
    }
    if (std::find(keys.begin(), keys.end(), written) == keys.end()) {
        keys.push_back(std::move(written));
    }
}

std::vector<std::string> name_keys(std::string_view name)
{
    std::string storage;
    const std::string plain = folded(name);
    const std::vector<std::string_view> words = name_words(plain, storage);
    std::vector<std::string> keys;
    name_keys(words, keys);
    return keys;
}

bool is_common_word(std::string_view word)
{
    if (std::binary_search(kCommonWords.begin(), kCommonWords.end(), word)) {
        return true;
    }
    const auto found =
        std::lower_bound(kAbbreviations.begin(), kAbbreviations.end(), word,
                         [](const Abbreviation& a, std::string_view w) { return a.written < w; });
    return found != kAbbreviations.end() && found->written == word;
}

}  // namespace heatward::geocode
