#include <algorithm>
#include <cmath>
#include <cstdint>
#include <map>
#include <string>
#include <unordered_map>
#include <utility>

#include "heatward/geocode/name_key.hpp"
#include "heatward/geocode/street_table.hpp"
#include "street_pieces.hpp"

namespace heatward::geocode {
namespace {

/// Vertices this near are one: lists round their coordinates.
constexpr double kSameVertex_m = 0.5;

/// A line of a name, and what is said of where it is.
struct NamedLine {
    const RoadLine* line;
    const RoadRecord* record;
    double extent_reach_m;  ///< of a road known by its rectangle; else 0
};

std::uint64_t vertex_of(ProjectedPoint place)
{
    const auto column = static_cast<std::int64_t>(std::floor(place.x / kSameVertex_m + 0.5));
    const auto row = static_cast<std::int64_t>(std::floor(place.y / kSameVertex_m + 0.5));
    return static_cast<std::uint64_t>(column) << 32U ^
           (static_cast<std::uint64_t>(row) & 0xFFFFFFFFU);
}

/// 0 for the lines that say best where a street is: a piece with several names may be another
/// street in part, and a rectangle says least.
int rank_of(const NamedLine& line)
{
    return line.extent_reach_m > 0 ? 2 : line.record->names.size() > 1 ? 1 : 0;
}

/// The lines of the best rank.
std::vector<const RoadLine*> best_lines(const std::vector<NamedLine>& lines, double& extent_reach_m)
{
    int best = rank_of(lines.front());
    for (const NamedLine& line : lines) {
        best = std::min(best, rank_of(line));
    }
    std::vector<const RoadLine*> drawn;
    for (const NamedLine& line : lines) {
        if (rank_of(line) == best) {
            drawn.push_back(line.line);
            extent_reach_m = std::max(extent_reach_m, line.extent_reach_m);
        }
    }
    return drawn;
}

}  // namespace

/// Puts a StreetTable together.
class StreetAssembly {
public:
    StreetAssembly(std::span<const RoadRecord> roads, StreetTable& table) : m_table(table)
    {
        name_lines(roads);
        find_shared_vertices();
        for (std::uint32_t name = 0; name < m_lines.size(); ++name) {
            add_streets(name);
        }
        m_table.m_names = NameIndex(m_names);
        m_table.m_groups = NameGroups(std::move(m_memberships), m_names.size());
    }

private:
    static constexpr std::uint32_t kShared = UINT32_MAX;
    static constexpr std::uint32_t kNoNode = UINT32_MAX;

    void name_lines(std::span<const RoadRecord> roads);
    void find_shared_vertices();
    void add_streets(std::uint32_t name);
    void add_street(std::uint32_t name, const std::vector<NamedLine>& lines);
    std::uint32_t node_at(ProjectedPoint place);
    [[nodiscard]] std::vector<std::uint32_t> nodes_of(const std::vector<NamedLine>& lines);

