#include "heatward/geocode/locality_table.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <string>

#include "area_name_towns.hpp"

namespace heatward::geocode {
namespace {

// A district's border is no border of what its people call by its name.
constexpr double kMarginShare = 0.5;  // of the radius, or of half the side
constexpr double kLeastMargin_m = 500;

double distance_to_stretch_m(ProjectedPoint a, ProjectedPoint b, ProjectedPoint point)
{
    const double dx = b.x - a.x;
    const double dy = b.y - a.y;
    const double square = dx * dx + dy * dy;
    const double share =
        square > 0 ? std::clamp(((point.x - a.x) * dx + (point.y - a.y) * dy) / square, 0.0, 1.0)
                   : 0.0;
    return std::hypot(point.x - a.x - share * dx, point.y - a.y - share * dy);
}

/// Whether a ray from the point eastward crosses the stretch.
bool is_crossed(ProjectedPoint a, ProjectedPoint b, ProjectedPoint point)
{
    return (a.y > point.y) != (b.y > point.y) &&
           point.x < a.x + (b.x - a.x) * (point.y - a.y) / (b.y - a.y);
}

}  // namespace

LocalityTable::LocalityTable(std::span<const PlaceRecord> places, std::span<const AreaRecord> areas,
                             std::span<const std::string> labels)
{
    std::map<std::string, std::uint32_t> numbers;
    std::vector<std::string> names;
    std::vector<NameGroups::Membership> memberships;
    const auto number_of = [&](const std::string& name) {
        const auto [at, is_new] = numbers.emplace(name, static_cast<std::uint32_t>(names.size()));
        if (is_new) {
            names.push_back(name);
        }
        return at->second;
    };
    for (const PlaceRecord& place : places) {
        memberships.push_back(
            {number_of(place.name), static_cast<std::uint32_t>(m_localities.size())});
        m_localities.push_back({place.position, place.radius_m,
                                std::max(kLeastMargin_m, kMarginShare * place.radius_m), 0, true});
    }
    for (const AreaRecord& area : areas) {
        memberships.push_back(
            {number_of(area.name), static_cast<std::uint32_t>(m_localities.size())});
        for (const std::string& town : towns_of_area_name(area.name)) {
            memberships.push_back(
                {number_of(town), static_cast<std::uint32_t>(m_localities.size())});
        }
        const Extent extent = extent_of(area.polygons);
        const double side_m =
            std::sqrt((extent.max_x - extent.min_x) * (extent.max_y - extent.min_y));
        m_localities.push_back({{},
                                0,
                                std::max(kLeastMargin_m, kMarginShare / 2 * side_m),
                                static_cast<std::uint32_t>(m_area_ends.size()),
                                false});
        for_each_ring(area.polygons, [&](const Ring<ProjectedPoint>& ring) {
            m_vertices.insert(m_vertices.end(), ring.begin(), ring.end());
            m_ring_ends.push_back(static_cast<std::uint32_t>(m_vertices.size()));
        });
        m_area_ends.push_back(static_cast<std::uint32_t>(m_ring_ends.size()));
    }
    for (const std::string& label : labels) {
        number_of(label);
    }
    m_names = NameIndex(names);
    m_groups = NameGroups(std::move(memberships), names.size());
}

double LocalityTable::distance_m(const Locality& locality, ProjectedPoint point) const
{
    if (locality.is_place) {
        return std::max(0.0, std::hypot(point.x - locality.middle.x, point.y - locality.middle.y) -
                                 locality.radius_m);
    }
    const std::uint32_t first_ring = locality.area == 0 ? 0 : m_area_ends[locality.area - 1];
    bool is_inside = false;
    double nearest_m = std::numeric_limits<double>::infinity();
    for (std::uint32_t ring = first_ring; ring < m_area_ends[locality.area]; ++ring) {
        const std::uint32_t begin = ring == 0 ? 0 : m_ring_ends[ring - 1];
        const std::uint32_t end = m_ring_ends[ring];
        for (std::uint32_t i = begin, before = end - 1; i < end; before = i++) {
            is_inside ^= is_crossed(m_vertices[before], m_vertices[i], point);
            nearest_m = std::min(nearest_m,
                                 distance_to_stretch_m(m_vertices[before], m_vertices[i], point));
        }
    }
    return is_inside ? 0 : nearest_m;
}

bool LocalityTable::is_own_place(const Locality& place, ProjectedPoint point) const
{
    const auto share = [&](const Locality& other) {
        return std::hypot(point.x - other.middle.x, point.y - other.middle.y) / other.radius_m;
    };
    const double own = share(place);
    return std::none_of(m_localities.begin(), m_localities.end(), [&](const Locality& other) {
        return other.is_place && share(other) < own;
    });
}

void LocalityTable::write(ByteWriter& out) const
{
    out.column(m_localities);
    m_names.write(out);
    m_groups.write(out);
    out.column(m_vertices);
    out.column(m_ring_ends);
    out.column(m_area_ends);
}

LocalityTable LocalityTable::read(ByteReader& in)
{
    LocalityTable table;
    table.m_localities = in.column<Locality>();
    table.m_names = NameIndex::read(in);
    table.m_groups = NameGroups::read(in, table.m_names.size(), table.m_localities.size());
    table.m_vertices = in.column<ProjectedPoint>();
    table.m_ring_ends = in.column<std::uint32_t>();
    table.m_area_ends = in.column<std::uint32_t>();
    const auto ends_fit = [](const std::vector<std::uint32_t>& ends, std::size_t size) {
        return std::is_sorted(ends.begin(), ends.end()) && (ends.empty() ? 0 : ends.back()) == size;
    };
    if (!ends_fit(table.m_ring_ends, table.m_vertices.size()) ||
        !ends_fit(table.m_area_ends, table.m_ring_ends.size()) ||
        std::any_of(table.m_localities.begin(), table.m_localities.end(),
                    [&](const Locality& locality) {
                        return !is_flag(locality.is_place) ||
                               (!locality.is_place && locality.area >= table.m_area_ends.size());
                    })) {
        throw DataError("is damaged: its areas do not fit their rings");
    }
    return table;
}

}  // namespace heatward::geocode
