#include "column_figures.hpp"

#include <limits>
#include <stdexcept>
#include <string>

namespace heatward::pipeline {

std::vector<double> column_figures(const FeatureTable& table, std::string_view column)
{
    const auto place = table.find_column(column);
    if (!place) {
        throw std::out_of_range("no column " + std::string(column));
    }
    std::vector<double> figures;
    figures.reserve(table.size());
    for (const auto& row : table.rows) {
        const AttributeValue& value = row[*place];
        double& figure = figures.emplace_back(std::numeric_limits<double>::quiet_NaN());
        if (const auto* whole = std::get_if<std::int64_t>(&value)) {
            figure = static_cast<double>(*whole);
        } else if (const auto* real = std::get_if<double>(&value)) {
            figure = *real;
        }
    }
    return figures;
}

}  // namespace heatward::pipeline
