#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "list_reader.hpp"
#include "locality_cells.hpp"

namespace heatward::pipeline {

/// Reads OS Open Names: populated places, roads, postcodes (each at its unit's mean), and as
/// premises the stations, schools, hospitals and the like under `other` and `transportNetwork`.
/// Water, woods and hills are passed over. NAME2 is an alias. A place is as wide as the furthest
/// corner of its rectangle (MBR) is from its point, else as its kind (place_radius.hpp); a road's
/// extent is its rectangle.
class OpenNamesList final : public ListReader {
public:
    OpenNamesList(const ListColumns& columns, const ListReaderContext& context);

    void take(const ListRow& row) override;

private:
    [[nodiscard]] static std::string_view cell(const ListRow& row,
                                               const std::optional<std::size_t>& column);
    [[nodiscard]] std::optional<Extent> rectangle(const ListRow& row) const;
    void take_postcode(const ListRow& row, ProjectedPoint position);
    void take_place(const ListRow& row, std::vector<std::string> names, ProjectedPoint position);
    void take_road(const ListRow& row, std::vector<std::string> names, ProjectedPoint position);
    void take_premises(const ListRow& row, std::vector<std::string> names, ProjectedPoint position);

    ListReaderContext m_context;
    ListPosition m_position;
    std::vector<std::size_t> m_names;
    std::optional<std::size_t> m_type;
    std::optional<std::size_t> m_local_type;
    std::array<std::optional<std::size_t>, 4> m_rectangle;  ///< west, south, east, north
    LocalityCells m_localities;
};

}  // namespace heatward::pipeline
