#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "heatward/core/extent.hpp"
#include "heatward/geocode/byte_archive.hpp"
#include "heatward/geocode/gazetteer_records.hpp"
#include "heatward/geocode/name_groups.hpp"
#include "heatward/geocode/name_index.hpp"

namespace heatward::geocode {

/// Towns, villages, wards and districts: what a text adds to a street's name.
class LocalityTable {
public:
    struct Locality {
        ProjectedPoint middle;   ///< of a place
        double radius_m = 0;     ///< of a place
        double margin_m = 0;     ///< by which one option must be nearer than another to be meant
        std::uint32_t area = 0;  ///< of an area, among the areas
        bool is_place = false;   ///< a middle and a radius; else polygons
        std::array<std::uint8_t, 3> unused{};  ///< fills the bytes that a cache keeps
    };
    static_assert(sizeof(Locality) == 40);

    LocalityTable() = default;
    /// Areas are known by the towns in their names too ("St Ives" of "St Ives North & Wyton").
    /// Labels are names that streets and premises are said to lie in.
    LocalityTable(std::span<const PlaceRecord> places, std::span<const AreaRecord> areas,
                  std::span<const std::string> labels);

    [[nodiscard]] const NameIndex& names() const { return m_names; }
    /// The places and areas of a name; none of what is a label alone.
    [[nodiscard]] std::span<const std::uint32_t> of_name(std::uint32_t name) const
    {
        return m_groups.of_name(name);
    }
    [[nodiscard]] const Locality& locality(std::uint32_t number) const
    {
        return m_localities[number];
    }
    /// Metres from the point to the locality's polygons or disc; 0 within.
    [[nodiscard]] double distance_m(const Locality& locality, ProjectedPoint point) const;

    /// Whether no other place has the point nearer to its middle, by the share of its own radius:
    /// a suburb's streets are its own and not the town's.
    [[nodiscard]] bool is_own_place(const Locality& place, ProjectedPoint point) const;

    void write(ByteWriter& out) const;
    static LocalityTable read(ByteReader& in);

private:
    NameIndex m_names;
    NameGroups m_groups;
    std::vector<Locality> m_localities;
    /// The areas' rings, first vertices not repeated: even-odd tells inside from outside.
    std::vector<ProjectedPoint> m_vertices;
    std::vector<std::uint32_t> m_ring_ends;  ///< among the vertices
    std::vector<std::uint32_t> m_area_ends;  ///< among the rings
};

}  // namespace heatward::geocode
