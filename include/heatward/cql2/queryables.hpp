#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace heatward::cql2 {

/// The types a filter is checked by.
enum class Type : std::uint8_t { text, number, boolean, time, geometry };

/// "text", "a number", "true or false", "a time" or "a geometry", as errors name it.
std::string_view to_string(Type type);

/// A property that filters may name. A collection has one geometry at most.
struct Queryable {
    std::string name;
    Type type = Type::text;

    friend bool operator==(const Queryable&, const Queryable&) = default;
};

}  // namespace heatward::cql2
