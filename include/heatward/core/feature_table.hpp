#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "heatward/core/polygon.hpp"

namespace heatward {

/// What a column holds; a cell may always be absent instead.
enum class ColumnType : std::uint8_t { text, integer, real };

/// One cell. std::monostate is "absent", which is not zero.
using AttributeValue = std::variant<std::monostate, std::string, std::int64_t, double>;

/// A column's name and type.
struct Column {
    std::string name;
    ColumnType type = ColumnType::text;

    friend bool operator==(const Column&, const Column&) = default;
};

/// Polygons with attributes: an area set or one of those collections that are none
/// (named_collection.hpp). All rows have one cell a column, in column order.
struct FeatureTable {
    std::string name;
    std::vector<Column> columns;
    std::vector<std::vector<AttributeValue>> rows;
    std::vector<ProjectedMultiPolygon> geometry;  ///< one a row, project metres

    [[nodiscard]] std::size_t size() const { return rows.size(); }

    /// The column's place, if there is one of that name.
    [[nodiscard]] std::optional<std::size_t> find_column(std::string_view column_name) const;

    /// The text in that cell, empty where it is absent, no text or no such column.
    [[nodiscard]] std::string text(std::size_t row, std::string_view column_name) const;

    /// Adds a column of one value a row at the end; the sizes must agree.
    void add_column(Column column, std::vector<AttributeValue> values);
};

}  // namespace heatward
