#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "heatward/geocode/location_clues.hpp"
#include "heatward/pipeline/geocode_table.hpp"

namespace heatward::pipeline {

/// Where the clues stand among a table's cells.
class ClueColumns {
public:
    /// Finds the wanted columns, and those that have a clue's own name. Throws as GeocodeTable.
    ClueColumns(const tabular::CsvReader& table, const std::string& file,
                const GeocodeColumns& wanted);

    /// As they are named in the header.
    [[nodiscard]] const GeocodeColumns& names() const { return m_names; }

    /// Borrowed from the cells and from `location`, the memory of the joined text.
    [[nodiscard]] geocode::LocationClues clues(const std::vector<std::string>& cells,
                                               std::string& location) const;

private:
    using Place = std::optional<std::size_t>;

    GeocodeColumns m_names;
    std::vector<std::size_t> m_location;
    Place m_town, m_postcode, m_lon, m_lat, m_x, m_y, m_grid_reference, m_uprn;
};

}  // namespace heatward::pipeline