    StreetTable& m_table;
    std::vector<std::string> m_names;
    std::vector<std::vector<NamedLine>> m_lines;  ///< by name
    std::vector<NameGroups::Membership> m_memberships;
    std::vector<RoadLine> m_extent_middles;
    std::unordered_map<std::uint64_t, std::uint32_t> m_name_at;  ///< kShared: of several names
    std::unordered_map<std::uint64_t, std::uint32_t> m_node_at;
};

void StreetAssembly::name_lines(std::span<const RoadRecord> roads)
{
    m_extent_middles.reserve(roads.size());  // pointers into it stay good
    std::map<std::string, std::uint32_t> number_of_key;
    for (const RoadRecord& road : roads) {
        for (const std::string& name : road.names) {
            const std::vector<std::string> keys = name_keys(name);
            if (keys.empty()) {
                continue;
            }
            const auto [at, is_new] =
                number_of_key.emplace(keys.front(), static_cast<std::uint32_t>(m_names.size()));
            if (is_new) {
                m_names.push_back(name);
                m_lines.emplace_back();
            }
            for (const auto& line : road.lines) {
                if (!line.empty()) {
                    m_lines[at->second].push_back({&line, &road, 0});
                }
            }
            if (road.lines.empty() && road.extent) {
                const Extent& extent = *road.extent;
                m_extent_middles.push_back(
                    {{(extent.min_x + extent.max_x) / 2, (extent.min_y + extent.max_y) / 2}});
                m_lines[at->second].push_back(
                    {&m_extent_middles.back(), &road,
                     std::hypot(extent.max_x - extent.min_x, extent.max_y - extent.min_y) / 2});
            }
        }
    }
}

void StreetAssembly::find_shared_vertices()
{
    for (std::uint32_t name = 0; name < m_lines.size(); ++name) {
        for (const NamedLine& line : m_lines[name]) {
            for (const ProjectedPoint& place : *line.line) {
                const auto [at, is_new] = m_name_at.emplace(vertex_of(place), name);
                if (at->second != name) {
                    at->second = kShared;
                }
            }
        }
    }
}

void StreetAssembly::add_streets(std::uint32_t name)
{
    std::vector<const RoadLine*> lines;
    for (const NamedLine& line : m_lines[name]) {
        lines.push_back(line.line);
    }
    const std::vector<std::uint32_t> street_of = streets_of_lines(lines);
    std::vector<std::vector<NamedLine>> streets;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        streets.resize(std::max(streets.size(), std::size_t{street_of[i]} + 1));
        streets[street_of[i]].push_back(m_lines[name][i]);
    }
    for (const auto& street : streets) {
        add_street(name, street);
    }
}

void StreetAssembly::add_street(std::uint32_t name, const std::vector<NamedLine>& lines)
{
    std::vector<std::string> localities;
    for (const NamedLine& line : lines) {
        localities.insert(localities.end(), line.record->localities.begin(),
                          line.record->localities.end());
    }
    std::sort(localities.begin(), localities.end());
    localities.erase(std::unique(localities.begin(), localities.end()), localities.end());
    double extent_reach_m = 0;
    StreetMiddle middle = middle_of(best_lines(lines, extent_reach_m));
    for (const NamedLine& line : lines) {
        if (line.extent_reach_m == 0) {
            middle.reach_m = std::max(middle.reach_m, furthest_m(*line.line, middle.place));
        }
    }
    const std::vector<std::uint32_t> nodes = nodes_of(lines);
    m_memberships.push_back({name, static_cast<std::uint32_t>(m_table.m_streets.size())});
    m_table.m_streets.push_back({middle.place, static_cast<float>(middle.reach_m + extent_reach_m),
                                 name, static_cast<std::uint32_t>(m_table.m_nodes.size()),
                                 static_cast<std::uint32_t>(nodes.size())});
    m_table.m_nodes.insert(m_table.m_nodes.end(), nodes.begin(), nodes.end());
    m_table.m_labels.append(localities);
}

std::uint32_t StreetAssembly::node_at(ProjectedPoint place)
{
    const auto [at, is_new] = m_node_at.emplace(
        vertex_of(place), static_cast<std::uint32_t>(m_table.m_node_places.size()));
    if (is_new) {
        m_table.m_node_places.push_back(place);
    }
    return at->second;
}

/// The lines' ends, and the vertices that other names' lines have too.
std::vector<std::uint32_t> StreetAssembly::nodes_of(const std::vector<NamedLine>& lines)
{
    std::vector<std::uint32_t> nodes;
    for (const NamedLine& line : lines) {
        if (line.extent_reach_m > 0) {
            continue;
        }
        for (const ProjectedPoint& place : *line.line) {
            const bool is_end = &place == &line.line->front() || &place == &line.line->back();
            if (is_end || m_name_at.at(vertex_of(place)) == kShared) {
                nodes.push_back(node_at(place));
            }
        }
    }
    std::sort(nodes.begin(), nodes.end());
    nodes.erase(std::unique(nodes.begin(), nodes.end()), nodes.end());
    return nodes;
}

StreetTable::StreetTable(std::span<const RoadRecord> roads) { StreetAssembly(roads, *this); }

}  // namespace heatward::geocode
