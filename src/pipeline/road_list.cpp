#include "road_list.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "heatward/core/extent.hpp"
#include "name_list.hpp"

namespace heatward::pipeline {
namespace {

std::vector<std::size_t> name_columns(const ListColumns& columns)
{
    return columns.all_of({"name", "name_1", "name_2", "name1", "name2", "alt_name",
                           "official_name", "road_name", "street_name", "ref",
                           "road_classification_number"});
}

std::vector<std::vector<ProjectedPoint>> lines_of(const gis::SourceFeature& feature)
{
    std::vector<std::vector<ProjectedPoint>> lines;
    const auto add = [&](std::vector<ProjectedPoint> line) {
        if (!line.empty()) {
            lines.push_back(std::move(line));
        }
    };
    for (const auto& line : feature.lines) {
        add(line);
    }
    for (const ProjectedPoint& point : feature.points) {
        add({point});
    }
    for_each_ring(feature.polygons, [&](const auto& ring) {
        std::vector<ProjectedPoint> line(ring);
        if (!line.empty()) {
            line.push_back(line.front());
        }
        add(std::move(line));
    });
    return lines;
}

/// Whether every vertex is a position in Great Britain.
bool lies_in(const ListGround& ground, const std::vector<ProjectedPoint>& line)
{
    constexpr std::size_t kCorners = 4;
    const auto is_known = [&](ProjectedPoint point) { return ground.checked(point).has_value(); };
    if (!std::all_of(line.begin(), line.end(), [](ProjectedPoint point) {
            return std::isfinite(point.x) && std::isfinite(point.y);
        })) {
        return false;
    }
    if (line.size() > kCorners) {  // most roads: the corners about it stand for all vertices
        Extent about;
        for (const ProjectedPoint& point : line) {
            about.include(point.x, point.y);
        }
        const std::array<ProjectedPoint, kCorners> corners{{{about.min_x, about.min_y},
                                                            {about.min_x, about.max_y},
                                                            {about.max_x, about.min_y},
                                                            {about.max_x, about.max_y}}};
        if (std::all_of(corners.begin(), corners.end(), is_known)) {
            return true;
        }
    }
    return std::all_of(line.begin(), line.end(), is_known);
}

}  // namespace

bool has_road_names(const ListColumns& columns) { return !name_columns(columns).empty(); }

RoadList::RoadList(const ListColumns& columns, const ListReaderContext& context)
    : m_context(context), m_names(name_columns(columns)), m_localities(columns)
{
    if (columns.first_of({"osm_id", "osmid", "@id"})) {
        m_highway = columns.first_of({"highway"});
    }
}

void RoadList::take(const ListRow& row)
{
    if (m_highway && row.cells[*m_highway].empty()) {
        m_context.tally.leave_out(kNoRoad);
        return;
    }
    geocode::RoadRecord record;
    record.names = listed_names(row.cells, m_names);
    if (record.names.empty()) {
        m_context.tally.leave_out(kNoName);
        return;
    }
    if (row.feature != nullptr) {
        record.lines = lines_of(*row.feature);
    }
    const bool is_known =
        !record.lines.empty() &&
        std::all_of(record.lines.begin(), record.lines.end(),
                    [&](const auto& line) { return lies_in(m_context.ground, line); });
    if (!is_known) {
        m_context.tally.leave_out(kNoPosition);
        return;
    }
    record.localities = m_localities.of(row);
    m_context.sink.add(std::move(record));
    m_context.tally.take();
}

}  // namespace heatward::pipeline
