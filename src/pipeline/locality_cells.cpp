#include "locality_cells.hpp"

#include <algorithm>

#include "name_list.hpp"

namespace heatward::pipeline {

LocalityCells::LocalityCells(const ListColumns& columns)
    : m_columns(columns.all_of({"town", "place", "locality", "district", "populated_place",
                                "district_borough", "county_unitary"}))
{
}

std::vector<std::string> LocalityCells::of(const ListRow& row) const
{
    std::vector<std::string> names;
    for (const std::size_t column : m_columns) {
        std::string name = clean_name(row.cells[column]);
        if (!name.empty() && std::find(names.begin(), names.end(), name) == names.end()) {
            names.push_back(std::move(name));
        }
    }
    return names;
}

}  // namespace heatward::pipeline
