#include "county_names.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace heatward::geocode {
namespace {

// Sorted, without blanks.
constexpr std::array<std::string_view, 100> kCounties{"avon",
                                                      "bedfordshire",
                                                      "beds",
                                                      "berks",
                                                      "berkshire",
                                                      "buckinghamshire",
                                                      "bucks",
                                                      "cambridgeshire",
                                                      "cambs",
                                                      "cheshire",
                                                      "cleveland",
                                                      "clwyd",
                                                      "codurham",
                                                      "cornwall",
                                                      "countydurham",
                                                      "cumbria",
                                                      "derbys",
                                                      "derbyshire",
                                                      "devon",
                                                      "dorset",
                                                      "dyfed",
                                                      "eastridingofyorkshire",
                                                      "eastsussex",
                                                      "eastyorkshire",
                                                      "england",
                                                      "essex",
                                                      "eyorks",
                                                      "gb",
                                                      "gbuk",
                                                      "glos",
                                                      "gloucestershire",
                                                      "greatbritain",
                                                      "greatermanchester",
                                                      "gwent",
                                                      "gwynedd",
                                                      "hampshire",
                                                      "hants",
                                                      "herefordshire",
                                                      "hertfordshire",
                                                      "herts",
                                                      "humberside",
                                                      "huntingdonshire",
                                                      "hunts",
                                                      "iow",
                                                      "isleofely",
                                                      "isleofwight",
                                                      "kent",
                                                      "lancashire",
                                                      "lancs",
                                                      "leicestershire",
                                                      "leics",
                                                      "lincolnshire",
                                                      "lincs",
                                                      "merseyside",
                                                      "middlesex",
                                                      "middx",
                                                      "midglamorgan",
                                                      "norfolk",
                                                      "northamptonshire",
                                                      "northants",
                                                      "northumberland",
                                                      "northyorkshire",
                                                      "nottinghamshire",
                                                      "notts",
                                                      "nyorks",
                                                      "oxfordshire",
                                                      "oxon",
                                                      "powys",
                                                      "rutland",
                                                      "salop",
                                                      "scotland",
                                                      "shropshire",
                                                      "somerset",
                                                      "southglamorgan",
                                                      "southyorkshire",
                                                      "staffordshire",
                                                      "staffs",
                                                      "suffolk",
                                                      "surrey",
                                                      "sussex",
                                                      "syorks",
                                                      "tyneandwear",
                                                      "uk",
                                                      "ukgb",
                                                      "unitedkingdom",
                                                      "wales",
                                                      "warks",
                                                      "warwickshire",
                                                      "westglamorgan",
                                                      "westmidlands",
                                                      "westsussex",
                                                      "westyorkshire",
                                                      "wilts",
                                                      "wiltshire",
                                                      "wmids",
                                                      "worcestershire",
                                                      "worcs",
                                                      "wyorks",
                                                      "yorks",
                                                      "yorkshire"};

constexpr std::array<std::string_view, 64> kRemarks{
    "abusive",    "aggressive",  "ambo",         "ambulance",   "approx",      "arrest",
    "arrested",   "assault",     "assaulted",    "attacked",    "bleeding",    "bottled",
    "breathing",  "caller",      "collapsed",    "conscious",   "disturbance", "domestic",
    "drinking",   "drunk",       "fallen",       "female",      "females",     "fight",
    "fighting",   "group",       "head",         "hrs",         "hurt",        "injured",
    "injuries",   "injury",      "intox",        "intoxicated", "kicked",      "knife",
    "length",     "male",        "males",        "man",         "men",         "overdose",
    "patient",    "person",      "police",       "pt",          "pts",         "punched",
    "pushed",     "refused",     "robbed",       "robbery",     "stabbed",     "stabbing",
    "threatened", "unconscious", "unresponsive", "victim",      "weapon",      "whole",
    "woman",      "women",       "youth",        "youths"};

static_assert(std::is_sorted(kCounties.begin(), kCounties.end()));
static_assert(std::is_sorted(kRemarks.begin(), kRemarks.end()));

}  // namespace

bool are_county(std::span<const LocationWord> words)
{
    std::string all;
    for (const LocationWord& word : words) {
        all += word.text;
    }
    return std::binary_search(kCounties.begin(), kCounties.end(), all) ||
           std::all_of(words.begin(), words.end(), [](const LocationWord& word) {
               return std::binary_search(kCounties.begin(), kCounties.end(), word.text);
           });
}

bool is_remark_word(std::string_view word)
{
    return std::binary_search(kRemarks.begin(), kRemarks.end(), word);
}

}  // namespace heatward::geocode
