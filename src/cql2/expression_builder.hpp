#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "expression.hpp"
#include "heatward/core/time_zone.hpp"
#include "heatward/cql2/queryables.hpp"

namespace heatward::cql2 {

/// Makes checked expressions of a filter's parts, for both of its forms. Whatever cannot be (an
/// unknown property, types that do not compare, more than limits.hpp allows) throws a Refusal
/// without a place.
class ExpressionBuilder {
public:
    /// `zone` is that of times that say their offset; null is UTC.
    ExpressionBuilder(std::span<const Queryable> queryables, const TimeZone* zone);

    /// `in_quotes` where the name stood in double quotes, which people write for text's.
    Operand property(std::string_view name, bool in_quotes = false);
    /// Refuses text that is no UTF-8.
    static Operand text(std::string text);
    static Operand number(double number);
    static Operand boolean(bool value);
    static Operand time(const Times& times);
    /// CASEI.
    Operand folded(Operand operand) const;

    /// With a time on one side, text on the other is read as an instant.
    Expression compared(Comparison comparison, Operand left, Operand right);
    Expression liked(Operand text, const Operand& pattern);
    Expression between(Operand value, Operand low, Operand high);
    Expression listed(Operand value, std::vector<Operand> list);
    Expression missing(Operand value);
    /// A property or constant of true or false by itself.
    Expression condition(Operand value);
    Expression related(Relation relation, Operand left, Operand right);
    Expression intersecting(const Operand& property, Geometry geometry);

    static Expression conjunction(std::vector<Expression> parts);
    static Expression disjunction(std::vector<Expression> parts);
    static Expression negation(Expression part);

    CheckedFilter finish(Expression condition) &&;

private:
    void count_predicate();
    /// "“ward” is text" or "'x' is text", for errors.
    [[nodiscard]] std::string described(const Operand& operand) const;
    /// Gives a text constant the other side's type where that is a time.
    void read_as_time(Operand& operand, const Operand& other) const;
    void bring_together(Operand& left, Operand& right, std::string_view what) const;

    const TimeZone* m_zone;
    std::vector<std::string> m_names;
    std::vector<Type> m_types;
    std::vector<bool> m_used;
    std::vector<Geometry> m_geometries;
    std::size_t m_predicates = 0;
};

}  // namespace heatward::cql2
