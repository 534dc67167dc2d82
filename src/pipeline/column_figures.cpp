#include "column_figures.hpp"

#include <cmath>
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

std::vector<AttributeValue> real_cells(const std::vector<double>& figures)
{
    std::vector<AttributeValue> cells;
    for (const double figure : figures) {
        AttributeValue& cell = cells.emplace_back();
        if (!std::isnan(figure)) {
            cell = figure;
        }
    }
    return cells;
}

}  // namespace heatward::pipeline
