#include <cctype>
#include <string>
#include <vector>

#include <benchmark/benchmark.h>

#include "bench/synthetic_places.hpp"
#include "heatward/core/parallel.hpp"
#include "support/small_gazetteer.hpp"

namespace heatward::bench {
namespace {

constexpr std::size_t kPostcodeRows = 1'000'000;
constexpr std::size_t kMixedRows = 100'000;
constexpr std::size_t kGrain = 4'096;

struct Row {
    std::string location;
    std::string town;
    std::string postcode;
};

/// Of a hundred rows 95 are written well, three without their blank in small letters, one with a
/// letter for a figure, and one of no list.
std::vector<Row> postcode_rows()
{
    std::mt19937 random(3);
    std::vector<Row> rows(kPostcodeRows);
    for (Row& row : rows) {
        std::string text = made_postcode(random() % kPostcodes);
        const std::size_t kind = random() % 100;
        if (kind < 3) {
            text.erase(4, 1);
            for (char& c : text) {
                c = static_cast<char>(std::tolower(c));
            }
        } else if (kind == 3) {
            text[5] = text[5] == '0' ? 'O' : text[5];
        } else if (kind == 4) {
            text[0] = 'Z';
        }
        row.postcode = std::move(text);
    }
    return rows;
}

template <class T>
const T& any_of(const std::vector<T>& values, std::mt19937& random)
{
    return values[random() % values.size()];
}

std::string with_typing_error(std::string text, std::mt19937& random)
{
    const std::size_t at = 1 + random() % (text.size() - 2);
    std::swap(text[at], text[at + 1]);
    return text;
}

/// What control rooms write: of ten rows four streets, one of them misspelt; two junctions, two
/// premises, one postcode in the text, one that nothing locates.
Row mixed_row(const MadeCounty& county, std::mt19937& random)
{
    const MadeTown& town = any_of(county.towns, random);
    const std::string street = any_of(town.eastward, random);
    const std::string number = std::to_string(1 + random() % 200) + " ";
    switch (random() % 10) {
        case 0:
        case 1:
        case 2:
            return {number + street, town.name, ""};
        case 3:
            return {number + with_typing_error(street, random) + ", " + town.name, "", ""};
        case 4:
        case 5: {
            const std::size_t lattice = random() % 10 * 20;
            return {town.eastward[lattice + random() % 20] + " j/w " +
                        town.northward[lattice + random() % 20],
                    town.name, ""};
        }
        case 6:
        case 7:
            return {"o/s " + any_of(town.premises, random) + ", " + street, town.name, ""};
        case 8:
            return {"rear of shops, AB12 3CD", town.name, ""};
        default:
            return {"near the bus stop by the green", town.name, ""};
    }
}

void locate_rows(benchmark::State& state, const geocode::Cascade& cascade,
                 const std::vector<Row>& rows)
{
    std::vector<std::uint8_t> is_located(rows.size());
    for (auto _ : state) {
        for_each_run(rows.size(), kGrain, static_cast<unsigned>(state.range(0)),
                     [&](std::size_t begin, std::size_t end) {
                         for (std::size_t i = begin; i < end; ++i) {
                             geocode::LocationClues clues;
                             clues.location = rows[i].location;
                             clues.town = rows[i].town;
                             clues.postcode = rows[i].postcode;
                             is_located[i] = cascade.locate(clues).position.has_value() ? 1 : 0;
                         }
                     });
    }
    double located = 0;
    for (const std::uint8_t one : is_located) {
        located += one;
    }
    state.counters["located_share"] = located / static_cast<double>(rows.size());
    state.counters["rows_per_s"] = benchmark::Counter(
        static_cast<double>(rows.size()), benchmark::Counter::kIsIterationInvariantRate);
}

void postcodes(benchmark::State& state)
{
    static const geocode::Cascade cascade =
        geocode::testing_support::whole_cascade(made_postcodes());
    static const std::vector<Row> rows = postcode_rows();
    locate_rows(state, cascade, rows);
}

void mixed(benchmark::State& state)
{
    static const MadeCounty county = made_county();
    static const geocode::Cascade cascade =
        geocode::testing_support::whole_cascade(county.gazetteer);
    static const std::vector<Row> rows = [] {
        std::mt19937 random(4);
        std::vector<Row> made(kMixedRows);
        for (Row& row : made) {
            row = mixed_row(county, random);
        }
        return made;
    }();
    locate_rows(state, cascade, rows);
}

/// The slowest texts: as many words and joints as are looked at, none of them a name.
void hostile(benchmark::State& state)
{
    static const MadeCounty county = made_county();
    static const geocode::Cascade cascade =
        geocode::testing_support::whole_cascade(county.gazetteer);
    static const std::vector<Row> rows = [] {
        std::mt19937 random(5);
        std::vector<Row> made(8);
        for (Row& row : made) {
            for (int i = 0; i < 30; ++i) {
                row.location += with_typing_error(made_word(random), random) + " x ";
            }
        }
        return made;
    }();
    locate_rows(state, cascade, rows);
}

BENCHMARK(postcodes)->Arg(1)->Arg(2)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(mixed)->Arg(1)->Arg(2)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(hostile)->Arg(1)->Unit(benchmark::kMillisecond)->UseRealTime();

}  // namespace
}  // namespace heatward::bench
