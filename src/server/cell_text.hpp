#pragma once

#include <cstdint>
#include <string>

#include "heatward/server/collection.hpp"

namespace heatward::server {

/// Whom a cell is written for.
enum class CellReader : std::uint8_t {
    programs,  ///< numbers as they are, "true" and "false"
    people     ///< numbers in six significant digits, "yes" and "no"
};

/// A property's value as plain text; nothing where it is absent or no finite number.
std::string cell_text(const AttributeValue& value, PropertyType type, CellReader reader);

}  // namespace heatward::server
