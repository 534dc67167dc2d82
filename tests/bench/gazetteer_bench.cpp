#include <chrono>
#include <cstddef>
#include <filesystem>
#include <fstream>
#include <string>

#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include "heatward/pipeline/gazetteer_cache.hpp"
#include "support/temporary_folder.hpp"

namespace heatward::bench {
namespace {

constexpr std::size_t kPostcodes = 1'700'000;  // as many are in use in Great Britain
constexpr std::size_t kLetters = 26;
constexpr std::size_t kUnits = kLetters * kLetters;
constexpr std::size_t kSectors = 10;
constexpr std::size_t kDistricts = 9;

/// A postcode for each number, none twice: "CA1 0AA", "CA1 0AB" …
std::string postcode(std::size_t number)
{
    const auto letter = [](std::size_t n) { return static_cast<char>('A' + n % kLetters); };
    const std::size_t sector = number / kUnits;
    const std::size_t district = sector / kSectors;
    const std::size_t area = district / kDistricts;
    return fmt::format("{}{}{} {}{}{}", static_cast<char>('C' + area / kLetters), letter(area),
                       1 + district % kDistricts, sector % kSectors, letter(number / kLetters),
                       letter(number));
}

/// A project with one list of postcodes, spread over England, whose gazetteer was opened once.
class Country {
public:
    Country()
    {
        const std::filesystem::path file = m_folder.path() / "postcodes.csv";
        {
            std::ofstream list(file);
            list << "pcds,doterm,oseast1m,osnrth1m,osgrdind\n";
            for (std::size_t i = 0; i < kPostcodes; ++i) {
                list << postcode(i) << ",," << 300'000 + i * 7919 % 300'000 << ','
                     << 100'000 + i * 104'729 % 400'000 << ",1\n";
            }
        }
        std::filesystem::last_write_time(
            file, std::filesystem::file_time_type::clock::now() - std::chrono::hours(1));
        m_project.crs = "EPSG:27700";
        m_project.folder = m_folder.path().string();
        m_project.gazetteer.postcodes = {"postcodes.csv"};
        open();
    }

    pipeline::OpenedGazetteer open()
    {
        SilentProgress progress;
        const GazetteerUse use{true, false, false};
        return pipeline::open_gazetteer({m_project, m_projection, {}, use},
                                        {m_folder.path() / "published"}, progress);
    }

    void forget() { std::filesystem::remove_all(m_folder.path() / "published"); }

private:
    using GazetteerUse = pipeline::GazetteerUse;

    test::TemporaryFolder m_folder;
    project::Project m_project;
    gis::Projection m_projection{"EPSG:27700"};
};

Country& country()
{
    static Country made;
    return made;
}

void open_cached(benchmark::State& state)
{
    Country& made = country();
    for (auto _ : state) {
        const auto opened = made.open();
        if (!opened.was_cached || opened.gazetteer->postcodes.size() != kPostcodes) {
            state.SkipWithError("the cache was not taken");
            return;
        }
    }
}

void read_list(benchmark::State& state)
{
    Country& made = country();
    for (auto _ : state) {
        state.PauseTiming();
        made.forget();
        state.ResumeTiming();
        benchmark::DoNotOptimize(made.open());
    }
}

BENCHMARK(open_cached)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(read_list)->Unit(benchmark::kMillisecond)->UseRealTime()->Iterations(1);

}  // namespace
}  // namespace heatward::bench
