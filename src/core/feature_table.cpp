#include "heatward/core/feature_table.hpp"

#include <stdexcept>
#include <utility>

namespace heatward {

std::optional<std::size_t> FeatureTable::find_column(std::string_view column_name) const
{
    for (std::size_t i = 0; i < columns.size(); ++i) {
        if (columns[i].name == column_name) {
            return i;
        }
    }
    return std::nullopt;
}

std::string FeatureTable::text(std::size_t row, std::string_view column_name) const
{
    const auto column = find_column(column_name);
    if (!column) {
        return {};
    }
    const auto* value = std::get_if<std::string>(&rows.at(row).at(*column));
    return value == nullptr ? std::string{} : *value;
}

void FeatureTable::add_column(Column column, std::vector<AttributeValue> values)
{
    if (values.size() != rows.size()) {
        throw std::invalid_argument("column " + column.name + " has another length than its table");
    }
    columns.push_back(std::move(column));
    for (std::size_t i = 0; i < rows.size(); ++i) {
        rows[i].push_back(std::move(values[i]));
    }
}

}  // namespace heatward
