#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "heatward/geocode/byte_archive.hpp"
#include "heatward/geocode/gazetteer_records.hpp"
#include "heatward/geocode/label_table.hpp"
#include "heatward/geocode/name_groups.hpp"
#include "heatward/geocode/name_index.hpp"

namespace heatward::geocode {

/// Pieces of one name no further apart than this are one street, which a junction, a park or an
/// unnamed link interrupts. Two streets of one name in a town lie further apart.
inline constexpr double kStreetGap_m = 400;

/// Streets whose ends lie this far apart still meet: at a roundabout without a name, or across a
/// dual carriageway.
inline constexpr double kJunctionGap_m = 80;

/// Meeting places of two streets no further from their middle than this are one junction.
inline constexpr double kJunctionSpread_m = 150;

/// One street: all pieces of a name that lie together.
struct Street {
    ProjectedPoint middle;   ///< the point on it that is nearest to its centre of length
    float reach_m = 0;       ///< from the middle to its furthest point
    std::uint32_t name = 0;  ///< among the table's names
    std::uint32_t first_node = 0;
    std::uint32_t node_count = 0;
};

/// Where two streets meet.
struct Junction {
    ProjectedPoint position;
    double spread_m = 0;  ///< from there to the furthest of their meeting places, or half their gap
};

/// Streets by name, and where they meet.
class StreetTable {
public:
    StreetTable() = default;
    /// Groups pieces of road into streets. A line needs no second vertex.
    explicit StreetTable(std::span<const RoadRecord> roads);

    [[nodiscard]] const NameIndex& names() const { return m_names; }
    /// The streets of a name, as numbers; ascending.
    [[nodiscard]] std::span<const std::uint32_t> of_name(std::uint32_t name) const
    {
        return m_groups.of_name(name);
    }
    [[nodiscard]] const Street& street(std::uint32_t number) const { return m_streets[number]; }
    [[nodiscard]] std::size_t size() const { return m_streets.size(); }
    [[nodiscard]] const LabelTable& labels() const { return m_labels; }

    /// The junctions of two streets: where they share vertices, else where they come nearest, up to
    /// kJunctionGap_m. Several where they meet at places further apart than kJunctionSpread_m.
    [[nodiscard]] std::vector<Junction> junctions(const Street& a, const Street& b) const;

    /// Its ends and junctions, as far as they are known.
    [[nodiscard]] std::vector<ProjectedPoint> node_places(const Street& street) const;

    void write(ByteWriter& out) const;
    static StreetTable read(ByteReader& in);

private:
    friend class StreetAssembly;

    [[nodiscard]] std::span<const std::uint32_t> nodes(const Street& street) const;
    [[nodiscard]] std::vector<ProjectedPoint> shared_places(const Street& a, const Street& b) const;

    NameIndex m_names;
    NameGroups m_groups;
    std::vector<Street> m_streets;
    std::vector<std::uint32_t> m_nodes;  ///< of each street, ascending
    std::vector<ProjectedPoint> m_node_places;
    LabelTable m_labels;
};

}  // namespace heatward::geocode
