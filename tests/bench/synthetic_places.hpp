#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "heatward/geocode/gazetteer.hpp"

namespace heatward::bench {

/// As many full postcodes as Great Britain has live ones.
inline constexpr std::size_t kPostcodes = 1'700'000;
inline constexpr double kCountrySide_m = 700'000;

/// The n-th of postcodes that all differ: areas, districts, sectors and units as letters and
/// figures in turn.
inline std::string made_postcode(std::size_t n)
{
    constexpr std::string_view unit_letters = "ABDEFGHJLNPQRSTUWXYZ";
    const auto take = [&](std::size_t base) { return std::exchange(n, n / base) % base; };
    std::string postcode = "AA00 0AA";
    postcode[7] = unit_letters[take(20)];
    postcode[6] = unit_letters[take(20)];
    postcode[5] = static_cast<char>('0' + take(10));
    postcode[3] = static_cast<char>('0' + take(10));
    postcode[2] = static_cast<char>('1' + take(9));
    postcode[1] = static_cast<char>('A' + take(26));
    postcode[0] = static_cast<char>('A' + take(26));
    return postcode;
}

inline std::shared_ptr<const geocode::Gazetteer> made_postcodes()
{
    std::mt19937 random(1);
    const auto anywhere = [&] {
        return std::uniform_real_distribution(0.0, kCountrySide_m)(random);
    };
    geocode::GazetteerBuilder builder;
    for (std::size_t i = 0; i < kPostcodes; ++i) {
        builder.add(geocode::PostcodeRecord{made_postcode(i), {anywhere(), anywhere()}, 100});
    }
    return std::make_shared<const geocode::Gazetteer>(builder.build());
}

/// Town, its streets' names by the lattice that they make, and its premises.
struct MadeTown {
    std::string name;
    std::vector<std::string> eastward;
    std::vector<std::string> northward;
    std::vector<std::string> premises;
};

inline std::string made_word(std::mt19937& random)
{
    constexpr std::array syllables{"ash", "bar", "cob",  "den", "elm", "fal", "gar", "hol", "ing",
                                   "kel", "lan", "mor",  "nor", "oak", "pen", "rud", "sel", "thor",
                                   "ul",  "wes", "ford", "ham", "ley", "ton", "by",  "wick"};
    std::string word;
    for (int i = 0; i < 3; ++i) {
        word += syllables[random() % syllables.size()];
    }
    return word;
}

/// A county of 60 towns with a lattice of 20 by 20 streets each: 24,000 streets, one in ten of a
/// name that most towns have; 30 premises a town; and the country's postcodes.
struct MadeCounty {
    std::vector<MadeTown> towns;
    std::shared_ptr<const geocode::Gazetteer> gazetteer;
};

inline std::string made_street(std::mt19937& random)
{
    constexpr std::array kinds{"Road",   "Street", "Lane",  "Close",
                               "Avenue", "Way",    "Drive", "Gardens"};
    constexpr std::array everywhere{"High Street", "Church Lane", "Station Road", "Mill Road"};
    return random() % 10 == 0 ? everywhere[random() % everywhere.size()]
                              : made_word(random) + " " + kinds[random() % kinds.size()];
}

inline MadeTown add_town(std::mt19937& random, geocode::GazetteerBuilder& builder,
                         ProjectedPoint corner)
{
    constexpr int across = 20;
    constexpr int lattices = 10;
    constexpr double block_m = 80;
    MadeTown town;
    town.name = made_word(random);
    builder.add(geocode::PlaceRecord{town.name, {corner.x + 2'000, corner.y + 2'000}, 2'500});
    for (int lattice = 0; lattice < lattices; ++lattice) {
        const double x = corner.x + 900.0 * (lattice % 4);
        const double y = corner.y + 900.0 * (lattice / 4);
        for (int i = 0; i < across; ++i) {
            town.eastward.push_back(made_street(random));
            town.northward.push_back(made_street(random));
            std::vector<ProjectedPoint> east;
            std::vector<ProjectedPoint> north;
            for (int k = 0; k < across / 2; ++k) {
                east.push_back({x + k * block_m, y + i * block_m / 2});
                north.push_back({x + i * block_m / 2, y + k * block_m});
            }
            builder.add(geocode::RoadRecord{{town.eastward.back()}, {east}, std::nullopt, {}});
            builder.add(geocode::RoadRecord{{town.northward.back()}, {north}, std::nullopt, {}});
        }
    }
    for (int i = 0; i < 30; ++i) {
        town.premises.push_back("The " + made_word(random) + " " + made_word(random));
        builder.add(geocode::PremisesRecord{
            {town.premises.back()}, {corner.x + 100.0 * i, corner.y + 50.0 * i}, 30, {}});
    }
    return town;
}

inline MadeCounty made_county()
{
    std::mt19937 random(2);
    geocode::GazetteerBuilder builder;
    MadeCounty county;
    for (int i = 0; i < 60; ++i) {
        county.towns.push_back(
            add_town(random, builder, {8'000.0 * (i % 8), 8'000.0 * static_cast<int>(i / 8)}));
    }
    county.gazetteer = std::make_shared<const geocode::Gazetteer>(builder.build());
    return county;
}

}  // namespace heatward::bench
