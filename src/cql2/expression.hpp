#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "heatward/cql2/geometry.hpp"
#include "heatward/cql2/queryables.hpp"
#include "heatward/cql2/value.hpp"
#include "like_pattern.hpp"

namespace heatward::cql2 {

/// = <> < > <= >=
enum class Comparison : std::uint8_t { equal, different, less, greater, at_most, at_least };

/// The T_ functions that are read; the standard's others part what T_INTERSECTS joins more finely.
enum class Relation : std::uint8_t {
    after,
    before,
    contains,
    disjoint,
    during,
    equals,
    intersects
};

/// A property or a constant, never null as a constant.
struct Operand {
    Type type = Type::text;
    std::optional<std::size_t> queryable;  ///< none: the constant
    Value constant;
    bool folded = false;  ///< CASEI of a property; constants are folded when they are read
};

struct Expression;

struct Always {
    bool truth = false;
};
struct Conjunction {
    std::vector<Expression> parts;  ///< two or more, none itself a conjunction
};
struct Disjunction {
    std::vector<Expression> parts;  ///< two or more, none itself a disjunction
};
struct Negation {
    std::vector<Expression> part;  ///< one
};
struct Compared {
    Comparison comparison = Comparison::equal;
    Operand left;
    Operand right;
};
struct Liked {
    Operand text;
    LikePattern pattern;
};
struct Between {
    Operand value;
    Operand low;
    Operand high;
};
struct Listed {
    Operand value;
    std::vector<Value> constants;  ///< ascending, each once
    std::vector<Operand> properties;
};
struct Missing {
    Operand value;
};
/// A property of true or false as a condition.
struct Flag {
    Operand value;
};
struct Related {
    Relation relation = Relation::intersects;
    Operand left;
    Operand right;
};
struct Intersecting {
    std::size_t queryable = 0;
    std::size_t literal = 0;
};

/// A condition whose names and types are checked.
struct Expression {
    std::variant<Always, Conjunction, Disjunction, Negation, Compared, Liked, Between, Listed,
                 Missing, Flag, Related, Intersecting>
        node;
};

/// What a Filter shares.
struct CheckedFilter {
    Expression condition;
    std::vector<Geometry> geometries;
    std::vector<std::size_t> used;
    std::vector<std::string> names;  ///< of the queryables, by number
};

}  // namespace heatward::cql2
