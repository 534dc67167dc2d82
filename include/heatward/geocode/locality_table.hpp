#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "heatward/core/extent.hpp"
#include "heatward/geocode/byte_archive.hpp"
#include "heatward/geocode/gazetteer_records.hpp"
#include "heatward/geocode/name_index.hpp"

namespace heatward::geocode {

/// Towns, villages, wards and districts: what a text adds to a street's name.
class LocalityTable {
public:
    struct Locality {
        std::uint32_t name = 0;
        bool is_place = false;  ///< a middle and a radius; else polygons
        ProjectedPoint middle;
        double radius_m = 0;
        std::uint32_t polygons = 0;  ///< of an area, among the table's
    };

    LocalityTable() = default;
    /// Labels are names that streets and premises are said to lie in, known by nothing else.
    LocalityTable(std::span<const PlaceRecord> places, std::span<const AreaRecord> areas,
                  std::span<const std::string> labels);

    [[nodiscard]] const NameIndex& names() const { return m_names; }
    /// The places and areas of a name; none of a label.
    [[nodiscard]] std::span<const std::uint32_t> of_name(std::uint32_t name) const;
    [[nodiscard]] const Locality& locality(std::uint32_t number) const
    {
        return m_localities[number];
    }
    /// Metres from the point to the locality's polygons or disc; 0 within.
    [[nodiscard]] double distance_m(const Locality& locality, ProjectedPoint point) const;

    void write(ByteWriter& out) const;
    static LocalityTable read(ByteReader& in);

private:
    NameIndex m_names;
    std::vector<std::uint32_t> m_first_of_name;
    std::vector<std::uint32_t> m_of_name;
    std::vector<Locality> m_localities;
    std::vector<ProjectedMultiPolygon> m_polygons;
    std::vector<Extent> m_extents;  ///< one of each of these
};

}  // namespace heatward::geocode
