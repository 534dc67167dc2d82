#include "attribute_cell.hpp"

#include <cmath>
#include <set>

#include <cpl_string.h>
#include <fmt/format.h>

#include "ascii_lower.hpp"
#include "heatward/core/error.hpp"

namespace heatward::gis {
namespace {

/// SQLite's limit is 2,000, of which fid and geom take two.
constexpr std::size_t kMaxColumns = 1998;

bool fits(const AttributeValue& value, ColumnType type)
{
    switch (value.index()) {
        case 0:
            return true;
        case 1:
            return type == ColumnType::text;
        case 2:
            return type == ColumnType::integer;
        default:
            return type == ColumnType::real;
    }
}

void check_columns(const FeatureTable& table)
{
    if (table.name.empty()) {
        throw DataError("a table without a name cannot be written");
    }
    if (table.columns.size() > kMaxColumns) {
        throw DataError(fmt::format("table \"{}\" has {} columns, above the limit of {}",
                                    table.name, table.columns.size(), kMaxColumns));
    }
    std::set<std::string> names{"fid", "geom"};
    for (const Column& column : table.columns) {
        if (column.name.empty() || !names.insert(ascii_lower(column.name)).second) {
            throw DataError(fmt::format(
                "table \"{}\": column \"{}\" is there twice, has no name, or is named fid or geom",
                table.name, column.name));
        }
    }
}

}  // namespace

void check_table(const FeatureTable& table)
{
    check_columns(table);
    if (table.geometry.size() != table.rows.size()) {
        throw DataError(fmt::format("table \"{}\" has {} rows but {} geometries", table.name,
                                    table.rows.size(), table.geometry.size()));
    }
    for (std::size_t row = 0; row < table.rows.size(); ++row) {
        const auto& cells = table.rows[row];
        if (cells.size() != table.columns.size()) {
            throw DataError(fmt::format("table \"{}\", row {}: {} cells for {} columns", table.name,
                                        row + 1, cells.size(), table.columns.size()));
        }
        for (std::size_t i = 0; i < cells.size(); ++i) {
            const std::string* text = std::get_if<std::string>(&cells[i]);
            if (!fits(cells[i], table.columns[i].type) ||
                (text != nullptr && text->find('\0') != std::string::npos)) {
                throw DataError(
                    fmt::format("table \"{}\", row {}, column \"{}\": the value is of "
                                "another type than the column, or holds a NUL",
                                table.name, row + 1, table.columns[i].name));
            }
        }
    }
}

bool create_field(OGRLayerH layer, const Column& column)
{
    OGRFieldType type = OFTString;
    if (column.type == ColumnType::integer) {
        type = OFTInteger64;
    } else if (column.type == ColumnType::real) {
        type = OFTReal;
    }
    OGRFieldDefnH field = OGR_Fld_Create(column.name.c_str(), type);
    const OGRErr error = OGR_L_CreateField(layer, field, 0);
    OGR_Fld_Destroy(field);
    return error == OGRERR_NONE;
}

void set_cell(OGRFeatureH feature, int field, const AttributeValue& value)
{
    if (const auto* text = std::get_if<std::string>(&value)) {
        OGR_F_SetFieldString(feature, field, text->c_str());
    } else if (const auto* integer = std::get_if<std::int64_t>(&value)) {
        OGR_F_SetFieldInteger64(feature, field, *integer);
    } else if (const auto* real = std::get_if<double>(&value);
               real != nullptr && !std::isnan(*real)) {
        OGR_F_SetFieldDouble(feature, field, *real);
    } else {
        OGR_F_SetFieldNull(feature, field);
    }
}

std::vector<Column> columns_of(OGRLayerH layer)
{
    OGRFeatureDefnH definition = OGR_L_GetLayerDefn(layer);
    std::vector<Column> columns;
    for (int i = 0; i < OGR_FD_GetFieldCount(definition); ++i) {
        OGRFieldDefnH field = OGR_FD_GetFieldDefn(definition, i);
        const OGRFieldType type = OGR_Fld_GetType(field);
        ColumnType column_type = ColumnType::text;
        if (type == OFTInteger || type == OFTInteger64) {
            column_type = ColumnType::integer;
        } else if (type == OFTReal) {
            column_type = ColumnType::real;
        }
        columns.push_back({OGR_Fld_GetNameRef(field), column_type});
    }
    return columns;
}

AttributeValue get_cell(OGRFeatureH feature, int field, ColumnType type)
{
    if (OGR_F_IsFieldSetAndNotNull(feature, field) == 0) {
        return std::monostate();
    }
    switch (type) {
        case ColumnType::integer:
            return std::int64_t{OGR_F_GetFieldAsInteger64(feature, field)};
        case ColumnType::real:
            return OGR_F_GetFieldAsDouble(feature, field);
        case ColumnType::text:
            break;
    }
    return std::string(OGR_F_GetFieldAsString(feature, field));
}

}  // namespace heatward::gis
