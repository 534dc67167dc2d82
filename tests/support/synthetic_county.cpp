#include "support/synthetic_county.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <stdexcept>
#include <string>

#include <fmt/format.h>

#include "heatward/core/crossing.hpp"
#include "heatward/maps/density_layer.hpp"
#include "heatward/stats/breaks.hpp"

namespace heatward::test {
namespace {

constexpr int kColumns = 10;
constexpr int kRows = 6;
constexpr double kSide = 6000;
constexpr double kWest = 530000;
constexpr double kSouth = 230000;
constexpr int kBends = 6;  // of a ward's side

/// Numbers from 0 to below 1 by SplitMix64 (Steele et al. 2014): the standard's own distributions
/// differ between libraries.
class Chance {
public:
    explicit Chance(std::uint64_t seed) : m_state(seed) {}

    double share()
    {
        m_state += 0x9E3779B97F4A7C15U;
        std::uint64_t z = m_state;
        z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9U;
        z = (z ^ (z >> 27U)) * 0x94D049BB133111EBU;
        return std::ldexp(static_cast<double>((z ^ (z >> 31U)) >> 11U), -53);
    }
    double between(double low, double high) { return low + share() * (high - low); }
    std::size_t below(std::size_t n)
    {
        return static_cast<std::size_t>(share() * static_cast<double>(n));
    }

private:
    std::uint64_t m_state;
};

Chance chance_of(int a, int b, int c)
{
    return Chance(static_cast<std::uint64_t>(a * 10007 + b * 101 + c));
}

ProjectedPoint corner(int column, int row)
{
    Chance chance = chance_of(column, row, 1);
    return {kWest + kSide * (column + chance.between(-0.25, 0.25)),
            kSouth + kSide * (row + chance.between(-0.25, 0.25))};
}

/// The crooked side from one corner to the next, its last corner left out; the same line from both
/// directions.
void add_side(Ring<ProjectedPoint>& ring, int c0, int r0, int c1, int r1)
{
    const bool forward = c0 < c1 || r0 < r1;
    const int c = std::min(c0, c1);
    const int r = std::min(r0, r1);
    const ProjectedPoint a = corner(c, r);
    const ProjectedPoint b = corner(std::max(c0, c1), std::max(r0, r1));
    std::vector<ProjectedPoint> line{a};
    Chance chance = chance_of(c, r, c0 == c1 ? 2 : 3);
    for (int i = 1; i < kBends; ++i) {
        const double t = static_cast<double>(i) / kBends;
        line.push_back({a.x + t * (b.x - a.x) + chance.between(-260, 260),
                        a.y + t * (b.y - a.y) + chance.between(-260, 260)});
    }
    line.push_back(b);
    if (!forward) {
        std::reverse(line.begin(), line.end());
    }
    ring.insert(ring.end(), line.begin(), line.end() - 1);
}

/// The outline of a block of wards, anticlockwise.
Ring<ProjectedPoint> block(int c0, int r0, int c1, int r1)
{
    Ring<ProjectedPoint> ring;
    for (int c = c0; c < c1; ++c) {
        add_side(ring, c, r0, c + 1, r0);
    }
    for (int r = r0; r < r1; ++r) {
        add_side(ring, c1, r, c1, r + 1);
    }
    for (int c = c1; c > c0; --c) {
        add_side(ring, c, r1, c - 1, r1);
    }
    for (int r = r1; r > r0; --r) {
        add_side(ring, c0, r, c0, r - 1);
    }
    return ring;
}

const std::vector<Column> kAreaColumns{{"code", ColumnType::text},
                                       {"name", ColumnType::text},
                                       {"parent", ColumnType::text},
                                       {"population", ColumnType::integer},
                                       {"violence_rate_per_1000", ColumnType::real}};

FeatureTable districts()
{
    FeatureTable table;
    table.name = "districts";
    table.columns = kAreaColumns;
    const std::array<const char*, 4> names{"West Shire", "Mid Shire", "Midton", "East Shire"};
    for (std::size_t i = 0; i < names.size(); ++i) {
        table.rows.push_back({fmt::format("D{}", i + 1), names[i], std::monostate{},
                              std::int64_t{100000}, std::monostate{}});
    }
    Ring<ProjectedPoint> hole = block(5, 2, 7, 4);
    std::reverse(hole.begin(), hole.end());
    table.geometry = {{{block(0, 0, 4, kRows), {}}},
                      {{block(4, 0, 8, kRows), {hole}}},
                      {{block(5, 2, 7, 4), {}}},
                      {{block(8, 0, kColumns, kRows), {}}}};
    return table;
}

std::string ward_name(int number)
{
    static constexpr std::array<const char*, 10> kFirst{"Ash",  "Birch", "Cold", "Dene",   "Elm",
                                                        "Fern", "Great", "Holm", "Little", "Marsh"};
    static constexpr std::array<const char*, 6> kSecond{"ford", "ham",          "ley Green",
                                                        "stow", "wick St Mary", "thorpe"};
    return std::string(kFirst[static_cast<std::size_t>(number) % kFirst.size()]) +
           kSecond[static_cast<std::size_t>(number) / kFirst.size()];
}

FeatureTable wards()
{
    FeatureTable table;
    table.name = "wards";
    table.columns = kAreaColumns;
    for (int r = 0; r < kRows; ++r) {
        for (int c = 0; c < kColumns; ++c) {
            const int number = r * kColumns + c;
            const bool in_town = c >= 5 && c < 7 && r >= 2 && r < 4;
            const char* const parent = in_town ? "D3" : c < 4 ? "D1" : c < 8 ? "D2" : "D4";
            table.rows.push_back({fmt::format("W{}", number + 1), ward_name(number), parent,
                                  std::int64_t{5000 + 10 * number}, 0.5 * number});
            table.geometry.push_back({{block(c, r, c + 1, r + 1), {}}});
        }
    }
    return table;
}

IncidentTable incidents(const ProjectedMultiPolygon& study_area)
{
    Chance chance(2025);
    struct Town {
        ProjectedPoint centre;
        double spread;
    };
    std::vector<Town> towns;
    for (int i = 0; i < 24; ++i) {
        towns.push_back({{chance.between(kWest, kWest + kColumns * kSide),
                          chance.between(kSouth, kSouth + kRows * kSide)},
                         chance.between(300, 1400)});
    }
    // Three of them are in Midton.
    for (std::size_t i = 0; i < 3; ++i) {
        towns[i].centre = {kWest + chance.between(5.3, 6.7) * kSide,
                           kSouth + chance.between(2.3, 3.7) * kSide};
    }
    const WindingIndex inside(study_area);
    IncidentTable table;
    for (std::uint32_t i = 0; i < 5000; ++i) {
        // Squared, so that the first towns have most.
        const double rank = chance.share() * chance.share();
        const Town& town =
            towns[static_cast<std::size_t>(rank * static_cast<double>(towns.size()))];
        const bool in_town = chance.share() < 0.85;
        // The sum of four even numbers is near enough to a normal one.
        const auto scatter = [&] {
            return (chance.share() + chance.share() + chance.share() + chance.share() - 2) *
                   std::sqrt(3.0) * town.spread;
        };
        Incident incident;
        incident.position =
            in_town ? ProjectedPoint{town.centre.x + scatter(), town.centre.y + scatter()}
                    : ProjectedPoint{chance.between(kWest, kWest + kColumns * kSide),
                                     chance.between(kSouth, kSouth + kRows * kSide)};
        incident.position = {10 * std::round(incident.position.x / 10),
                             10 * std::round(incident.position.y / 10)};
        incident.row = i + 1;
        incident.source = i < 4000 ? 0 : 1;
        incident.category = chance.share() < 0.8 ? 0 : 1;
        const auto month = static_cast<int>(1 + chance.below(12));
        incident.time =
            start_of({2025, incident.source == 1 && (month == 3 || month == 4) ? 5 : month});
        incident.level = MatchLevel::masked;
        incident.uncertainty_m = incident.source == 0 ? 250 : 900;
        incident.in_study_area = inside.contains(incident.position);
        table.append(incident);
    }
    table.sort_spatially();
    return table;
}

project::Project project()
{
    project::Project project;
    project.title = "Violence in the Shires";
    project.study_area = "districts";
    project.marking = "OFFICIAL-SENSITIVE";
    project.areas.push_back({"districts", "districts.geojson", "CODE", "NAME", {}, {}, {}, {}, {}});
    project.areas.push_back({"wards",
                             "wards.geojson",
                             "CODE",
                             "NAME",
                             project::ParentLink{"districts", "PARENT"},
                             {},
                             {},
                             {},
                             {}});
    project.categories.push_back({"violence", "Violence", 180.48, false, {}});
    project.categories.push_back({"robbery", "Robbery", 365.0, false, {}});
    for (const char* id : {"police", "ambulance"}) {
        project::Source source;
        source.id = id;
        source.kind = id;
        project.sources.push_back(source);
    }
    project::Layer violence;
    violence.id = "violence";
    violence.title = "Violence, 2025";
    violence.categories = {"violence", "robbery"};
    violence.sources = {"police"};
    violence.period_text = "2025-01/2025-12";
    violence.period = parse_interval(violence.period_text).value();
    violence.bandwidth = 1500.0;
    project::Layer harm = violence;
    harm.id = "harm";
    harm.title = "Violence and robbery weighted by harm, 2025";
    harm.sources = {"police", "ambulance"};
    harm.combine = "sum";
    harm.kernel = Kernel::epanechnikov;
    harm.bandwidth = 2000.0;
    harm.weight = project::Weight::harm;
    harm.edge = EdgeCorrection::uniform;
    harm.widen = true;
    project.layers = {violence, harm};
    return project;
}

void add_summary(run_store::RunData& run, const project::Layer& layer, const char* unit)
{
    run_store::LayerSummary summary;
    summary.id = layer.id;
    summary.bandwidth_m = std::get<double>(layer.bandwidth);
    summary.years = 1;
    summary.unit = unit;
    run.layers.push_back(summary);
    const maps::DensityLayer density(maps::layer_input(run, layer), maps::Plane::project);
    const auto surface = density.evaluate(frame_covering(extent_of(run.study_area), 500), true, 1);
    const auto breaks = stats::geometric_breaks(surface.values);
    if (!breaks) {
        throw std::logic_error("the synthetic county has no incidents");
    }
    run.layers.back().count = density.selection().rows.size();
    run.layers.back().breaks.assign(breaks->lower.begin(), breaks->lower.end());
    run.layers.back().breaks.push_back(breaks->maximum);
}

}  // namespace

run_store::RunData synthetic_county()
{
    run_store::RunData run;
    run.run_id = "0123456789abcdef";
    run.program_version = "0.1.0";
    run.project = project();
    run.area_sets = {districts(), wards()};
    run.study_area = {{block(0, 0, kColumns, kRows), {}}};
    run.incidents = incidents(run.study_area);
    const std::vector<Month> year = months_between({2025, 1}, {2025, 12});
    std::vector<Month> without_spring = year;
    without_spring.erase(without_spring.begin() + 2, without_spring.begin() + 4);
    run.sources = {{"police", year, {}}, {"ambulance", without_spring, {{2025, 3}, {2025, 4}}}};
    add_summary(run, run.project.layers[0], "incidents per km² per year");
    add_summary(run, run.project.layers[1], "harm (days) per km² per year");
    return run;
}

const project::Layer& layer_of(const run_store::RunData& run, const char* id)
{
    const project::Layer* const layer = run.project.find_layer(id);
    if (layer == nullptr) {
        throw std::logic_error("no such layer in the synthetic county");
    }
    return *layer;
}

const run_store::LayerSummary& summary_of(const run_store::RunData& run, const char* id)
{
    const auto found = std::find_if(run.layers.begin(), run.layers.end(),
                                    [&](const auto& summary) { return summary.id == id; });
    if (found == run.layers.end()) {
        throw std::logic_error("no such layer in the synthetic county");
    }
    return *found;
}

}  // namespace heatward::test
