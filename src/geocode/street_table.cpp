#include "heatward/geocode/street_table.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>

namespace heatward::geocode {
namespace {

double distance_m(ProjectedPoint a, ProjectedPoint b) { return std::hypot(a.x - b.x, a.y - b.y); }

Junction junction_of(const std::vector<ProjectedPoint>& places)
{
    Junction junction;
    for (const ProjectedPoint& place : places) {
        junction.position.x += place.x / static_cast<double>(places.size());
        junction.position.y += place.y / static_cast<double>(places.size());
    }
    for (const ProjectedPoint& place : places) {
        junction.spread_m = std::max(junction.spread_m, distance_m(place, junction.position));
    }
    return junction;
}

/// Each place joins the first group whose first place is near.
std::vector<std::vector<ProjectedPoint>> grouped(const std::vector<ProjectedPoint>& places)
{
    std::vector<std::vector<ProjectedPoint>> groups;
    for (const ProjectedPoint& place : places) {
        const auto near = std::find_if(groups.begin(), groups.end(), [&](const auto& group) {
            return distance_m(group.front(), place) <= kJunctionSpread_m;
        });
        if (near == groups.end()) {
            groups.push_back({place});
        } else {
            near->push_back(place);
        }
    }
    return groups;
}

}  // namespace

std::span<const std::uint32_t> StreetTable::nodes(const Street& street) const
{
    return std::span(m_nodes).subspan(street.first_node, street.node_count);
}

std::vector<ProjectedPoint> StreetTable::node_places(const Street& street) const
{
    std::vector<ProjectedPoint> places;
    for (const std::uint32_t node : nodes(street)) {
        places.push_back(m_node_places[node]);
    }
    return places;
}

std::vector<ProjectedPoint> StreetTable::shared_places(const Street& a, const Street& b) const
{
    std::vector<std::uint32_t> shared;
    const auto of_a = nodes(a);
    const auto of_b = nodes(b);
    std::set_intersection(of_a.begin(), of_a.end(), of_b.begin(), of_b.end(),
                          std::back_inserter(shared));
    std::vector<ProjectedPoint> places;
    for (const std::uint32_t node : shared) {
        places.push_back(m_node_places[node]);
    }
    return places;
}

std::vector<Junction> StreetTable::junctions(const Street& a, const Street& b) const
{
    if (distance_m(a.middle, b.middle) >
        static_cast<double>(a.reach_m) + static_cast<double>(b.reach_m) + kJunctionGap_m) {
        return {};
    }
    const std::vector<ProjectedPoint> places = shared_places(a, b);
    std::vector<Junction> junctions;
    if (!places.empty()) {
        for (const auto& group : grouped(places)) {
            junctions.push_back(junction_of(group));
        }
        return junctions;
    }
    double nearest_m = kJunctionGap_m;
    std::vector<ProjectedPoint> pair;
    for (const std::uint32_t i : nodes(a)) {
        for (const std::uint32_t k : nodes(b)) {
            const double apart_m = distance_m(m_node_places[i], m_node_places[k]);
            if (apart_m <= nearest_m) {
                nearest_m = apart_m;
                pair = {m_node_places[i], m_node_places[k]};
            }
        }
    }
    if (!pair.empty()) {
        junctions.push_back(junction_of(pair));
    }
    return junctions;
}

void StreetTable::write(ByteWriter& out) const
{
    out.column(m_streets);
    m_names.write(out);
    m_groups.write(out);
    out.column(m_nodes);
    out.column(m_node_places);
    m_labels.write(out);
}

StreetTable StreetTable::read(ByteReader& in)
{
    StreetTable table;
    table.m_streets = in.column<Street>();
    table.m_names = NameIndex::read(in);
    table.m_groups = NameGroups::read(in, table.m_names.size(), table.m_streets.size());
    table.m_nodes = in.column<std::uint32_t>();
    table.m_node_places = in.column<ProjectedPoint>();
    table.m_labels = LabelTable::read(in);
    const bool fits =
        table.m_labels.size() == table.m_streets.size() &&
        std::all_of(table.m_streets.begin(), table.m_streets.end(),
                    [&](const Street& street) {
                        return street.name < table.m_names.size() &&
                               street.first_node <= table.m_nodes.size() &&
                               street.node_count <= table.m_nodes.size() - street.first_node;
                    }) &&
        std::all_of(table.m_nodes.begin(), table.m_nodes.end(),
                    [&](std::uint32_t node) { return node < table.m_node_places.size(); });
    if (!fits) {
        throw DataError("is damaged: its streets do not fit their names and nodes");
    }
    return table;
}

}  // namespace heatward::geocode
